import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { within } from '../../core/organisation/tree.js';
import { suppressed } from '../../core/ranking/small-cells.js';
import { HOUR_LEDGERS, hourStanding, policyFor, type HourLedger, type HourPolicy } from '../../core/study/hours.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { amongIds, idList } from '../../platform/database/json-rows.js';
import { refuse } from '../../platform/refusal.js';
import type { HourAwardInfo, HourLineInfo, HoursBelow, HoursBelowRow, HourStandingInfo, PersonHours, PersonLedgerInfo, UnitHours } from '../../protocol/hours.js'; // prettier-ignore
import { StudyDeeds } from '../study-deeds.js';
import { HourPolicies } from './hour-policies.service.js';
import { PersonLedgers } from './person-ledgers.service.js';

interface YearSum {
  readonly personId: string;
  readonly ledger: HourLedger;
  readonly year: number;
  readonly hundredths: number;
  readonly trainings: number;
}

/** Hours against their targets: of a person, of a branch, of everything below a unit. */
@Injectable()
export class HourFigures {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly ledgers: PersonLedgers,
    private readonly policies: HourPolicies,
  ) {}

  async ofUnit(unitId: string, year: number): Promise<UnitHours> {
    const tree = await this.organisation.tree();
    const people = await this.organisation.unitMembersAt(unitId, this.deeds.now());
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
    const awards = (await manager.query(AWARDS, [personId, String(year)])) as readonly HourAwardInfo[];
    const shown = lines.map((line) => ({ ...line, madeUp: Boolean(line.madeUp) }));
    return { personId, name: person.name, year, standings, lines: shown, awards };
  }

  /** Each unit directly below with everything under it, and the unit's own people; one row a ledger. */
  async below(unitId: string, year: number): Promise<HoursBelow> {
    const tree = await this.organisation.tree();
    const groups = within(tree, unitId).filter((unit) => unit.id === unitId || unit.parentId === unitId);
    const groupOf = new Map<string, string>([[unitId, unitId]]);
    for (const group of groups) {
      if (group.id === unitId) continue;
      for (const { id } of within(tree, group.id)) groupOf.set(id, group.id);
    }
    const sums = new Map<string, BelowSum>();
    for (const { ledger } of await this.ledgersOf(year)) {
      for (const row of await this.byUnit(ledger, year, [...groupOf.keys()])) {
        const group = groupOf.get(row.unitId);
        if (group !== undefined) addTo(sums, `${group} ${ledger}`, row);
      }
    }
    const rows = HOUR_LEDGERS.flatMap((ledger): HoursBelowRow[] => {
      const some = groups.flatMap(({ id, name }) => {
        const sum = sums.get(`${id} ${ledger}`);
        return sum ? [{ unitId: id, unitName: name, ledger, ...sum }] : [];
      });
      // Beside their total, figures of few people could be told.
      const hidden = suppressed(some.map((row) => ({ id: row.unitId, size: row.people })));
      return some.map((row) => (hidden.has(row.unitId) ? { ...row, met: null, done: null, target: null } : row));
    });
    return { year, rows };
  }

  /** The ledgers that have a policy in that year, in order. */
  async ledgersOf(year: number): Promise<readonly { readonly ledger: HourLedger; readonly policyName: string }[]> {
    const policies = await this.policies.all();
    return HOUR_LEDGERS.flatMap((ledger) => {
      const policy = policyFor(policies, ledger, year);
      return policy ? [{ ledger, policyName: policy.name }] : [];
    });
  }

  /** Unit by unit, of who belongs to each itself now; nothing where the year has no policy. Nobody is suppressed. */
  async byUnit(ledger: HourLedger, year: number, units: readonly string[]): Promise<readonly UnitHourSum[]> {
    const policy = policyFor(await this.policies.all(), ledger, year);
    return policy === null ? [] : perUnit(this.deeds.reader, { ledger, year, policy, units });
  }

  /** How many people of each unit itself are in each ledger. */
  async peopleByUnit(year: number): Promise<ReadonlyMap<HourLedger, ReadonlyMap<string, number>>> {
    const rows = (await this.deeds.reader.query(IN_LEDGERS, [year])) as readonly { ledger: HourLedger; unitId: string; people: number | string }[];
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

interface BelowSum {
  readonly people: number;
  readonly met: number;
  readonly done: number;
  readonly target: number;
}
export interface UnitHourSum extends BelowSum {
  readonly unitId: string;
}

function addTo(sums: Map<string, BelowSum>, key: string, row: BelowSum): void {
  const { people = 0, met = 0, done = 0, target = 0 } = sums.get(key) ?? {};
  sums.set(key, {
    people: people + row.people,
    met: met + row.met,
    done: done + row.done,
    target: target + row.target,
  });
}

interface PerUnit {
  readonly ledger: HourLedger;
  readonly year: number;
  readonly policy: HourPolicy;
  readonly units: readonly string[];
}

const IN_LEDGERS = `SELECT own.ledger, membership.unit_id AS "unitId", COUNT(*) AS "people" FROM person_ledger own
  JOIN membership ON membership.person_id = own.person_id AND membership.to_at IS NULL
  WHERE own.from_year <= $1 AND (own.to_year IS NULL OR own.to_year >= $1) GROUP BY own.ledger, membership.unit_id`;

/** One row a unit: how many of its people are in the ledger, how many have their hours, how many hours there are. */
async function perUnit(manager: EntityManager, { ledger, year, policy, units }: PerUnit): Promise<readonly UnitHourSum[]> {
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
      JOIN membership ON membership.person_id = own.person_id AND membership.to_at IS NULL
      LEFT JOIN hour_year now ON now.person_id = own.person_id AND now.ledger = own.ledger AND now.year = $1
      WHERE own.ledger = $2 AND own.from_year <= $1 AND (own.to_year IS NULL OR own.to_year >= $1)
        AND ${amongIds(manager, 'membership.unit_id', 3)}) one
    GROUP BY "unitId"`;
  const rows = (await manager.query(sql, [year, ledger, JSON.stringify(units)])) as readonly Readonly<Record<keyof UnitHourSum, string>>[];
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

const AWARDS = `SELECT award.id, award.ledger, award.title, award.on_date AS "onDate", award.hundredths, award.source,
    certificate.id AS "certificateId"
  FROM hour_award award
  LEFT JOIN certificate ON certificate.award_id = award.id AND certificate.revoked_at IS NULL
  WHERE award.person_id = $1 AND substr(award.on_date, 1, 4) = $2 AND award.hundredths > 0
  ORDER BY award.on_date DESC, award.id`;
