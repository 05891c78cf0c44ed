import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { endOf, yearOf } from '../../core/study/day.js';
import { HOUR_LEDGERS, hourStanding, policyFor, type HourLedger, type HourPolicy } from '../../core/study/hours.js';
import { heldAt, OrganisationService } from '../../organisation/organisation.service.js';
import { amongIds, idList } from '../../platform/database/json-rows.js';
import { refuse } from '../../platform/refusal.js';
import type { HourAwardInfo, HourLineInfo, HourStandingInfo, PersonHours, PersonHoursRow, PersonLedgerInfo, UnitHours } from '../../protocol/hours.js'; // prettier-ignore
import { StudyDeeds } from '../study-deeds.js';
import { awardKind } from './award-line.js';
import { HourPolicies } from './hour-policies.service.js';
import type { HourAwardEntity } from './persistence/hour-award.entity.js';
import { PersonLedgers } from './person-ledgers.service.js';

interface YearSum {
  readonly personId: string;
  readonly ledger: HourLedger;
  readonly year: number;
  readonly hundredths: number;
  readonly trainings: number;
}

type RawAward = Omit<HourAwardInfo, 'kind' | 'days'> & Pick<HourAwardEntity, 'kind' | 'days'>;
const awardInfo = (row: RawAward): HourAwardInfo => ({ ...row, kind: awardKind(row), days: row.days ?? 1 });

/** Hours against their targets: of a person, of a branch, of each unit itself. */
@Injectable()
export class HourFigures {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly ledgers: PersonLedgers,
    private readonly policies: HourPolicies,
  ) {}

  thisYear(): number {
    return yearOf(this.deeds.today());
  }

  /**
   * When it is decided who belongs where: at the end of the year, or now while it lasts. One instant for a year, whichever
   * of its days a page counts: by two of them the hours of whoever moved in between could be told.
   */
  reckonedAt(year: number): number {
    return Math.min(this.deeds.now(), endOf(`${year}-12-31`) - 1);
  }

  /** With names; who may see them is not asked here. */
  async ofUnit(unitId: string, year: number): Promise<UnitHours & { readonly people: readonly PersonHoursRow[] }> {
    const tree = await this.organisation.tree();
    const people = await this.organisation.unitMembersAt(unitId, this.reckonedAt(year));
    const ids = people.map(({ id }) => id);
    const [ledgers, standings] = [await this.ledgers.of(ids), await this.standings(ids, year)];
    return {
      unitId,
      unitName: tree.byId.get(unitId)?.name ?? '',
      year,
      people: people.map(({ id, name, staffCode }) => {
        const own = ledgers.get(id) ?? [];
        return { personId: id, name, staffCode, ledgers: own, standings: standings.get(id) ?? [] };
      }),
    };
  }

  /** Of each of these people; who is in no ledger has none. */
  async standings(personIds: readonly string[], year: number): Promise<ReadonlyMap<string, readonly HourStandingInfo[]>> {
    const [ledgers, sums, policies] = [await this.ledgers.of(personIds), await this.sums(personIds), await this.policies.all()];
    return new Map(personIds.map((id) => [id, standingsOf(ledgers.get(id) ?? [], sums.get(id) ?? [], policies, year)]));
  } // prettier-ignore

  /** @throws RefusalError person.unknown */
  async ofPerson(personId: string, year: number): Promise<PersonHours> {
    const manager = this.deeds.reader;
    const person = (await this.organisation.peopleById([personId])).get(personId);
    if (!person) throw refuse('person.unknown');
    const own = (await this.ledgers.of([personId])).get(personId) ?? [];
    const sums = (await this.sums([personId])).get(personId) ?? [];
    const standings = standingsOf(own, sums, await this.policies.all(), year);
    const lines = (await manager.query(LINES, [personId, year])) as readonly HourLineInfo[];
    const awards = (await manager.query(AWARDS, [personId, String(year)])) as readonly RawAward[];
    const shown = lines.map((line) => ({ ...line, madeUp: Boolean(line.madeUp) }));
    return { personId, name: person.name, year, standings, lines: shown, awards: awards.map(awardInfo) };
  }

  /** The ledgers that have a policy in that year, in order. */
  async ledgersOf(year: number): Promise<readonly { readonly ledger: HourLedger; readonly policyName: string }[]> {
    const policies = await this.policies.all();
    return HOUR_LEDGERS.flatMap((ledger) => {
      const policy = policyFor(policies, ledger, year);
      return policy ? [{ ledger, policyName: policy.name }] : [];
    });
  }

  /** Unit by unit, of who belonged to each itself in that year; nothing where the year has no policy. Nobody is suppressed. */
  async byUnit(ledger: HourLedger, year: number, units: readonly string[]): Promise<readonly UnitHourSum[]> {
    const policy = policyFor(await this.policies.all(), ledger, year);
    return policy === null
      ? []
      : perUnit(this.deeds.reader, { ledger, year, policy, units, at: this.reckonedAt(year) });
  }

  /** How many people of each unit itself were in each ledger. */
  async peopleByUnit(year: number): Promise<ReadonlyMap<HourLedger, ReadonlyMap<string, number>>> {
    const rows = (await this.deeds.reader.query(IN_LEDGERS, [this.reckonedAt(year), year])) as readonly { ledger: HourLedger; unitId: string; people: number | string }[];
    const people = new Map<HourLedger, Map<string, number>>();
    for (const row of rows) people.set(row.ledger, (people.get(row.ledger) ?? new Map<string, number>()).set(row.unitId, Number(row.people)));
    return people;
  } // prettier-ignore

  private async sums(personIds: readonly string[]): Promise<ReadonlyMap<string, readonly YearSum[]>> {
    const manager = this.deeds.reader;
    const rows = (await manager.query(
      `SELECT person_id AS "personId", ledger, year, hundredths, trainings FROM hour_year WHERE person_id IN (${idList(manager, 1)})`,
      [JSON.stringify(personIds)],
    )) as readonly YearSum[];
    const sums = new Map<string, YearSum[]>();
    for (const row of rows) sums.set(row.personId, [...(sums.get(row.personId) ?? []), row]);
    return sums;
  }
}

