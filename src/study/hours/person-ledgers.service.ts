import { Injectable } from '@nestjs/common';
import { In, MoreThan, type EntityManager } from 'typeorm';

import { mergedDocument, type DocumentConflict } from '../../core/study/document-merge.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { idList } from '../../platform/database/json-rows.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import { HOUR_LEDGER_IDS, type PersonLedgerInfo, type PersonLedgersBody } from '../../protocol/hours.js';
import { StudyDeeds } from '../study-deeds.js';
import { assertUnmoved } from '../unmoved.js';
import { LEDGER_NAMES } from './certificates.service.js';
import { HourBook, type Share } from './hour-book.service.js';
import { HourPolicies } from './hour-policies.service.js';
import { sumYearsOf } from './hour-rows.js';
import { HourAwardEntity } from './persistence/hour-award.entity.js';
import { PersonLedgerEntity } from './persistence/person-ledger.entity.js';

/** What people had a share in before they were put into a ledger. */
const PRESENT = `SELECT attendance.person_id AS "personId", entry.unit_id AS "unitId", entry.id AS "entryId", entry.kind,
    entry.on_date AS "onDate", COALESCE(attendance.minutes, entry.minutes, 0) AS "minutes", 0 AS "madeUp"
  FROM study_attendance attendance JOIN study_entry entry ON entry.id = attendance.entry_id
  WHERE entry.status IN ('approved', 'locked') AND entry.source <> 'contest' AND attendance.state = 'present'`;
const MADE_UP = `SELECT attendance.person_id AS "personId", entry.unit_id AS "unitId", entry.id AS "entryId", entry.kind,
    attendance.made_up_on AS "onDate", COALESCE(attendance.minutes, entry.minutes, 0) AS "minutes", 1 AS "madeUp"
  FROM study_attendance attendance JOIN study_entry entry ON entry.id = attendance.entry_id
  WHERE entry.status IN ('approved', 'locked') AND entry.source <> 'contest' AND attendance.state = 'absent'
    AND attendance.made_up_on IS NOT NULL`;
const ALONE = `SELECT entry.person_id AS "personId", entry.unit_id AS "unitId", entry.id AS "entryId", entry.kind,
    entry.on_date AS "onDate", COALESCE(entry.minutes, 0) AS "minutes", 0 AS "madeUp"
  FROM study_entry entry
  WHERE entry.status IN ('approved', 'locked') AND entry.source <> 'contest' AND entry.person_id IS NOT NULL`;

