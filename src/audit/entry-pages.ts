import type { EntityManager } from 'typeorm';

import type { AuditEntry } from '../core/audit/entry.js';

export const ENTRY_COLUMNS = `chain, sequence, at, actor_kind AS "actorKind", actor_id AS "actorId", action,
  contest_id AS "contestId", subject_id AS "subjectId", outcome, detail, covers, note_mac AS "noteMac",
  previous_mac AS "previousMac", mac`;

const PAGE = 2000;

/** A chain from its beginning, a page at a time: it may be longer than memory. */
export async function* entryPages(manager: EntityManager, chain: string): AsyncGenerator<readonly AuditEntry[]> {
  for (let after = -1; ;) {
    const page = await entriesAfter(manager, chain, after, PAGE);
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    after = page.at(-1)?.sequence ?? after;
  }
}

export const firstEntries = (manager: EntityManager, chain: string, limit: number): Promise<readonly AuditEntry[]> =>
  entriesAfter(manager, chain, -1, limit);

const entriesAfter = (
  manager: EntityManager,
  chain: string,
  after: number,
  limit: number,
): Promise<readonly AuditEntry[]> =>
  manager.query(
    `SELECT ${ENTRY_COLUMNS} FROM audit_entry WHERE chain = $1 AND sequence > $2 ORDER BY sequence LIMIT ${limit}`,
    [chain, after],
  );
