import { Module, type DynamicModule } from '@nestjs/common';

import { Clock, SystemClock } from './clock/clock.js';
import { ScaledClock } from './clock/scaled-clock.js';
import { AppConfig } from './config/app-config.js';
import { FieldCipher } from './crypto/field-cipher.js';
import { ClientAddress } from './http/client-address.js';
import { ServerAddresses } from './http/server-addresses.js';
import { Metrics } from './metrics/metrics.js';

/** Configuration, clock, metrics and cipher for everyone. */
@Module({})
export class PlatformModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: PlatformModule,
      global: true,
      providers: [
        { provide: AppConfig, useValue: config },
        { provide: Clock, useClass: config.scaled ? ScaledClock : SystemClock },
        { provide: FieldCipher, useFactory: () => FieldCipher.open(config.secretKeyFile) },
        Metrics,
        ClientAddress,
        ServerAddresses,
      ],
      exports: [AppConfig, Clock, FieldCipher, Metrics, ClientAddress, ServerAddresses],
    };
  }
}
