/** What a route asks of whoever calls it. The guard of the identity feature reads it; a route that says nothing is shut. */
import { applyDecorators, SetMetadata } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ApiBasicAuth, ApiCookieAuth, ApiHeader } from '@nestjs/swagger';

import type { Due } from '../../core/access/password-policy.js';
import type { Right } from '../../core/access/rights.js';

const ACCESS = 'xuesai:access';
export const SESSION_COOKIE = 'xuesai_session';
export const MEMBER_COOKIE = 'xuesai_member';

export type Access =
  | { readonly kind: 'public' }
  /**
   * Any operator who has signed in; `quiet` where asking must not count as activity, `even` where it is open although the
   * session still owes one of these.
   */
  | { readonly kind: 'signed-in'; readonly quiet: boolean; readonly even: readonly Due[] }
  /** `orCredential`: another program may call it too, with a credential that the guard of the feature looks at. */
  | { readonly kind: 'right'; readonly anyOf: readonly Right[]; readonly orCredential?: true }
  /** A person of the organisation who has entered by study code, about themselves alone; the member feature's guard. */
  | { readonly kind: 'member' };

type Target = MethodDecorator & ClassDecorator;

const demand = (access: Access): Target => SetMetadata(ACCESS, access);
const behindCookie = (access: Access, cookie = SESSION_COOKIE): Target =>
  applyDecorators(demand(access), ApiCookieAuth(cookie), ApiHeader({ name: 'X-CSRF-Token', required: false }));

/** For everybody, without a session. */
export const Public = (): Target => demand({ kind: 'public' });

interface SignInDemand {
  readonly quiet?: boolean;
  readonly even?: readonly Due[];
}

/** For every operator, whatever they may do: their own session and account. */
export const RequireSignIn = ({ quiet = false, even = [] }: SignInDemand = {}): Target =>
  behindCookie({ kind: 'signed-in', quiet, even });

/**
 * For operators who hold the right (src/core/access/rights.ts), or one of several where the service looks again at what is
 * asked for. On a method it overrides that of its class.
 */
export const RequireRight = (...anyOf: readonly [Right, ...Right[]]): Target => behindCookie({ kind: 'right', anyOf });

/** For operators who hold the right, and for other programs with Basic authentication, which reads and changes nothing. */
export const RequireRightOrCredential = (right: Right): Target =>
  applyDecorators(behindCookie({ kind: 'right', anyOf: [right], orCredential: true }), ApiBasicAuth());

/** Whether a request brings a credential of its own where one is taken. */
export const bringsCredential = (access: Access | undefined, authorization: string | undefined): boolean =>
  access?.kind === 'right' && access.orCredential === true && /^basic(?: |$)/iu.test(authorization ?? '');

/** For a person of the organisation who has entered by study code; operators' sessions open nothing here. */
export const RequireMember = (): Target => behindCookie({ kind: 'member' }, MEMBER_COOKIE);

/** What the method asks, else its class; undefined where neither says anything. */
export function accessOf(
  reflector: Reflector,
  targets: Parameters<Reflector['getAllAndOverride']>[1],
): Access | undefined {
  return reflector.getAllAndOverride<Access | undefined>(ACCESS, targets);
}
