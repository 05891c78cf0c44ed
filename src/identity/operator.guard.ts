import { createParamDecorator, Injectable, Logger, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';
import { AppConfig } from '../platform/config/app-config.js';
import { accessOf, bringsCredential, type Access } from '../platform/http/access.js';
import type { ErrorCode } from '../protocol/error-code.js';
import { refuse, type RefusalError } from '../platform/refusal.js';
import { sameSecret } from '../platform/secrets.js';
import { can } from './ability.js';
import { sessionTokenOf } from './cookie.js';
import { DUE_CODES } from './due.js';
import type { OperatorIdentity } from './operator-identity.js';
import { originAllowed } from './origin.js';
import { SessionService } from './session.service.js';

const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

interface OperatorRequest extends Request {
  operator?: OperatorIdentity;
}

/** The operator behind a request of a route that is not `@Public()`. */
export const CurrentOperator = createParamDecorator((_data: unknown, context: ExecutionContext): OperatorIdentity => {
  const { operator } = context.switchToHttp().getRequest<OperatorRequest>();
  if (!operator) throw new Error('@CurrentOperator() on a public route');
  return operator;
});

/**
 * Stands before every REST route: an unsafe method must come from our own pages; a route that is not public needs a live
 * session, its CSRF token with unsafe methods, and the right. A route that says nothing is shut. Sockets are checked at
 * their handshake and by EventRights.
 */
@Injectable()
export class OperatorGuard implements CanActivate {
  private readonly logger = new Logger('Access');

  constructor(
    private readonly reflector: Reflector,
    private readonly config: AppConfig,
    private readonly sessions: SessionService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<OperatorRequest>();
    const unsafe = !SAFE_METHODS.includes(request.method);
    if (unsafe && !originAllowed(request.headers, this.config)) throw this.turnedAway(request, 'protocol.origin');
    const access = accessOf(this.reflector, [context.getHandler(), context.getClass()]);
    // A member's session, and a program's credential, are looked at by the guards of those features.
    if (access?.kind === 'member' || bringsCredential(access, request.headers.authorization)) return true;
    if (access?.kind !== 'public') request.operator = await this.admit(request, unsafe, access);
    return true;
  }

  private async admit(request: Request, unsafe: boolean, access: Access | undefined): Promise<OperatorIdentity> {
    const token = sessionTokenOf(request.headers.cookie, this.config.mode);
    if (token === null) throw refuse('auth.required');
    const quiet = access?.kind === 'signed-in' && access.quiet;
    const session = await (quiet ? this.sessions.peek(token) : this.sessions.ofToken(token));
    if (!session) throw refuse('auth.session-expired');
    if (unsafe && !sameSecret(request.get('x-csrf-token') ?? '', session.csrfToken)) {
      throw this.turnedAway(request, 'auth.csrf', session.operator);
    }
    const { operator } = session;
    // A route that says nothing of it is shut as long as something is owed.
    const even = access?.kind === 'signed-in' ? access.even : [];
    if (operator.due !== null && !even.includes(operator.due)) {
      throw this.turnedAway(request, DUE_CODES[operator.due], operator);
    }
    if (!allows(access, operator)) throw this.turnedAway(request, 'auth.forbidden', operator);
    return operator;
  }

  /** Somebody came as far as a lock that our own pages never touch: a line for whoever watches the log. */
  private turnedAway(request: Request, code: ErrorCode, operator?: OperatorIdentity): RefusalError {
    const { method, path, ip } = request;
    this.logger.warn({ msg: 'turned away', code, method, path, address: ip, operatorId: operator?.id ?? null });
    return refuse(code);
  }
}

function allows(access: Access | undefined, operator: OperatorIdentity): boolean {
  if (access?.kind === 'right') return access.anyOf.some((right) => can(operator, right));
  return access?.kind === 'signed-in';
}
