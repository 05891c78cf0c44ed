import { createParamDecorator, Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';

import { accessOf } from '../platform/http/access.js';
import { refuse } from '../platform/refusal.js';
import { sameSecret } from '../platform/secrets.js';
import { MemberCookie } from './member-cookie.js';
import type { MemberIdentity } from './member-identity.js';
import { MemberSessions } from './member-sessions.js';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

interface MemberRequest extends Request {
  member?: MemberIdentity;
}

/** The member behind a request of a route that is `@RequireMember()`. */
export const CurrentMember = createParamDecorator((_data: unknown, context: ExecutionContext): MemberIdentity => {
  const { member } = context.switchToHttp().getRequest<MemberRequest>();
  if (!member) throw new Error('@CurrentMember() on a route that is not @RequireMember()');
  return member;
});

/**
 * Stands before routes that are `@RequireMember()`, after the operators' guard, which has looked at the origin of unsafe
 * methods: a live session, and its CSRF token with unsafe methods.
 */
@Injectable()
export class MemberGuard implements CanActivate {
  private readonly logger = new Logger('Access');

  constructor(
    private readonly reflector: Reflector,
    private readonly cookie: MemberCookie,
    private readonly sessions: MemberSessions,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    if (accessOf(this.reflector, [context.getHandler(), context.getClass()])?.kind !== 'member') return true;
    const request = context.switchToHttp().getRequest<MemberRequest>();
    const token = this.cookie.tokenOf(request.headers.cookie);
    if (token === null) throw refuse('member.required');
    const session = await this.sessions.ofToken(token);
    if (!session) throw refuse('member.session-expired');
    const unsafe = !SAFE_METHODS.includes(request.method);
    if (unsafe && !sameSecret(request.get('x-csrf-token') ?? '', session.csrfToken)) {
      const { method, path, ip } = request;
      const { personId } = session.member;
      this.logger.warn({ msg: 'turned away', code: 'auth.csrf', method, path, address: ip, personId });
      throw refuse('auth.csrf');
    }
    request.member = session.member;
    return true;
  }
}
