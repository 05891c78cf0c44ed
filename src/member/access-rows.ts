import type { EntityManager } from 'typeorm';

import { idList } from '../platform/database/json-rows.js';

export interface AccessRow {
  readonly codeNumber: number;
  readonly issuedAt: number;
  readonly withdrawn: boolean;
}

interface Raw {
  readonly personId: string;
  readonly codeNumber: number;
  readonly issuedAt: number | string;
  readonly withdrawnAt: number | string | null;
}

const ROWS = `SELECT person_id AS "personId", code_number AS "codeNumber", issued_at AS "issuedAt",
  withdrawn_at AS "withdrawnAt" FROM member_access WHERE person_id IN`;

/** By person; as many people as there are. */
export async function accessRows(
  manager: EntityManager,
  people: readonly { readonly id: string }[],
): Promise<ReadonlyMap<string, AccessRow>> {
  const sql = `${ROWS} (${idList(manager, 1)})`;
  const rows = (await manager.query(sql, [JSON.stringify(people.map(({ id }) => id))])) as readonly Raw[];
  return new Map(
    rows.map(({ personId, codeNumber, issuedAt, withdrawnAt }) => [
      personId,
      { codeNumber, issuedAt: Number(issuedAt), withdrawn: withdrawnAt !== null },
    ]),
  );
}
