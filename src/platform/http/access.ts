/** What a route asks of whoever calls it. The guard of the identity feature reads it; a route that says nothing is shut. */
import { applyDecorators, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiCookieAuth, ApiHeader } from '@nestjs/swagger';

import type { Due } from '../../core/access/password-policy.js';
import type { Right } from '../../core/access/rights.js';

const ACCESS = 'xuesai:access';
export const SESSION_COOKIE = 'xuesai_session';

export type Access =
  | { readonly kind: 'public' }
  /**
   * Any operator who has signed in; `quiet` where asking must not count as activity, `even` where it is open although the
   * session still owes one of these.
   */
  | { readonly kind: 'signed-in'; readonly quiet: boolean; readonly even: readonly Due[] }
  | { readonly kind: 'right'; readonly anyOf: readonly Right[] };

type Target = MethodDecorator & ClassDecorator;

const demand = (access: Access): Target => SetMetadata(ACCESS, access);
const operatorsOnly = (access: Access): Target =>
  applyDecorators(demand(access), ApiCookieAuth(SESSION_COOKIE), ApiHeader({ name: 'X-CSRF-Token', required: false }));

/** For everybody, without a session. */
export const Public = (): Target => demand({ kind: 'public' });

interface SignInDemand {
  readonly quiet?: boolean;
  readonly even?: readonly Due[];
}

/** For every operator, whatever they may do: their own session and account. */
export const RequireSignIn = ({ quiet = false, even = [] }: SignInDemand = {}): Target =>
  operatorsOnly({ kind: 'signed-in', quiet, even });

/**
 * For operators who hold the right (src/core/access/rights.ts), or one of several where the service looks again at what is
 * asked for. On a method it overrides that of its class.
 */
export const RequireRight = (...anyOf: readonly [Right, ...Right[]]): Target => operatorsOnly({ kind: 'right', anyOf });

/** What the method asks, else its class; undefined where neither says anything. */
export function accessOf(
  reflector: Reflector,
  targets: Parameters<Reflector['getAllAndOverride']>[1],
): Access | undefined {
  return reflector.getAllAndOverride<Access | undefined>(ACCESS, targets);
}
