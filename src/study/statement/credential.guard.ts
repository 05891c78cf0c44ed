import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request } from 'express';

import { addressOf, FailureThrottle } from '../../identity/identity.module.js';
import { accessOf, bringsCredential } from '../../platform/http/access.js';
import { refuse } from '../../platform/refusal.js';
import { StatementCredentials } from './statement-credentials.js';

/** Stands before the routes that other programs may call, where one of them does; operators pass it by. */
@Injectable()
export class CredentialGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly credentials: StatementCredentials,
    private readonly throttle: FailureThrottle,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<Request>();
    const { authorization = '' } = request.headers;
    if (!bringsCredential(accessOf(this.reflector, [context.getHandler(), context.getClass()]), authorization))
      return true;
    const address = addressOf(request.ip);
    this.throttle.assertAllowed(address);
    if (await this.credentials.admits(authorization)) return true;
    this.throttle.recordFailure(address);
    throw refuse('statement.credential-refused');
  }
}
