import { Injectable } from '@nestjs/common';

import { pathOf, within } from '../../core/organisation/tree.js';
import { hoursText, type HourPolicy } from '../../core/study/hours.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import type { HourLineInfo } from '../../protocol/hours.js';
import { entryShares, type EntryShare } from '../figures/figure-rows.js';
import { LEDGER_NAMES } from '../hours/certificates.service.js';
import { HourFigures } from '../hours/hour-figures.service.js';
import { HourPolicies } from '../hours/hour-policies.service.js';
import { StudyModes } from '../modes/study-modes.service.js';
import { StudyDeeds } from '../study-deeds.js';
import { readEntries, readEntriesOf, unitsThatLearned, type Period, type ReadEntry } from './entry-reader.js';
import type { CardRow, MemberCard } from './member-card.js';
import { KIND_NAMES, periodText, standingRemark } from './words.js';
import type { LedgerRow, YearLedger } from './year-ledger.js';

/** Reads what files are made of: a year of a unit, the card of a person. */
@Injectable()
export class LedgerReader {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly modes: StudyModes,
    private readonly hours: HourFigures,
    private readonly policies: HourPolicies,
  ) {}

  /** Units from this one down that had people in that year, or learned in it: one that was closed since, or has no people of its own. */
  async unitsBelow(unitId: string, year: number): Promise<readonly string[]> {
    const at = this.hours.reckonedAt(year);
    const [tree, counts] = [await this.organisation.tree(), await this.organisation.headcountsAt(at)];
    const learned = await unitsThatLearned(this.deeds.reader, this.yearOfPeriod(year));
    return within(tree, unitId).flatMap(({ id }) => ((counts.get(id) ?? 0) > 0 || learned.has(id) ? [id] : []));
  }

  /** @param named whether with the hours of its people by name */
  async year(unitId: string, year: number, named: boolean): Promise<YearLedger> {
    const period = this.periodOf(`${year}-01-01`, `${year}-12-31`);
    const path = pathOf(await this.organisation.tree(), unitId);
    const entries = await this.entries(unitId, period);
    const modes = await this.modes.asOf(period.to);
    const { heading } = await this.modes.settingsOn(period.to);
    const { people } = await this.hours.ofUnit(unitId, year);
    // As the figures have it, with those erased since: a past year stays as it was.
    const roster = await this.organisation.headcountsAt(this.hours.reckonedAt(year));
    // Of a mode that was archived in the year, what was done in it stays under its name of then.
    const former = new Map(entries.flatMap((entry) => entry.modes.map(({ id, label }) => [id, label] as const)));
    for (const { id } of modes) former.delete(id);
    const all = [
      ...modes.map((mode) => ({ ...mode, former: false })),
      ...[...former].map(([id, name]) => ({ id, name, meaning: '已停用', former: true })),
    ];
    return {
      unitName: path.at(-1)?.name ?? '',
      above: path.slice(0, -1).map(({ name }) => name),
      year,
      heading,
      madeOn: this.deeds.today(),
      people: roster.get(unitId) ?? 0,
      modes: all.map(({ id, name, meaning, former: gone }) => ({ name, meaning, former: gone, rows: entries.flatMap((entry) => rowIn(entry, id, name)) })),
      standings: !named ? null : people.flatMap(({ name, standings }) => standings.map((one) => ({ name, ledger: LEDGER_NAMES[one.ledger], period: periodText(one), target: one.target, done: one.done, missing: one.missing, remark: standingRemark(one) }))),
      policies: (await this.policies.all()).filter(({ fromYear, toYear }) => year >= fromYear && year <= toYear).map(policyText),
    };
  } // prettier-ignore

  async cards(unitId: string, year: number): Promise<readonly MemberCard[]> {
    const period = this.periodOf(`${year}-01-01`, `${year}-12-31`);
    const { unitName, people } = await this.hours.ofUnit(unitId, year);
    const ids = people.map(({ personId }) => personId);
    const shares = await entryShares(this.deeds.reader, ids, period);
    const entries = new Map((await this.entriesOf(shares)).map((entry) => [entry.id, entry]));
    const policies = await this.policies.all();
    const cards: MemberCard[] = [];
    for (const { personId, name } of people) {
      const { standings, lines, awards } = await this.hours.ofPerson(personId, year);
      const ledgers = standings.map(({ ledger }) => ledger);
      cards.push({
        name,
        unitName,
        year,
        madeOn: this.deeds.today(),
        standings: standings.map((one) => ({
          ledger: LEDGER_NAMES[one.ledger],
          period: periodText(one),
          policy: policies.find((policy) => policy.name === one.policyName)?.name ?? one.policyName,
          target: one.target,
          done: one.done,
          missing: one.missing,
          byKind: subtotals(lines.filter(({ ledger }) => ledger === one.ledger)),
          remark: standingRemark(one),
        })),
        rows: cardRows(lines, ledgers, {
          entries,
          shares: shares.filter((one) => one.personId === personId),
          byRule: new Set(awards.flatMap(({ id, source }) => (source === 'contest' ? [id] : []))),
        }),
      });
    }
    return cards;
  }

  entries(unitId: string, period: Period): Promise<readonly ReadEntry[]> {
    return readEntries(this.deeds.reader, unitId, period, (ids) => this.organisation.peopleById(ids));
  }

  private entriesOf(shares: readonly EntryShare[]): Promise<readonly ReadEntry[]> {
    const ids = [...new Set(shares.map(({ entryId }) => entryId))];
    return readEntriesOf(this.deeds.reader, ids, (people) => this.organisation.peopleById(people));
  }

  yearOfPeriod(year: number): Period {
    return this.periodOf(`${year}-01-01`, `${year}-12-31`);
  }

  /** Of a period that is not over what there is until today, under today's names. */
  periodOf(from: string, to: string): Period {
    const today = this.deeds.today();
    return { from, to: today < to && today >= from ? today : to };
  }
}

