/** Every REST route as the router itself has it, what each asks of its caller, and the table of both. */
import { RequestMethod, type INestApplication } from '@nestjs/common';
import { ModulesContainer, Reflector } from '@nestjs/core';

import type { EVENT_RIGHTS } from '../../src/contest/event-rights.js';
import { RIGHTS_OF, ROLES, type Right, type Role } from '../../src/core/access/rights.js';
import { accessOf, type Access } from '../../src/platform/http/access.js';

/** `null`: nobody has signed in; `member`: a person of the organisation, by study code. */
export type Caller = Role | 'member' | null;
export const CALLERS: readonly Caller[] = [null, 'member', ...ROLES];
const hasRight = (caller: Caller, right: Right): boolean =>
  caller !== null && caller !== 'member' && RIGHTS_OF[caller].includes(right);

export interface Route {
  readonly method: string;
  readonly path: string;
  /** Undefined where the route says nothing. */
  readonly access: Access | undefined;
}

interface Layer {
  readonly route?: { readonly path: unknown; readonly methods: Readonly<Record<string, boolean>> };
}

/** `GET /api/info`, as Express will match it: whatever was registered, by a controller or not. */
export function routesOfRouter(app: INestApplication): string[] {
  const { router } = app.getHttpAdapter().getInstance() as { router: { stack: readonly Layer[] } };
  return router.stack.flatMap(({ route }) =>
    route ? Object.keys(route.methods).map((method) => `${method.toUpperCase()} ${String(route.path)}`) : [],
  );
}

/** What controllers declare. */
export function routesOfControllers(app: INestApplication): Route[] {
  const reflector = app.get(Reflector);
  const controllers = [...app.get(ModulesContainer).values()].flatMap((one) => [...one.controllers.values()]);
  return controllers.flatMap(({ metatype }) => {
    if (!metatype) return [];
    const { prototype } = metatype as { prototype: Record<string, unknown> };
    return Object.getOwnPropertyNames(prototype).flatMap((name): Route[] => {
      const handler = prototype[name] as (() => unknown) & object;
      const method = Reflect.getMetadata('method', handler) as RequestMethod | undefined;
      if (method === undefined) return [];
      const path = [metatype, handler].map((target) => Reflect.getMetadata('path', target) as string).join('/');
      const access = accessOf(reflector, [handler, metatype]);
      return [{ method: RequestMethod[method], path: `/${path}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1'), access }];
    });
  });
}

/** What the table of rights says. */
export function mayCall(caller: Caller, access: Access | undefined): boolean {
  if (access?.kind === 'public') return true;
  if (access?.kind === 'member') return caller === 'member';
  if (caller === null || caller === 'member' || access === undefined) return false;
  return access.kind === 'signed-in' || access.anyOf.some((right) => hasRight(caller, right));
}

export const maySend = (caller: Caller, anyOf: readonly Right[] | 'anyone'): boolean =>
  anyOf === 'anyone' || anyOf.some((right) => hasRight(caller, right));

const asks = (access: Access | undefined): string => {
  if (access?.kind === 'right') return access.anyOf.map((right) => `\`${right}\``).join(' or ');
  if (access?.kind === 'member') return 'a study code';
  return access?.kind === 'public' ? 'nothing' : 'a session';
};

const row = (name: string, demand: string, allowed: readonly boolean[]): string =>
  `| \`${name}\` | ${demand} | ${allowed.map((yes) => (yes ? 'yes' : '–')).join(' | ')} |`;

function table(title: string, rows: readonly string[]): string[] {
  const heads = CALLERS.map((caller) => caller ?? 'nobody signed in');
  return [`| ${title} | asks for | ${heads.join(' | ')} |`, `|${'---|'.repeat(heads.length + 2)}`, ...rows];
}

const HEAD = `# Access matrix

Who may call what: every REST route and every socket event, tried by every role, by a member with a study
code and by somebody who has not signed in.
\`test/e2e/access-matrix.e2e.spec.ts\` makes this page from the running server and refuses one that is out of date; write
it anew with \`npm run access-matrix\`. The rights of each role stand in \`src/core/access/rights.ts\`.

*yes* means that the right is there: what is asked for may still not exist, or not be possible now. Participants hold no
role: over REST they are *nobody signed in*, and their codes open the routes that ask for nothing; over the socket their
token opens the events that ask for nothing, for their own seat alone.`;

/** docs/access-matrix.md from what was observed: `yes(name, caller)`. */
export function matrixPage(
  routes: readonly Route[],
  events: typeof EVENT_RIGHTS,
  yes: (name: string, caller: Caller) => boolean,
): string {
  const observed = (name: string) => CALLERS.map((caller) => yes(name, caller));
  const rest = routes.map((route) => row(nameOf(route), asks(route.access), observed(nameOf(route))));
  const sockets = Object.entries(events).map(([event, anyOf]) =>
    row(event, anyOf === 'anyone' ? 'nothing' : anyOf.map((right) => `\`${right}\``).join(' or '), observed(event)),
  );
  return [
    HEAD,
    '',
    '## REST routes',
    '',
    ...table('route', rest),
    '',
    '## Socket events',
    '',
    'What asks for nothing is settled by the token or the key that the message or the connection brings.',
    '',
    ...table('event', sockets),
    '',
  ].join('\n');
}

export const nameOf = ({ method, path }: Pick<Route, 'method' | 'path'>): string => `${method} ${path}`;