/** In the order of the ledgers; those of the year alone. */
export function standingsOf(
  own: readonly PersonLedgerInfo[],
  sums: readonly Omit<YearSum, 'personId'>[],
  policies: readonly HourPolicy[],
  year: number,
): HourStandingInfo[] {
  return HOUR_LEDGERS.flatMap((ledger) => {
    const held = own.find((one) => one.ledger === ledger && year >= one.fromYear && (one.toYear === null || year <= one.toYear));
    const policy = policyFor(policies, ledger, year);
    if (!held || !policy) return [];
    const mine = sums.filter((sum) => sum.ledger === ledger);
    const lines = mine.map((sum) => ({ kind: '', onDate: `${sum.year}-01-01`, hundredths: sum.hundredths }));
    const trainings = mine.find((sum) => sum.year === year)?.trainings ?? 0;
    const { byKind: _kinds, ...standing } = hourStanding(policy, lines, { year, track: held.track, trainings });
    return [{ ...standing, policyName: policy.name }];
  });
} // prettier-ignore

export interface UnitHourSum {
  readonly unitId: string;
  readonly people: number;
  readonly met: number;
  readonly done: number;
  readonly target: number;
}

interface PerUnit {
  readonly ledger: HourLedger;
  readonly year: number;
  readonly policy: HourPolicy;
  readonly units: readonly string[];
  readonly at: number;
}

const IN_LEDGERS = `SELECT own.ledger, membership.unit_id AS "unitId", COUNT(*) AS "people" FROM person_ledger own
  JOIN membership ON membership.person_id = own.person_id AND ${heldAt(1)}
  WHERE own.from_year <= $2 AND (own.to_year IS NULL OR own.to_year >= $2) GROUP BY own.ledger, membership.unit_id`;

/** One row a unit: how many of its people are in the ledger, how many have their hours, how many hours there are. */
async function perUnit(manager: EntityManager, { ledger, year, policy, units, at }: PerUnit): Promise<readonly UnitHourSum[]> {
  const { fromYear, toYear, yearTarget, spanTarget, trainings } = policy;
  // The sum over years is looked up for the few that are measured so; to join it would add up everybody's.
  const span = `SELECT SUM(hundredths) FROM hour_year WHERE hour_year.person_id = own.person_id
      AND hour_year.ledger = own.ledger AND hour_year.year BETWEEN ${fromYear} AND ${toYear}`;
  const sql = `SELECT "unitId", COUNT(*) AS "people", SUM(done) AS "done", SUM(target) AS "target",
      SUM(CASE WHEN done >= target AND held >= ${trainings} THEN 1 ELSE 0 END) AS "met"
    FROM (SELECT membership.unit_id AS "unitId", COALESCE(now.trainings, 0) AS held,
        CASE WHEN own.track = 'span' THEN ${spanTarget ?? yearTarget} ELSE ${yearTarget} END AS target,
        COALESCE(CASE WHEN own.track = 'span' THEN (${span}) ELSE now.hundredths END, 0) AS done
      FROM person_ledger own
      JOIN membership ON membership.person_id = own.person_id AND ${heldAt(1)}
      LEFT JOIN hour_year now ON now.person_id = own.person_id AND now.ledger = own.ledger AND now.year = $2
      WHERE own.ledger = $3 AND own.from_year <= $2 AND (own.to_year IS NULL OR own.to_year >= $2)
        AND ${amongIds(manager, 'membership.unit_id', 4)}) one
    GROUP BY "unitId"`;
  const rows = (await manager.query(sql, [at, year, ledger, JSON.stringify(units)])) as readonly Readonly<Record<keyof UnitHourSum, string>>[];
  return rows.map(({ unitId, people, met, done: sum, target: wanted }) => {
    return { unitId, people: Number(people), met: Number(met), done: Number(sum), target: Number(wanted) };
  });
} // prettier-ignore

const LINES = `SELECT line.ledger, line.source, line.source_id AS "sourceId", line.kind, line.on_date AS "onDate", line.minutes,
    line.made_up AS "madeUp", line.hundredths, line.because, COALESCE(entry.title, award.title, '') AS "title"
  FROM hour_line line
  LEFT JOIN study_entry entry ON line.source = 'entry' AND entry.id = line.source_id
  LEFT JOIN hour_award award ON line.source = 'award' AND award.id = line.source_id
  WHERE line.person_id = $1 AND line.year = $2 ORDER BY line.on_date DESC, line.id DESC`;

const AWARDS = `SELECT award.id, award.ledger, award.title, award.kind, award.on_date AS "onDate", award.days, award.hundredths, award.source,
    certificate.id AS "certificateId"
  FROM hour_award award
  LEFT JOIN certificate ON certificate.award_id = award.id AND certificate.revoked_at IS NULL
  WHERE award.person_id = $1 AND substr(award.on_date, 1, 4) = $2 AND award.hundredths > 0
  ORDER BY award.on_date DESC, award.id`;
