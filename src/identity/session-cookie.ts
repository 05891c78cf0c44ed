import { Injectable } from '@nestjs/common';
import type { CookieOptions, Response } from 'express';
import { AppConfig } from '../platform/config/app-config.js';
import { sessionCookieOptions } from '../platform/http/cookies.js';
import { sessionCookieName, sessionTokenOf } from './cookie.js';
import { SESSION_LIMIT_MS } from './session.service.js';

/** When a session ends is for the server to say; a contest may go on for longer than a session lasts otherwise. */
const COOKIE_MS = 3 * SESSION_LIMIT_MS;

/** Kept over a restart of the browser: a host whose browser crashes in a final comes back signed in. */
@Injectable()
export class SessionCookie {
  private readonly options: CookieOptions;

  constructor(private readonly config: AppConfig) {
    this.options = sessionCookieOptions(config.mode);
  }

  set(response: Response, token: string): void {
    response.cookie(sessionCookieName(this.config.mode), token, { ...this.options, maxAge: COOKIE_MS });
  }

  clear(response: Response): void {
    response.clearCookie(sessionCookieName(this.config.mode), this.options);
  }

  /** The token that a request carries, or null. */
  tokenOf(cookieHeader: string | undefined): string | null {
    return sessionTokenOf(cookieHeader, this.config.mode);
  }
}
