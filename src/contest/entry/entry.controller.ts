import { Controller, Get, Ip, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { addressOf } from '../../identity/identity.module.js';
import type { EntryInfo } from '../../protocol/rest.js';
import { EntryService } from './entry.service.js';

/** What the join page asks for before anybody has said who they are. */
@ApiTags('entry')
@Controller('api/entry')
export class EntryController {
  constructor(private readonly entry: EntryService) {}

  @Get(':pin')
  info(@Param('pin') pin: string, @Ip() ip: string): Promise<EntryInfo> {
    return this.entry.info(pin, addressOf(ip));
  }
}
