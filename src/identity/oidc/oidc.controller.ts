import { Controller, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { CookieOptions, Request, Response } from 'express';
import { Public } from '../../platform/http/access.js';
import { RefusalError } from '../../platform/refusal.js';
import type { OidcStart } from '../../protocol/access.js';
import { cookieOf } from '../../platform/http/cookies.js';
import { LimitRate } from '../rate.guard.js';
import { SessionCookie } from '../session-cookie.js';
import { whenceOf } from '../whence.js';
import { SEAL_MS } from './oidc-seal.js';
import { OidcSignIn } from './oidc-sign-in.service.js';

const SEAL_COOKIE = '__Host-xuesai_oidc';
/** Lax: it has to come back with a browser that another site sends here. Only TLS mode has a provider. */
const SEAL_OPTIONS: CookieOptions = { httpOnly: true, sameSite: 'lax', secure: true, path: '/' };
const SEE_OTHER = 303;
const HOME = '/host';

/** Signing in with the organisation's provider. The start is a POST of our own pages, so no other site can begin it. */
@ApiTags('identity')
@Controller('api/session/oidc')
@Public()
export class OidcController {
  constructor(
    private readonly signIns: OidcSignIn,
    private readonly cookie: SessionCookie,
  ) {}

  @Post('start')
  @HttpCode(200)
  @LimitRate('oidc')
  async start(@Res({ passthrough: true }) response: Response): Promise<OidcStart> {
    const { url, seal } = await this.signIns.begin();
    response.cookie(SEAL_COOKIE, seal, { ...SEAL_OPTIONS, maxAge: SEAL_MS });
    return { url };
  }

  /** A browser stands here, not a script: a refusal goes to the sign-in page, which has words for its code. */
  @Get('callback')
  @LimitRate('oidc')
  async callback(@Req() request: Request, @Res() response: Response): Promise<void> {
    try {
      const query = request.originalUrl.slice(request.path.length);
      const seal = cookieOf(request.headers.cookie, SEAL_COOKIE);
      if (seal !== null) response.clearCookie(SEAL_COOKIE, SEAL_OPTIONS);
      const { token } = await this.signIns.finish(query, seal, whenceOf(request));
      this.cookie.set(response, token);
      response.redirect(SEE_OTHER, HOME);
    } catch (error) {
      if (!(error instanceof RefusalError)) throw error;
      response.redirect(SEE_OTHER, `${HOME}?signIn=${error.refusal.code}`);
    }
  }
}