/** An entry in the sheet of a mode; where it was called otherwise on its day, the row says so. */
function rowIn({ modes, row }: ReadEntry, modeId: string, name: string): readonly LedgerRow[] {
  const mode = modes.find(({ id }) => id === modeId);
  if (!mode) return [];
  return [mode.label === name ? row : { ...row, kind: `${row.kind}\n（时称${mode.label}）` }];
}

const policyText = (policy: HourPolicy): string =>
  `${LEDGER_NAMES[policy.ledger]}依据${policy.name}，每年${hoursText(policy.yearTarget)}学时` +
  `${policy.spanTarget === null ? '' : `（或${policy.fromYear}—${policy.toYear}年累计${hoursText(policy.spanTarget)}学时）`}` +
  `${policy.trainings === 0 ? '' : `、集中培训至少${policy.trainings}次`}，${policy.minutesPerHour}分钟计1学时，每日至多${hoursText(policy.dailyCap)}学时`;

function subtotals(lines: readonly HourLineInfo[]): readonly (readonly [string, number])[] {
  const sums = new Map<string, number>();
  for (const { kind, hundredths } of lines) {
    if (hundredths > 0) sums.set(kind, (sums.get(kind) ?? 0) + hundredths);
  }
  return [...sums].map(([kind, sum]) => [KIND_NAMES[kind as keyof typeof KIND_NAMES] ?? kind, sum]);
}

interface Learned {
  readonly entries: ReadonlyMap<string, ReadEntry>;
  /** Of the person. */
  readonly shares: readonly EntryShare[];
  /** Awards that followed from the rule of a contest; somebody gave the others. */
  readonly byRule: ReadonlySet<string>;
}

/** One row an entry or award, with what it brought in each ledger; what counts in none stands there, too. */
function cardRows(lines: readonly HourLineInfo[], ledgers: readonly string[], { entries, shares, byRule }: Learned): CardRow[] {
  const awards = lines.filter(({ source }) => source === 'award');
  const learned = [
    ...shares.map(({ entryId, onDate, madeUp }) => ({ sourceId: entryId, onDate, madeUp, award: null })),
    ...[...new Map(awards.map((one) => [one.sourceId, one])).values()].map((award) => ({ sourceId: award.sourceId, onDate: award.onDate, madeUp: false, award })),
  ];
  return learned.toSorted((one, other) => (one.onDate < other.onDate ? -1 : one.onDate > other.onDate ? 1 : 0)).flatMap(({ sourceId, onDate, madeUp, award }): CardRow[] => {
    const own = lines.filter((line) => line.sourceId === sourceId);
    const entry = entries.get(sourceId);
    const title = award?.title ?? entry?.row.title;
    if (title === undefined) return [];
    return [
      {
        onDate,
        modes: entry?.modes.map(({ label }) => label).join('、') ?? '',
        channel: entry?.row.channel ?? '',
        title,
        source: entry?.row.source ?? '',
        hundredths: ledgers.map((ledger) => own.find((line) => line.ledger === ledger)?.hundredths ?? 0),
        approvedBy: award === null ? '支部审核' : byRule.has(award.sourceId) ? '按竞赛规则认定' : '单独认定',
        evidence: entry?.row.evidence.join('、') ?? '',
        insight: entry?.personId ? (entry.row.content.find(({ label }) => label === '体会')?.text ?? '') : '',
        madeUp,
      },
    ];
  });
} // prettier-ignore
