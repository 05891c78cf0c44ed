import { Body, Controller, Get, HttpCode, Ip, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { addressOf, Public } from '../../identity/identity.module.js';
import type { EntryPerson } from '../../protocol/organisation.js';
import type { EntryInfo } from '../../protocol/rest.js';
import { EntryNeedsDto } from '../dto/needs.dto.js';
import { EntryPersonDto } from '../dto/roster.dto.js';
import { EntryService } from './entry.service.js';

/** What the join page asks for before anybody has said who they are. */
@ApiTags('entry')
@Controller('api/entry')
export class EntryController {
  constructor(private readonly entry: EntryService) {}

  @Get(':pin')
  @Public()
  info(@Param('pin') pin: string, @Ip() ip: string): Promise<EntryInfo> {
    return this.entry.info(pin, addressOf(ip));
  }

  /** By the body, so that no code stands in an address or a log. */
  @Post(':pin/person')
  @HttpCode(200)
  @Public()
  person(@Param('pin') pin: string, @Body() { code }: EntryPersonDto, @Ip() ip: string): Promise<EntryPerson> {
    return this.entry.person(pin, code, addressOf(ip));
  }

  @Post(':pin/needs')
  @HttpCode(204)
  @Public()
  needs(@Param('pin') pin: string, @Body() body: EntryNeedsDto, @Ip() ip: string): Promise<void> {
    return this.entry.stateNeeds(pin, body, addressOf(ip));
  }
}
