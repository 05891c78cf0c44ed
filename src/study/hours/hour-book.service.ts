import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { yearOf } from '../../core/study/day.js';
import type { HourPolicy } from '../../core/study/hours.js';
import { idList } from '../../platform/database/json-rows.js';
import { newId } from '../../platform/ids.js';
import { EntryHooks, type EntryHook, type RecognisedEntry } from '../entries/entry-hooks.js';
import { awardLine } from './award-line.js';
import { HourPolicies } from './hour-policies.service.js';
import { addLines, removeLines, type RawLine } from './hour-rows.js';
import type { HourAwardEntity } from './persistence/hour-award.entity.js';
import type { PersonLedgerEntity } from './persistence/person-ledger.entity.js';

/** A share of an entry that may bring hours. */
export interface Share {
  readonly personId: string;
  readonly unitId: string;
  readonly entryId: string;
  readonly kind: string;
  readonly onDate: string;
  readonly minutes: number;
  readonly madeUp: boolean;
}

export type LedgerOf = Pick<PersonLedgerEntity, 'personId' | 'ledger' | 'fromYear' | 'toYear'>;

/** Hours follow from entries: they are written with the decision and change with a correction. */
@Injectable()
export class HourBook implements EntryHook, OnModuleInit {
  constructor(
    private readonly hooks: EntryHooks,
    private readonly policies: HourPolicies,
  ) {}

  onModuleInit(): void {
    this.hooks.add(this);
  }

  async approved(manager: EntityManager, entries: readonly RecognisedEntry[]): Promise<void> {
    await this.write(manager, entries.flatMap(sharesOf));
  }

  async corrected(manager: EntityManager, entry: RecognisedEntry): Promise<void> {
    await this.reopened(manager, entry);
    await this.approved(manager, [entry]);
  }

  async reopened(manager: EntityManager, entry: RecognisedEntry): Promise<void> {
    await removeLines(manager, { source: 'entry', sourceId: entry.id }, await this.policies.all(manager));
  }

  /** In the ledgers in which people are in that year. */
  async write(manager: EntityManager, shares: readonly Share[]): Promise<void> {
    const ledgers = await ledgersOf(manager, shares);
    if (ledgers.length > 0) await this.add(manager, shares, ledgers, await this.policies.all(manager));
  }

  /** Hours given as such count for who is in their ledger in that year. */
  async writeAwards(manager: EntityManager, awards: readonly HourAwardEntity[]): Promise<void> {
    const ledgers = await ledgersOf(manager, awards);
    const lines = awards.filter((award) => ledgers.some((one) => holds(one, award))).map(awardLine);
    await addLines(manager, lines, await this.policies.all(manager));
  }

  async takeAward(manager: EntityManager, awardId: string): Promise<void> {
    await removeLines(manager, { source: 'award', sourceId: awardId }, await this.policies.all(manager));
  }

  async add(
    manager: EntityManager,
    shares: readonly Share[],
    ledgers: readonly LedgerOf[],
    policies: readonly HourPolicy[],
  ): Promise<void> {
    const byPerson = new Map<string, LedgerOf[]>();
    for (const one of ledgers) byPerson.set(one.personId, [...(byPerson.get(one.personId) ?? []), one]);
    const lines = shares.flatMap(({ entryId, ...share }): RawLine[] => {
      return (byPerson.get(share.personId) ?? [])
        .filter((one) => holds(one, { ...share, ledger: one.ledger }))
        .map(({ ledger }) => ({
          ...share,
          id: newId(),
          ledger,
          source: 'entry',
          sourceId: entryId,
          days: null,
          awarded: 0,
        }));
    });
    await addLines(manager, lines, policies);
  }
}

async function ledgersOf(
  manager: EntityManager,
  of: readonly { readonly personId: string }[],
): Promise<readonly LedgerOf[]> {
  if (of.length === 0) return [];
  return (await manager.query(
    `SELECT person_id AS "personId", ledger, from_year AS "fromYear", to_year AS "toYear" FROM person_ledger
      WHERE person_id IN (${idList(manager, 1)})`,
    [JSON.stringify([...new Set(of.map(({ personId }) => personId))])],
  )) as readonly LedgerOf[];
}

function holds(one: LedgerOf, what: Pick<HourAwardEntity, 'personId' | 'ledger' | 'onDate'>): boolean {
  const year = yearOf(what.onDate);
  const inYears = year >= one.fromYear && (one.toYear === null || year <= one.toYear);
  return inYears && one.personId === what.personId && one.ledger === what.ledger;
}

/**
 * Who of an entry has a share in it. A contest that was written down by itself has none: what passing it is worth is
 * awarded by its own rule, and would count twice.
 */
export function sharesOf(entry: RecognisedEntry): Share[] {
  const { id: entryId, unitId, kind, onDate, minutes, personId } = entry;
  if (entry.source === 'contest') return [];
  const share = { entryId, unitId, kind };
  if (personId !== null) return [{ ...share, personId, onDate, minutes: minutes ?? 0, madeUp: false }];
  return entry.attendance.flatMap((one): Share[] => {
    const own = { ...share, personId: one.personId, minutes: one.minutes ?? minutes ?? 0 };
    if (one.state === 'present') return [{ ...own, onDate, madeUp: false }];
    if (one.state === 'absent' && one.madeUpOn !== null) return [{ ...own, onDate: one.madeUpOn, madeUp: true }];
    return [];
  });
}
