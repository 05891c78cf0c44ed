import {
  applyDecorators,
  createParamDecorator,
  Injectable,
  SetMetadata,
  type CanActivate,
  type CustomDecorator,
  type ExecutionContext,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { ApiCookieAuth, ApiHeader } from '@nestjs/swagger';
import type { Request } from 'express';
import { AppConfig } from '../platform/config/app-config.js';
import { refuse } from '../platform/refusal.js';
import type { OperatorRole } from '../protocol/rest.js';
import { SESSION_COOKIE, sessionTokenOf } from './cookie.js';
import type { OperatorIdentity } from './operator-identity.js';
import { originAllowed } from './origin.js';
import { sameSecret } from '../platform/secrets.js';
import { SessionService } from './session.service.js';

const REQUIRED_ROLE = 'xuesai:required-role';
const SAFE_METHODS: readonly string[] = ['GET', 'HEAD', 'OPTIONS'];

interface OperatorRequest extends Request {
  operator?: OperatorIdentity;
}

/** Only for signed-in operators. An administrator may do whatever a host may. */
export function RequireOperator(role: OperatorRole = 'host'): MethodDecorator & ClassDecorator {
  const required: CustomDecorator = SetMetadata(REQUIRED_ROLE, role);
  return applyDecorators(required, ApiCookieAuth(SESSION_COOKIE), ApiHeader({ name: 'X-CSRF-Token', required: false }));
}

/** The operator behind a request of a `@RequireOperator()` route. */
export const CurrentOperator = createParamDecorator((_data: unknown, context: ExecutionContext): OperatorIdentity => {
  const { operator } = context.switchToHttp().getRequest<OperatorRequest>();
  if (!operator) throw new Error('@CurrentOperator() on a route without @RequireOperator()');
  return operator;
});

/**
 * Stands before every REST route: an unsafe method must come from our own pages; a `@RequireOperator` route needs a live
 * session, its CSRF token with unsafe methods, and the role. Sockets are checked at their handshake.
 */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly config: AppConfig,
    private readonly sessions: SessionService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<OperatorRequest>();
    const unsafe = !SAFE_METHODS.includes(request.method);
    if (unsafe && !originAllowed(request.headers, this.config)) throw refuse('protocol.origin');
    const targets = [context.getHandler(), context.getClass()];
    const required = this.reflector.getAllAndOverride<OperatorRole | undefined>(REQUIRED_ROLE, targets);
    if (required) request.operator = await this.admit(request, unsafe, required);
    return true;
  }

  private async admit(request: Request, unsafe: boolean, required: OperatorRole): Promise<OperatorIdentity> {
    const token = sessionTokenOf(request.headers.cookie);
    if (token === null) throw refuse('auth.required');
    const session = await this.sessions.ofToken(token);
    if (!session) throw refuse('auth.session-expired');
    if (unsafe && !sameSecret(request.get('x-csrf-token') ?? '', session.csrfToken)) throw refuse('auth.csrf');
    if (required === 'administrator' && session.operator.role !== 'administrator') throw refuse('auth.forbidden');
    return session.operator;
  }
}
