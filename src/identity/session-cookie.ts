import { Injectable } from '@nestjs/common';
import type { CookieOptions, Response } from 'express';
import { AppConfig } from '../platform/config/app-config.js';
import { SESSION_COOKIE } from '../platform/http/access.js';
import { SESSION_LIMIT_MS } from './session.service.js';

/** Kept over a restart of the browser: a host whose browser crashes in a final comes back signed in. */
@Injectable()
export class SessionCookie {
  private readonly options: CookieOptions;

  constructor(config: AppConfig) {
    // A Secure cookie would never be sent back over the plain HTTP of a LAN.
    this.options = { httpOnly: true, sameSite: 'lax', secure: config.mode === 'TLS', path: '/' };
  }

  set(response: Response, token: string): void {
    response.cookie(SESSION_COOKIE, token, { ...this.options, maxAge: SESSION_LIMIT_MS });
  }

  clear(response: Response): void {
    response.clearCookie(SESSION_COOKIE, this.options);
  }
}
