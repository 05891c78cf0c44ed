import { createRequire } from 'node:module';

import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { SetupService } from './identity/setup.service.js';
import { AppConfig } from './platform/config/app-config.js';
import { ServerAddresses } from './platform/http/server-addresses.js';
import type { ServerInfo } from './protocol/rest.js';

/** Two folders up from dist/server/, one from src/, where the specs run it. */
const packageFile = import.meta.url.endsWith('.ts') ? '../package.json' : '../../package.json';
const { version } = createRequire(import.meta.url)(packageFile) as { version: string };

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
  async info(): Promise<ServerInfo> {
    const setupNeeded = await this.setup.needed();
    return { mode: this.config.mode, version, setupNeeded, addresses: this.addresses.all() };
  }
}
