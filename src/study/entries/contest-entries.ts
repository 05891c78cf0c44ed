import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { FinalResults, type FinalContest } from '../../contest/results/final-results.service.js';
import { pathOf } from '../../core/organisation/tree.js';
import { contestEntry } from '../../core/study/contest-entry.js';
import { dayOf } from '../../core/study/day.js';
import { missingOf } from '../../core/study/evidence.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { AfterContest } from '../after-contest.js';
import { ModeBook } from '../modes/mode-book.js';
import { StudyEntryContestEntity } from '../persistence/study-entry-contest.entity.js';
import { StudyDeeds, type By } from '../study-deeds.js';
import { EntryHooks } from './entry-hooks.js';
import { columnsOf, insertEntries, recognised, type LoadedEntry } from './entry-rows.js';
import { draftRow } from './entry-writer.service.js';
import { transactionParts } from './transaction-parts.js';

const SERVER: By = { kind: 'server', id: null };

/** Who of one unit took part. */
interface Party {
  readonly unitId: string;
  readonly people: readonly string[];
}

/**
 * Every final result stands in the ledgers of the branches that took part, so that nobody enters it: approved, since the
 * result is confirmed already, and a draft for the secretary where its mode asks for more than a result tells. Hours and
 * statements leave these entries alone; a contest has its own.
 */
@Injectable()
export class ContestEntries extends AfterContest {
  constructor(
    results: FinalResults,
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly hooks: EntryHooks,
  ) {
    super(results);
  }

  protected async waiting(contestIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.deeds.reader.find(StudyEntryContestEntity);
    const done = new Set(rows.map(({ contestId }) => contestId));
    return contestIds.filter((id) => !done.has(id));
  }

  protected async write(contest: FinalContest): Promise<void> {
    const { contestId } = contest;
    for (const part of transactionParts(await this.parties(contest), ({ people }) => people.length)) {
      if (this.stopped) return;
      await this.deeds.run(SERVER, async (manager, at) => {
        const known = await unitsWith(manager, contestId);
        const entries = await this.entriesOf(manager, contest, { parties: part.filter(({ unitId }) => !known.has(unitId)), at }); // prettier-ignore
        if (entries.length === 0) return [undefined, null];
        await insertEntries(manager, entries);
        const approved = entries.filter(({ row }) => row.status === 'approved');
        await this.hooks.approved(manager, approved.map(recognised), at);
        const detail = { entries: entries.length, drafts: entries.length - approved.length };
        return [undefined, { action: 'study.contest-entered', subjectId: contestId, detail }];
      });
    }
    await this.deeds.run(SERVER, async (manager, at) => {
      await manager.upsert(StudyEntryContestEntity, { contestId, writtenAt: at }, ['contestId']);
      return [undefined, null];
    });
  }

  private async entriesOf(
    manager: EntityManager,
    { contestId, title, startedAt, endedAt }: FinalContest,
    { parties, at }: { readonly parties: readonly Party[]; readonly at: number },
  ): Promise<LoadedEntry[]> {
    const onDate = dayOf(endedAt);
    const book = await ModeBook.read(manager);
    const modeId = book.contestMode(onDate);
    return parties.map(({ unitId, people }) => {
      const entry = contestEntry({ title, onDate, startedAt, endedAt }, modeId, people);
      const [modes] = book.modeLabels(entry.modes, onDate);
      const evidence = book.evidence(entry.modes, onDate);
      const missing = missingOf(entry, evidence, { attachments: [], today: dayOf(at) });
      const approved = missing.length === 0 ? { status: 'approved' as const, submittedAt: at, decidedAt: at } : {};
      const source = { source: 'contest' as const, sourceId: `${contestId}/${unitId}` };
      const row = { ...draftRow({ unitId, personId: null, by: SERVER, at }), ...columnsOf(entry), ...source, ...approved };
      return { row, entry, labels: { modes, groups: [] } };
    });
  } // prettier-ignore

  /** By the unit that keeps their ledger: where they belonged when it ended, within the one for which they played. */
  private async parties({ endedAt, people }: FinalContest): Promise<Party[]> {
    if (people.length === 0) return [];
    const tree = await this.organisation.tree();
    const homes = new Map((await this.organisation.membersAt(endedAt)).map((one) => [one.personId, one.unitId]));
    const byUnit = new Map<string, string[]>();
    for (const { personId, unitId: played } of people) {
      const home = homes.get(personId) ?? null;
      const within = played === null || pathOf(tree, home).some(({ id }) => id === played);
      const unitId = within ? home : played;
      if (unitId === null) continue;
      byUnit.set(unitId, [...(byUnit.get(unitId) ?? []), personId]);
    }
    return [...byUnit].map(([unitId, ids]) => ({ unitId, people: ids }));
  }
}

/** Units in whose ledger the contest stands already: what a crash kept from being done to its end is done again. */
async function unitsWith(manager: EntityManager, contestId: string): Promise<ReadonlySet<string>> {
  const rows = (await manager.query(
    `SELECT unit_id AS "unitId" FROM study_entry WHERE source = 'contest' AND source_id LIKE $1`,
    [`${contestId}/%`],
  )) as readonly { readonly unitId: string }[];
  return new Set(rows.map(({ unitId }) => unitId));
}
