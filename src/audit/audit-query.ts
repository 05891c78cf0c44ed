import type { EntityManager } from 'typeorm';

import type { Cover } from '../core/audit/cover.js';
import type { AuditFilter, AuditLine, AuditPage } from '../protocol/audit.js';

const PAGE = 50;

type Row = Omit<AuditLine, 'covered'> & { readonly covers: string | null };

/** Columns by filter; each condition gets the number of its parameter. */
const CONDITIONS: { readonly [Key in keyof Required<AuditFilter>]: (n: number) => string } = {
  from: (n) => `entry.at >= $${n}`,
  to: (n) => `entry.at < $${n}`,
  action: (n) => `entry.action LIKE $${n} ESCAPE '!'`,
  actor: (n) => `entry.actor_kind = $${n}`,
  actorId: (n) => `entry.actor_id = $${n}`,
  contestId: (n) => `entry.contest_id = $${n}`,
  subjectId: (n) => `entry.subject_id = $${n}`,
  outcome: (n) => `entry.outcome = $${n}`,
};

const beginsWith = (text: string): string => `${text.replace(/[!%_]/g, '!$&')}%`;

/** The latest first. @param after what the page before gave as `next` */
export async function auditPage(manager: EntityManager, filter: AuditFilter, after: string | null): Promise<AuditPage> {
  const values: unknown[] = [];
  const conditions: string[] = [];
  for (const key of Object.keys(CONDITIONS) as (keyof AuditFilter)[]) {
    const value = filter[key];
    if (value === undefined) continue;
    values.push(key === 'action' ? beginsWith(String(value)) : value);
    conditions.push(CONDITIONS[key](values.length));
  }
  const place = after === null ? null : placeOf(after);
  if (place !== null) {
    values.push(...place);
    const [at, chain, sequence] = [values.length - 2, values.length - 1, values.length];
    // Written out: SQLite and PostgreSQL agree on it, whatever they make of rows as values.
    conditions.push(
      `(entry.at < $${at} OR (entry.at = $${at} AND (entry.chain < $${chain}
        OR (entry.chain = $${chain} AND entry.sequence < $${sequence}))))`,
    );
  }
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = (await manager.query(
    `SELECT entry.chain, entry.sequence, entry.at, entry.actor_kind AS "actorKind", entry.actor_id AS "actorId",
      operator.display_name AS "actorName", entry.action, entry.contest_id AS "contestId",
      contest.title AS "contestTitle", entry.subject_id AS "subjectId", entry.outcome, entry.detail, note.note,
      entry.covers
    FROM audit_entry entry
    LEFT JOIN operator ON operator.id = entry.actor_id
    LEFT JOIN contest ON contest.id = entry.contest_id
    LEFT JOIN audit_note note ON note.chain = entry.chain AND note.sequence = entry.sequence
    ${where} ORDER BY entry.at DESC, entry.chain DESC, entry.sequence DESC LIMIT ${PAGE + 1}`,
    values,
  )) as readonly Row[];
  const entries = rows.slice(0, PAGE).map(lineOf);
  const last = entries.at(-1);
  return { entries, next: rows.length > PAGE && last ? `${last.at}~${last.chain}~${last.sequence}` : null };
}

function lineOf({ covers, ...row }: Row): AuditLine {
  const covered = covers === null ? 0 : (JSON.parse(covers) as Cover[]).reduce((sum, { count }) => sum + count, 0);
  return { ...row, covered };
}

/** Null: not one of ours; the first page then. */
function placeOf(after: string): readonly [at: number, chain: string, sequence: number] | null {
  const [at, chain, sequence] = after.split('~');
  const place = [Number(at), chain ?? '', Number(sequence)] as const;
  return Number.isSafeInteger(place[0]) && Number.isSafeInteger(place[2]) ? place : null;
}
