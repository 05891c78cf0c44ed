import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { SetupService } from './identity/setup.service.js';
import { AppConfig } from './platform/config/app-config.js';
import { Public } from './platform/http/access.js';
import { ServerAddresses } from './platform/http/server-addresses.js';
import { VERSION } from './platform/version.js';
import type { ServerInfo } from './protocol/rest.js';

/** What every page may know of the server. */
@ApiTags('info')
@Controller('api/info')
export class InfoController {
  constructor(
    private readonly config: AppConfig,
    private readonly addresses: ServerAddresses,
    private readonly setup: SetupService,
  ) {}

  @Get()
  @Public()
  async info(): Promise<ServerInfo> {
    const setupNeeded = await this.setup.needed();
    const { mode, oidc } = this.config;
    return { mode, version: VERSION, setupNeeded, oidc: oidc !== null, addresses: this.addresses.all() };
  }
}
