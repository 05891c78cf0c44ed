/**
 * Anything at all, to every route that the server describes, from nobody, an administrator and a member: no 500, nothing
 * of the open item's key, and the server goes on. `FUZZ_CALLS=10000` for the long run, `FUZZ_SEED` to repeat one.
 */
import 'reflect-metadata';

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { ERROR_MESSAGES } from '../../src/protocol/error-code.js';
import type { EntryInfo } from '../../src/protocol/study.js';
import { bodyOf } from '../support/contest-stage.js';
import { newMember, type Member } from '../support/member-desk.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { CHINESE_SENTENCE, isAlive, openHall, type Hall } from '../support/wire-hall.js';

const CALLS = Number(process.env['FUZZ_CALLS'] ?? 2000);
const SEED = Number(process.env['FUZZ_SEED'] ?? Date.now());
const TIME_LIMIT_MS = 600_000;
const JSON_HEADERS = { 'Content-Type': 'application/json' } as const;
/** Their answers are no JSON, or not the server's own. */
const OTHER_ANSWERS = /^\/api\/(openapi|docs|metrics|health)/;

interface Route {
  readonly method: string;
  readonly path: string;
  readonly query: readonly string[];
}
interface Call {
  readonly route: Route;
  readonly who: 'nobody' | 'operator' | 'member';
  readonly parameters: readonly string[];
  readonly query: readonly string[];
  readonly body: unknown;
  readonly asJson: boolean;
}

let hall: Hall;
let member: Member;
/** A draft of the member's. */
let entryId: string;
let routes: readonly Route[];
let secrets: readonly string[];

beforeAll(async () => {
  hall = await openHall();
  member = await newMember(new OrganisationDesk(hall.operator));
  const draft = { kind: 'self-study', onDate: '2026-01-05' };
  entryId = (await bodyOf<EntryInfo>(member.client.post('/api/member/study/entries', draft))).id;
  routes = await describedRoutes();
  secrets = hall.contest.rounds.flatMap(({ items }) => items.map(({ explanation }) => explanation));
}, 60_000);

afterAll(() => hall.server.close());

async function describedRoutes(): Promise<readonly Route[]> {
  const document = (await (await fetch(`${hall.server.url}/api/openapi.json`)).json()) as {
    paths: Record<string, Record<string, { parameters?: readonly { in: string; name: string }[] }>>;
  };
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [] }]) => ({
      method: method.toUpperCase(),
      path,
      query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
    })),
  );
}

/** Names of fields that some body or query of the contract has. */
const FIELDS = [
  ...new Set(
    readdirSync(join(process.cwd(), 'src/protocol'))
      .filter((file) => file.endsWith('.ts'))
      .flatMap((file) => [
        ...readFileSync(join(process.cwd(), 'src/protocol', file), 'utf8').matchAll(/readonly (\w+)\??:/g),
      ])
      .map(([, name]) => name ?? ''),
  ),
  '__proto__',
  'constructor',
];

const hostileText = fc.constantFrom(
  '',
  ' ',
  '0',
  '-1',
  '1e400',
  'null',
  '../../etc/passwd',
  '%00',
  '%E0%A4%A',
  "' OR 1=1 --",
  '"><script>',
  '=1+1',
  '\u0000',
  '\ud800',
  '‮示例',
  'x'.repeat(3000),
  '９９',
  '2026-13-45',
);
const text = fc.oneof(hostileText, fc.string({ unit: 'grapheme', maxLength: 12 }));
const value = fc.oneof(text, fc.anything({ maxDepth: 2, withNullPrototype: false }), fc.integer(), fc.boolean());
const body = fc.oneof(
  { weight: 6, arbitrary: fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 6 }) },
  value,
  fc.array(fc.dictionary(fc.constantFrom(...FIELDS), value, { maxKeys: 3 }), { maxLength: 3 }),
);

/** Ids of things that are there, so that a call comes further than the first look. */
const realIds = (): readonly string[] => [
  hall.contest.id,
  hall.other.id,
  hall.body.contestItemId,
  hall.body.participantId,
  hall.contest.pin,
  hall.contest.screenKey,
  hall.receipt.rejoinCode,
  member.personId,
  entryId,
];

function fuzzed(call: Call): { path: string; init: RequestInit } {
  const ids = realIds();
  let index = 0;
  const path = call.route.path.replace(/\{[^}]+\}/g, () => {
    const parameter = call.parameters[index++] ?? '';
    // Half of them real: the parity of the text's length decides, so that a shrunk case stays the same case.
    return parameter.length % 2 === 0 ? (ids[parameter.length % ids.length] ?? '') : encoded(parameter);
  });
  const query = call.route.query.map((name, at) => `${name}=${encoded(call.query[at] ?? '')}`).join('&');
  const safe = call.route.method === 'GET';
  const client = call.who === 'member' ? member.client : hall.operator;
  const session: Record<string, string> =
    call.who === 'nobody' ? {} : { Cookie: client.cookie ?? '', 'X-CSRF-Token': client.csrfToken ?? '' };
  return {
    path: query === '' ? path : `${path}?${query}`,
    init: {
      method: call.route.method,
      headers: { Origin: hall.server.url, ...session, ...(safe || !call.asJson ? {} : JSON_HEADERS) },
      ...(safe
        ? {}
        : { body: JSON.stringify(call.body, (_key, given: unknown) => (typeof given === 'bigint' ? 1 : given)) }),
    },
  };
}

/** What a browser could send; a lone surrogate cannot be encoded. */
const encoded = (raw: string): string => (raw.startsWith('%') ? raw : encodeURIComponent(raw.toWellFormed()));

async function expectAnswered(call: Call): Promise<void> {
  const { path, init } = fuzzed(call);
  const answer = await fetch(hall.server.url + path, init);
  const said = await answer.text();
  expect(answer.status).toBeLessThan(500);
  if (call.who === 'nobody') for (const secret of secrets) expect(said).not.toContain(secret);
  if (answer.status >= 400 && !OTHER_ANSWERS.test(call.route.path)) {
    const { error } = JSON.parse(said) as { error: { code: string; message: string } };
    expect(Object.keys(ERROR_MESSAGES)).toContain(error.code);
    expect(error.message).toMatch(CHINESE_SENTENCE);
  }
}

describe('whatever is asked of a route', () => {
  it(
    'gets an answer that is no fault of the server, and no key',
    async () => {
      expect(routes.length).toBeGreaterThan(40);
      // Whoever is signed out, or signs others out, by chance would end the run of that session.
      const open = routes.filter(
        ({ method, path }) => !(method === 'DELETE' && /^\/api\/(member\/)?(session|operators)/.test(path)),
      );
      const ofMembers = open.filter(({ path }) => path.startsWith('/api/member/'));
      const calls = fc.record<Call>({
        // Those of members have a share of their own, so that they are not lost among the others.
        route: fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...open) }, fc.constantFrom(...ofMembers)),
        who: fc.constantFrom('nobody', 'operator', 'operator', 'member'),
        parameters: fc.array(text, { minLength: 4, maxLength: 4 }),
        query: fc.array(text, { minLength: 8, maxLength: 8 }),
        body,
        asJson: fc.boolean().map((bit) => bit || Math.abs(SEED % 7) > 0),
      });
      await fc.assert(fc.asyncProperty(calls, expectAnswered), { numRuns: CALLS, seed: SEED, endOnFailure: true });
      expect(await isAlive(hall)).toBe(true);
    },
    TIME_LIMIT_MS,
  );
});