/** Who is in which ledger; a person may be in several, and each counts for itself. */
@Injectable()
export class PersonLedgers {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly book: HourBook,
    private readonly policies: HourPolicies,
  ) {}

  async of(
    personIds: readonly string[],
    manager: EntityManager = this.deeds.reader,
  ): Promise<ReadonlyMap<string, readonly PersonLedgerInfo[]>> {
    const rows = (await manager.query(
      `SELECT person_id AS "personId", ledger, track, from_year AS "fromYear", to_year AS "toYear" FROM person_ledger
        WHERE person_id IN (${idList(manager, 1)}) ORDER BY ledger DESC`,
      [JSON.stringify(personIds)],
    )) as readonly (PersonLedgerInfo & { readonly personId: string })[];
    const ledgers = new Map<string, PersonLedgerInfo[]>();
    for (const { personId, ...row } of rows) ledgers.set(personId, [...(ledgers.get(personId) ?? []), row]);
    return ledgers;
  }

  /**
   * What was approved before counts from the first year named.
   * @throws RefusalError person.unknown, hours.ledgers-rejected, study.changed-meanwhile
   */
  set(unitId: string, { people }: PersonLedgersBody, operatorId: string): Promise<void> {
    assertSound(people);
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager) => {
      const ids = people.map(({ personId }) => personId);
      const known = await this.organisation.everIn(manager, ids, [unitId]);
      if (ids.some((id) => !known.has(id))) throw refuse('person.unknown');
      const held = await this.of(ids, manager);
      const merged = people.map((one) => ({
        personId: one.personId,
        ...mergedLedgers(one, held.get(one.personId) ?? []),
      }));
      assertUnmoved(merged.flatMap(({ conflicts }) => conflicts), saidOf); // prettier-ignore
      const list = JSON.stringify(ids);
      for (const table of ['hour_line', 'person_ledger']) {
        await manager.query(`DELETE FROM ${table} WHERE person_id IN (${idList(manager, 1)})`, [list]);
      }
      const rows = merged.flatMap(({ personId, ledgers }) => ledgers.map((one) => ({ ...one, id: newId(), personId })));
      if (rows.length > 0) await manager.insert(PersonLedgerEntity, rows);
      await this.fill(manager, ids, rows);
      return [undefined, { action: 'hours.ledgers-set', subjectId: unitId, detail: { people: ids.length } }];
    });
  }

  private async fill(manager: EntityManager, ids: readonly string[], rows: readonly PersonLedgerEntity[]): Promise<void> {
    const policies = await this.policies.all(manager);
    const shares: Share[] = [];
    for (const [sql, column] of [[PRESENT, 'attendance'], [MADE_UP, 'attendance'], [ALONE, 'entry']] as const) {
      const found = (await manager.query(`${sql} AND ${column}.person_id IN (${idList(manager, 1)})`, [JSON.stringify(ids)])) as readonly Share[];
      shares.push(...found.map((share) => ({ ...share, minutes: Number(share.minutes), madeUp: Boolean(Number(share.madeUp)) })));
    }
    await this.book.add(manager, shares, rows, policies);
    // Those that were taken back have no hours, and no line either.
    await this.book.writeAwards(manager, await manager.findBy(HourAwardEntity, { personId: In([...ids]), hundredths: MoreThan(0) }));
    await sumYearsOf(manager, ids);
  } // prettier-ignore
}

type Held = readonly PersonLedgerInfo[];

/** Each ledger for itself: two who put the same person into two of them have both done so. */
function mergedLedgers({ personId, before, ledgers }: PersonLedgersBody['people'][number], now: Held) {
  const byLedger = (list: Held) =>
    Object.fromEntries(
      HOUR_LEDGER_IDS.map((ledger) => {
        const row = list.find((one) => one.ledger === ledger);
        return [ledger, row === undefined ? null : { ...row, ledger }];
      }),
    );
  const { next, conflicts } = mergedDocument<Record<string, PersonLedgerInfo | null>>(byLedger(now), byLedger(ledgers), byLedger(before)); // prettier-ignore
  return {
    ledgers: Object.values(next).filter((row) => row !== null),
    conflicts: conflicts.map((one) => ({ ...one, path: `${personId}.${one.path}` })),
  };
}

function saidOf({ path, current }: DocumentConflict): readonly [string, string] {
  const row = current as PersonLedgerInfo | null;
  const since = row === null ? '不在这本台账' : `${row.fromYear}年起${row.toYear === null ? '' : `至${row.toYear}年`}`;
  const ledger = HOUR_LEDGER_IDS.find((id) => path.endsWith(`.${id}`));
  return [ledger === undefined ? path : LEDGER_NAMES[ledger], row?.track === 'span' ? `${since}，按多年累计` : since];
}

function assertSound(people: PersonLedgersBody['people']): void {
  const details = people.flatMap(({ personId, ledgers }) => {
    const once = new Set(ledgers.map(({ ledger }) => ledger)).size === ledgers.length;
    const inOrder = ledgers.every(({ fromYear, toYear }) => toYear === null || toYear >= fromYear);
    return [
      ...(once ? [] : [{ path: personId, message: '同一个人在一本学时台账里只能登记一次，请去掉重复的一项。' }]),
      ...(inOrder ? [] : [{ path: personId, message: '结束年度不能早于开始年度，请核对这位人员的年度。' }]),
    ];
  });
  if (details.length > 0) throw refuse('hours.ledgers-rejected', { details });
}
