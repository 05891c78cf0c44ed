import { randomBytes } from 'node:crypto';
import { Logger, Module, type DynamicModule, type OnApplicationShutdown } from '@nestjs/common';

import { AppConfig } from '../config/app-config.js';
import { FieldCipher } from '../crypto/field-cipher.js';
import { Metrics } from '../metrics/metrics.js';
import { Bus, type NodeIdentity } from './bus.js';
import { LocalBus } from './local-bus.js';

/** Gives the bus to everyone: of this process alone, or over Redis where the configuration names one. */
@Module({})
export class BusModule implements OnApplicationShutdown {
  constructor(private readonly bus: Bus) {}

  static forRoot(): DynamicModule {
    return {
      module: BusModule,
      global: true,
      providers: [{ provide: Bus, inject: [AppConfig, FieldCipher, Metrics], useFactory: busOf }],
      exports: [Bus],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.bus.close();
  }
}

async function busOf({ scaled }: AppConfig, cipher: FieldCipher, metrics: Metrics): Promise<Bus> {
  const logger = new Logger('bus');
  const onFault = (about: string, error: unknown): void => logger.error(`${about}: ${String(error)}`);
  const self: NodeIdentity = { name: scaled?.nodeName ?? 'single', incarnation: randomBytes(8).toString('hex') };
  if (!scaled) return new LocalBus(self);
  // Its client is large, and a server that runs alone needs none.
  const { RedisBus } = await import('./redis-bus.js');
  // All nodes hold the same key file, and nobody else does.
  const channel = `xuesai:${cipher.sign('bus')}`;
  const bus = await RedisBus.connect({ url: scaled.redisUrl, channel, self, onFault });
  metrics.gauge('xuesai_bus_up', 'Whether hints of other nodes arrive: 1 yes, 0 no.', () => (bus.isUp ? 1 : 0));
  return bus;
}
