/** Carries out what a roster plans, in transactions short enough for the responses of a running contest. */
import type { EntityManager } from 'typeorm';

import type { RosterPlan } from '../core/organisation/plan-roster.js';
import { idList, jsonInsert, jsonUpdate } from '../platform/database/json-rows.js';
import { newId } from '../platform/ids.js';
import type { Deed, DeedSteps } from './organisation-deeds.js';

/** A transaction of so many people holds the writer for about 30 ms. */
const ROWS_A_STEP = 1000;

const insertUnits = jsonInsert<{
  readonly id: string;
  readonly parentId: string | null;
  readonly code: string;
  readonly name: string;
  readonly level: number;
  readonly ordinal: number;
  readonly openedAt: number;
}>('unit', {
  id: 'text',
  parentId: 'text',
  code: 'text',
  name: 'text',
  level: 'integer',
  ordinal: 'integer',
  openedAt: 'bigint',
});

const insertPeople = jsonInsert<{
  readonly id: string;
  readonly name: string;
  readonly staffCode: string | null;
  readonly createdAt: number;
}>('person', { id: 'text', name: 'text', staffCode: 'text', createdAt: 'bigint' });

const insertMemberships = jsonInsert<{
  readonly id: string;
  readonly personId: string;
  readonly unitId: string;
  readonly fromAt: number;
}>('membership', { id: 'text', personId: 'text', unitId: 'text', fromAt: 'bigint' });

const renamePeople = jsonUpdate<{ readonly id: string; readonly name: string }>('person', { id: 'text', name: 'text' });
const codePeople = jsonUpdate<{ readonly id: string; readonly staffCode: string }>('person', {
  id: 'text',
  staffCode: 'text',
});

/**
 * A crash in between leaves part of the file loaded; loading it again loads the rest. The log has an entry before the
 * first transaction and one behind the last, or one that says that it broke off; where a crash left neither, the
 * beginning stands alone.
 */
export async function loadRoster(deeds: DeedSteps, deed: Deed, plan: RosterPlan): Promise<void> {
  const importId = newId();
  const counts = {
    units: plan.units.length,
    people: plan.people.length,
    joins: plan.joins.length,
    leaves: plan.leaves.length,
    changed: plan.renames.length + plan.staffCodes.length,
  };
  const record = (action: string, detail: Readonly<Record<string, unknown>>) =>
    deeds.step((manager) => deeds.record(manager, deed, { action, detail: { importId, ...detail } }));
  await record('roster.import-began', counts);
  let steps = 0;
  const counted: DeedSteps = {
    ...deeds,
    step: async (job) => {
      const value = await deeds.step(job);
      steps += 1;
      return value;
    },
  };
  try {
    await carryOut(counted, deed, plan);
  } catch (error) {
    const recorded = { action: 'roster.import-broke-off', detail: { importId, steps } };
    // A full disk: then the beginning stands alone, too.
    await deeds.recordApart(deed, recorded).catch(() => undefined);
    throw error;
  }
  await record('roster.imported', counts);
}

async function carryOut(deeds: DeedSteps, { at }: Deed, plan: RosterPlan): Promise<void> {
  const fresh = new Set(plan.people.map(({ id }) => id));
  const ending = [...plan.leaves, ...plan.joins.filter(({ personId }) => !fresh.has(personId)).map(({ personId }) => personId)]; // prettier-ignore
  await inSteps(deeds, plan.units, (manager, units) =>
    insertUnits(
      manager,
      units.map(({ closedAt: _closedAt, ...unit }) => ({ ...unit, openedAt: at })),
    ),
  );
  await inSteps(deeds, plan.people, (manager, people) =>
    insertPeople(
      manager,
      people.map((person) => ({ ...person, createdAt: at })),
    ),
  );
  await inSteps(deeds, ending, (manager, ids) => endMemberships(manager, ids, at));
  await inSteps(deeds, plan.joins, async (manager, joins) => {
    const known = await withoutErased(manager, joins, ({ personId }) => personId);
    await insertMemberships(
      manager,
      known.map((join) => ({ id: newId(), ...join, fromAt: at })),
    );
  });
  const named = plan.renames.map(({ personId, name }) => ({ id: personId, name }));
  const coded = plan.staffCodes.map(({ personId, staffCode }) => ({ id: personId, staffCode }));
  const known = <Row extends { readonly id: string }>(manager: EntityManager, rows: readonly Row[]) =>
    withoutErased(manager, rows, ({ id }) => id);
  await inSteps(deeds, named, async (manager, rows) => renamePeople(manager, await known(manager, rows)));
  await inSteps(deeds, coded, async (manager, rows) => codePeople(manager, await known(manager, rows)));
}

/** Who was erased since the roster was planned stays so: nothing of them is written again. */
async function withoutErased<Row>(
  manager: EntityManager,
  rows: readonly Row[],
  idOf: (row: Row) => string,
): Promise<readonly Row[]> {
  const sql = `SELECT id FROM person WHERE erased_at IS NOT NULL AND id IN (${idList(manager, 1)})`;
  const found = (await manager.query(sql, [JSON.stringify(rows.map(idOf))])) as readonly { readonly id: string }[];
  const erased = new Set(found.map(({ id }) => id));
  return rows.filter((row) => !erased.has(idOf(row)));
}

async function inSteps<Row>(
  deeds: DeedSteps,
  rows: readonly Row[],
  write: (manager: EntityManager, rows: readonly Row[]) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < rows.length; from += ROWS_A_STEP) {
    await deeds.step((manager) => write(manager, rows.slice(from, from + ROWS_A_STEP)));
  }
}

async function endMemberships(manager: EntityManager, personIds: readonly string[], at: number): Promise<void> {
  // Numbered as they appear: SQLite counts them so.
  const sql = `UPDATE membership SET to_at = $1 WHERE to_at IS NULL AND person_id IN (${idList(manager, 2)})`;
  await manager.query(sql, [at, JSON.stringify(personIds)]);
}
