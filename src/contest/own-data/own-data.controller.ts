import { Body, Controller, HttpCode, Ip, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { addressOf, Public } from '../../identity/identity.module.js';
import type { OwnData } from '../../protocol/privacy.js';
import { EraseDto, OwnDataDto } from '../dto/own-data.dto.js';
import { OwnDataService } from './own-data.service.js';

/** By the body, so that no code stands in an address or a log. */
@ApiTags('own data')
@Controller('api/own-data')
export class OwnDataController {
  constructor(private readonly own: OwnDataService) {}

  @Post()
  @HttpCode(200)
  @Public()
  export(@Body() body: OwnDataDto, @Ip() ip: string): Promise<OwnData> {
    return this.own.export(body, addressOf(ip));
  }

  @Post('erase')
  @HttpCode(204)
  @Public()
  erase(@Body() body: EraseDto, @Ip() ip: string): Promise<void> {
    return this.own.erase(body, addressOf(ip));
  }
}
