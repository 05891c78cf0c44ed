import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';
import { Reader } from '../platform/database/reader.js';
import { Public, RequireSignIn } from '../platform/http/access.js';
import { refuse } from '../platform/refusal.js';
import type { SessionInfo, SessionRemaining } from '../protocol/access.js';
import { SignInDto } from './dto/sign-in.dto.js';
import { CurrentOperator } from './operator.guard.js';
import type { OperatorIdentity } from './operator-identity.js';
import { LimitRate } from './rate.guard.js';
import { isSeparated } from './policy.js';
import { SessionCookie } from './session-cookie.js';
import { sessionInfo } from './session-info.js';
import { SessionService, type LiveSession } from './session.service.js';
import { SignInService } from './sign-in.service.js';
import { whenceOf } from './whence.js';

/** One's own session is open whatever it owes: to look, to go on, to leave. */
const ALWAYS = { even: ['code', 'password', 'second-factor'] } as const;

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
  @RequireSignIn(ALWAYS)
  async current(@Req() request: Request): Promise<SessionInfo> {
    const session = await this.sessions.ofToken(this.cookie.tokenOf(request.headers.cookie) ?? '');
    if (!session) throw refuse('auth.session-expired');
    return this.infoOf(session);
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
    const { token } = await this.signIns.signIn(body, whenceOf(request));
    await this.sessions.endToken(this.cookie.tokenOf(request.headers.cookie) ?? '');
    this.cookie.set(response, token);
    return this.infoOf(await this.sessions.opened(token));
  }

  /** Asked by every operator's page, so it does not count as activity. */
  @Get('remaining')
  @RequireSignIn({ quiet: true, ...ALWAYS })
  remaining(@CurrentOperator() operator: OperatorIdentity): Promise<SessionRemaining> {
    return this.remainingOf(operator);
  }

  @Post('extend')
  @HttpCode(200)
  @RequireSignIn(ALWAYS)
  extend(@CurrentOperator() operator: OperatorIdentity): Promise<SessionRemaining> {
    return this.remainingOf(operator);
  }

  @Delete()
  @HttpCode(204)
  @RequireSignIn(ALWAYS)
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

  private async infoOf({ operator, csrfToken }: LiveSession): Promise<SessionInfo> {
    return sessionInfo(operator, csrfToken, await isSeparated(this.reader.source.manager));
  }
}
