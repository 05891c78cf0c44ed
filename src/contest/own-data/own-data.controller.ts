import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { addressOf, Public } from '../../identity/identity.module.js';
import type { OwnData, OwnNeeds } from '../../protocol/privacy.js';
import { EraseDto, OwnDataDto } from '../dto/own-data.dto.js';
import { OwnDataService } from './own-data.service.js';
import { OwnNeedsService } from './own-needs.service.js';

/** By the body, so that no code stands in an address or a log. */
@ApiTags('own data')
@Controller('api/own-data')
export class OwnDataController {
  constructor(
    private readonly own: OwnDataService,
    private readonly needs: OwnNeedsService,
  ) {}

  @Post()
  @HttpCode(200)
  @Public()
  export(@Body() body: OwnDataDto, @Ip() ip: string): Promise<OwnData> {
    return this.own.export(body, addressOf(ip));
  }

  @Post('needs')
  @HttpCode(200)
  @Public()
  kept(@Body() body: OwnDataDto, @Ip() ip: string): Promise<OwnNeeds> {
    return this.needs.kept(body, addressOf(ip));
  }

  @Post('needs/withdraw')
  @HttpCode(204)
  @Public()
  withdraw(@Body() body: OwnDataDto, @Ip() ip: string): Promise<void> {
    return this.needs.withdraw(body, addressOf(ip));
  }

  @Post('erase')
  @HttpCode(204)
  @Public()
  erase(@Body() body: EraseDto, @Ip() ip: string): Promise<void> {
    return this.own.erase(body, addressOf(ip));
  }
}
