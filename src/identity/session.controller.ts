import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Reader } from '../platform/database/reader.js';
import { Public, RequireSignIn } from '../platform/http/access.js';
import { refuse } from '../platform/refusal.js';
import type { SessionInfo, SessionRemaining } from '../protocol/access.js';
import { addressOf } from './address.js';
import { SignInDto } from './dto/sign-in.dto.js';
import { CurrentOperator } from './operator.guard.js';
import type { OperatorAccount, OperatorIdentity } from './operator-identity.js';
import { LimitRate } from './rate.guard.js';
import { isSeparated } from './policy.js';
import { SessionCookie } from './session-cookie.js';
import { sessionInfo } from './session-info.js';
import { SessionService } from './session.service.js';
import { SignInService } from './sign-in.service.js';

@ApiTags('identity')
@Controller('api/session')
export class SessionController {
  constructor(
    private readonly signIns: SignInService,
    private readonly sessions: SessionService,
    private readonly cookie: SessionCookie,
    private readonly reader: Reader,
  ) {}

  @Get()
  @RequireSignIn()
  async current(@Req() request: Request): Promise<SessionInfo> {
    const session = await this.sessions.ofToken(this.cookie.tokenOf(request.headers.cookie) ?? '');
    if (!session) throw refuse('auth.session-expired');
    return this.infoOf(session.operator, session.csrfToken);
  }

  @Post()
  @Public()
  @HttpCode(200)
  @LimitRate('sign-in')
  async signIn(
    @Body() body: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<SessionInfo> {
    const { operator, token, csrfToken } = await this.signIns.signIn(body, addressOf(request.ip));
    await this.sessions.endToken(this.cookie.tokenOf(request.headers.cookie) ?? '');
    this.cookie.set(response, token);
    return this.infoOf(operator, csrfToken);
  }

  /** Asked by every operator's page, so it does not count as activity. */
  @Get('remaining')
  @RequireSignIn({ quiet: true })
  remaining(@CurrentOperator() operator: OperatorIdentity): Promise<SessionRemaining> {
    return this.remainingOf(operator);
  }

  @Post('extend')
  @HttpCode(200)
  @RequireSignIn()
  extend(@CurrentOperator() operator: OperatorIdentity): Promise<SessionRemaining> {
    return this.remainingOf(operator);
  }

  @Delete()
  @HttpCode(204)
  @RequireSignIn()
  async signOut(
    @CurrentOperator() operator: OperatorIdentity,
    @Res({ passthrough: true }) response: Response,
  ): Promise<void> {
    await this.sessions.end(operator);
    this.cookie.clear(response);
  }

  private async remainingOf({ sessionId }: OperatorIdentity): Promise<SessionRemaining> {
    const remaining = await this.sessions.remaining(sessionId);
    if (!remaining) throw refuse('auth.session-expired');
    return remaining;
  }

  private async infoOf(operator: OperatorAccount, csrfToken: string): Promise<SessionInfo> {
    return sessionInfo(operator, csrfToken, await isSeparated(this.reader.source.manager));
  }
}
