import { Body, Controller, Delete, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { addressOf, Public } from '../identity/identity.module.js';
import { RequireMember } from '../platform/http/access.js';
import { refuse } from '../platform/refusal.js';
import type { MemberInfo, MemberSessionInfo } from '../protocol/member.js';
import { deviceOf } from './device.js';
import { MemberSignInDto } from './dto/member.dto.js';
import { MemberCookie } from './member-cookie.js';
import type { MemberIdentity } from './member-identity.js';
import { MemberInformation } from './member-information.js';
import { MemberSessions } from './member-sessions.js';
import { MemberSignIn } from './member-sign-in.js';
import { CurrentMember } from './member.guard.js';

/** A member's way in and out, and where else they are in. */
@ApiTags('member')
@Controller('api/member')
export class MemberController {
  constructor(
    private readonly signIns: MemberSignIn,
    private readonly sessions: MemberSessions,
    private readonly information: MemberInformation,
    private readonly cookie: MemberCookie,
  ) {}

  /** By the body, so that no code stands in an address or a log. */
  @Post('session')
  @Public()
  @HttpCode(200)
  async signIn(
    @Body() { code }: MemberSignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<MemberInfo> {
    const device = deviceOf(request.get('user-agent'));
    const { token } = await this.signIns.signIn(code, device, addressOf(request.ip));
    const earlier = this.cookie.tokenOf(request.headers.cookie);
    if (earlier !== null) await this.sessions.endToken(earlier);
    this.cookie.set(response, token);
    return this.infoOf(token);
  }

  @Get('session')
  @RequireMember()
  current(@Req() request: Request): Promise<MemberInfo> {
    return this.infoOf(this.cookie.tokenOf(request.headers.cookie) ?? '');
  }

  @Delete('session')
  @RequireMember()
  @HttpCode(204)
  async signOut(
    @CurrentMember() member: MemberIdentity,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.end(member, member.sessionId);
    this.cookie.clear(response);
  }

  @Get('sessions')
  @RequireMember()
  list(@CurrentMember() member: MemberIdentity): Promise<MemberSessionInfo[]> {
    return this.sessions.listOf(member);
  }

  @Post('sessions/end-others')
  @RequireMember()
  @HttpCode(204)
  endOthers(@CurrentMember() member: MemberIdentity): Promise<void> {
    return this.sessions.endOthers(member);
  }

  @Delete('sessions/:id')
  @RequireMember()
  @HttpCode(204)
  end(@Param('id') id: string, @CurrentMember() member: MemberIdentity): Promise<void> {
    return this.sessions.end(member, id);
  }

  private async infoOf(token: string): Promise<MemberInfo> {
    const session = await this.sessions.ofToken(token);
    if (!session) throw refuse('member.session-expired');
    return this.information.of(session);
  }
}
