import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';

import { OrganisationService } from '../../organisation/organisation.service.js';
import { idList } from '../../platform/database/json-rows.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { PersonLedgerInfo, PersonLedgersBody } from '../../protocol/hours.js';
import { StudyDeeds } from '../study-deeds.js';
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

  async of(personIds: readonly string[]): Promise<ReadonlyMap<string, readonly PersonLedgerInfo[]>> {
    const manager = this.deeds.reader;
    const rows = (await manager.query(
      `SELECT person_id AS "personId", ledger, track, from_year AS "fromYear", to_year AS "toYear" FROM person_ledger
        WHERE person_id IN (${idList(manager, 1)}) ORDER BY ledger DESC`,
      [JSON.stringify(personIds)],
    )) as readonly (PersonLedgerInfo & { readonly personId: string })[];
    const ledgers = new Map<string, PersonLedgerInfo[]>();
    for (const { personId, ...row } of rows) ledgers.set(personId, [...(ledgers.get(personId) ?? []), row]);
    return ledgers;
  }

  /** What was approved before counts from the first year named. @throws RefusalError person.unknown, hours.ledgers-rejected */
  set(unitId: string, { people }: PersonLedgersBody, operatorId: string): Promise<void> {
    assertSound(people);
    return this.deeds.run({ kind: 'operator', id: operatorId }, async (manager) => {
      const ids = people.map(({ personId }) => personId);
      const known = await this.organisation.everIn(manager, ids, [unitId]);
      if (ids.some((id) => !known.has(id))) throw refuse('person.unknown');
      const list = JSON.stringify(ids);
      for (const table of ['hour_line', 'person_ledger']) {
        await manager.query(`DELETE FROM ${table} WHERE person_id IN (${idList(manager, 1)})`, [list]);
      }
      const rows = people.flatMap(({ personId, ledgers }) => ledgers.map((one) => ({ ...one, id: newId(), personId })));
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
    await this.book.writeAwards(manager, await manager.findBy(HourAwardEntity, { personId: In([...ids]) }));
    await sumYearsOf(manager, ids);
  } // prettier-ignore
}

function assertSound(people: PersonLedgersBody['people']): void {
  const details = people.flatMap(({ personId, ledgers }) => {
    const once = new Set(ledgers.map(({ ledger }) => ledger)).size === ledgers.length;
    const inOrder = ledgers.every(({ fromYear, toYear }) => toYear === null || toYear >= fromYear);
    return [
      ...(once ? [] : [{ path: personId, message: '同一个人在一本学时台账里只能登记一次。' }]),
      ...(inOrder ? [] : [{ path: personId, message: '结束年度不能早于开始年度。' }]),
    ];
  });
  if (details.length > 0) throw refuse('hours.ledgers-rejected', { details });
}
