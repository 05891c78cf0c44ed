/** What stood in the database before anybody vouched for it. */
import type { EntityManager } from 'typeorm';

import type { Cover } from '../core/audit/cover.js';
import { timeOfId } from '../platform/ids.js';
import type { AuditService } from './audit.service.js';
import { contestOfKey, COVERED_NAMES, kindOf, TAIL_ADOPTED, type CoveredName } from './covered-kinds.js';
import { contestsOf, coverOfHashes, coverStored, groupsOf, readRows } from './covered.js';

/** The actions whose detail lists the kinds of rows that the log vouches for since. */
const KINDS_NAMED = `('audit.began', 'audit.kinds-adopted', 'audit.pruned')`;

/**
 * The first entry of a log vouches for every row that is there; after an update that covers a new kind of rows, another
 * entry does so for that kind. Rows of kinds that are known already are never adopted: whatever nobody vouches for among
 * them was put in past the server.
 * @param begun the end of a log is noted outside the database: where it is gone, it must not begin anew, or it would
 *   vouch for whatever stands there now
 */
export async function adoptKinds(manager: EntityManager, audit: AuditService, begun: boolean): Promise<void> {
  const known = await knownKinds(manager);
  if (known === null && begun) return;
  const kinds = COVERED_NAMES.filter((name) => !known?.has(name));
  if (kinds.length === 0) return;
  if (kinds.includes('text-seal')) await audit.sealStanding(manager);
  const covers: Cover[] = [];
  for (const name of kinds) covers.push(...(await coversOf(manager, name)));
  const action = known === null ? 'audit.began' : 'audit.kinds-adopted';
  await audit.record(manager, { action, detail: { kinds: [...(known ?? []), ...kinds] }, covers });
}

/** Null: the log has no entry yet. */
async function knownKinds(manager: EntityManager): Promise<ReadonlySet<string> | null> {
  const rows = (await manager.query(
    `SELECT detail FROM audit_entry WHERE mac <> '' AND action IN ${KINDS_NAMED}`,
  )) as readonly { readonly detail: string }[];
  if (rows.length === 0) return null;
  return new Set(rows.flatMap(({ detail }) => (JSON.parse(detail) as { kinds: string[] }).kinds));
}

export const namedKinds = async (manager: EntityManager): Promise<readonly string[]> => [
  ...((await knownKinds(manager)) ?? []),
];

async function coversOf(manager: EntityManager, name: CoveredName): Promise<Cover[]> {
  if (kindOf(name).atFinal) return [];
  const scopes = kindOf(name).ofContest ? await contestsOf(manager, name) : [null];
  const covers: Cover[] = [];
  for (const scope of scopes) {
    const rows = await readRows(manager, name, scope);
    // Each key apart, where its rows are replaced apart from others.
    const keys = kindOf(name).replaced ? [...new Set(rows.map(({ key }) => key))] : [null];
    const parts = keys.map((key) => rows.filter((row) => key === null || row.key === key));
    for (const part of parts) if (part.length > 0) covers.push(coverOfHashes(name, part));
  }
  return covers;
}

/** Rows of a contest that were committed when a server ended before it could vouch for them. */
export interface Tail {
  readonly contestId: string;
  /**
   * Epoch milliseconds: nothing earlier can have been left over. Where it is not given, what was vouched for last: that
   * tells nothing where other nodes vouched on after one had ended.
   */
  readonly from?: number;
  /** Epoch milliseconds: nothing later can have come from the server. */
  readonly until: number;
}

/**
 * Vouches for what was committed after the last that is vouched for, and while the server lived. Whatever else nobody
 * vouches for was put in past the server, and stays so. @returns how many rows
 * @param name a kind whose key ends with the UUIDv7 of what was committed together
 */
export async function adoptTail(
  manager: EntityManager,
  audit: AuditService,
  name: CoveredName,
  { contestId, from: earliest, until }: Tail,
): Promise<number> {
  const covered = await coveredKeys(manager, name, contestId);
  const from = earliest ?? Math.max(0, ...[...covered].filter((key) => contestOfKey(key) === contestId).map(timeOfKey));
  const tail = (await groupsOf(manager, name, contestId)).filter((group) => {
    const at = timeOfId(group);
    return !covered.has(`${contestId}/${group}`) && at > 0 && at >= from && at <= until;
  });
  if (tail.length === 0) return 0;
  const cover = await coverStored(manager, name, contestId, tail);
  const detail = { kind: name, rows: cover.count };
  await audit.record(manager, { action: TAIL_ADOPTED, contestId, detail, covers: [cover] });
  return cover.count;
}

const timeOfKey = (key: string): number => timeOfId(key.slice(key.indexOf('/') + 1));

async function coveredKeys(manager: EntityManager, name: CoveredName, contestId: string): Promise<ReadonlySet<string>> {
  const rows = (await manager.query(
    `SELECT covers FROM audit_entry WHERE contest_id = $1 AND covers IS NOT NULL
      UNION ALL SELECT covers FROM audit_entry WHERE action IN ${KINDS_NAMED} AND covers IS NOT NULL
      UNION ALL SELECT covers FROM audit_checkpoint`,
    [contestId],
  )) as readonly { readonly covers: string }[];
  const covers = rows.flatMap(({ covers: text }) => JSON.parse(text) as Cover[]);
  return new Set(covers.filter(({ kind }) => kind === name).flatMap(({ keys }) => keys));
}
