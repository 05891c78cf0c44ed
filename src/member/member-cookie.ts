import { Injectable } from '@nestjs/common';
import type { CookieOptions, Response } from 'express';

import { AppConfig } from '../platform/config/app-config.js';
import { MEMBER_COOKIE } from '../platform/http/access.js';
import { cookieOf, sessionCookieOptions } from '../platform/http/cookies.js';
import { SESSION_LIMIT_MS } from './member-sessions.js';

/** Beside an operator's: whoever is both is asked for each by its own pages. */
@Injectable()
export class MemberCookie {
  private readonly name: string;
  private readonly options: CookieOptions;

  constructor({ mode }: AppConfig) {
    this.name = mode === 'TLS' ? `__Host-${MEMBER_COOKIE}` : MEMBER_COOKIE;
    this.options = sessionCookieOptions(mode);
  }

  set(response: Response, token: string): void {
    response.cookie(this.name, token, { ...this.options, maxAge: SESSION_LIMIT_MS });
  }

  clear(response: Response): void {
    response.clearCookie(this.name, this.options);
  }

  /** The token that a request carries, or null. */
  tokenOf(cookieHeader: string | undefined): string | null {
    return cookieOf(cookieHeader, this.name);
  }
}
