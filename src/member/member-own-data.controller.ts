import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { OwnDataService } from '../contest/own-data/own-data.service.js';
import { RequireMember } from '../platform/http/access.js';
import type { OwnData } from '../protocol/privacy.js';
import { MemberEraseDto } from './dto/member.dto.js';
import { MemberCookie } from './member-cookie.js';
import type { MemberIdentity } from './member-identity.js';
import { CurrentMember } from './member.guard.js';

/** What is kept of a member, for that member: a copy of it, and its erasure. */
@ApiTags('member')
@RequireMember()
@Controller('api/member/own-data')
export class MemberOwnDataController {
  constructor(
    private readonly own: OwnDataService,
    private readonly cookie: MemberCookie,
  ) {}

  @Get()
  export(@CurrentMember() { personId }: MemberIdentity): Promise<OwnData> {
    return this.own.exportOfPerson(personId);
  }

  @Post('erase')
  @HttpCode(204)
  async erase(
    @Body() _body: MemberEraseDto,
    @CurrentMember() { personId }: MemberIdentity,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.own.erasePerson(personId);
    this.cookie.clear(response);
  }
}
