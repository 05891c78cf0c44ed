import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';

import { FinalResults, type FinalContest } from '../../contest/results/final-results.service.js';
import { contestStatements } from '../../core/study/statement/contest-statements.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { AfterContest } from '../after-contest.js';
import { StatementContestEntity } from '../persistence/statement.entity.js';
import { StatementStore } from './statement-store.js';

/** About a thousand statements in one transaction: some 30 ms, in between which a running contest has its turns. */
const PEOPLE_AT_ONCE = 25;

/** Every final result becomes statements; what is written already is not written again. */
@Injectable()
export class ContestWriter extends AfterContest {
  constructor(
    results: FinalResults,
    private readonly store: StatementStore,
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {
    super(results);
  }

  protected async waiting(contestIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.reader.source.manager.find(StatementContestEntity);
    const done = new Set(rows.map(({ contestId }) => contestId));
    return contestIds.filter((id) => !done.has(id));
  }

  protected async write(contest: FinalContest): Promise<void> {
    const { contestId, people } = contest;
    for (let from = 0; from < people.length && !this.stopped; from += PEOPLE_AT_ONCE) {
      await this.writeSome(contest, from);
    }
    if (this.stopped) return;
    const row = { contestId, writtenAt: this.clock.now() };
    await this.queue.run((manager) => manager.upsert(StatementContestEntity, row, ['contestId']));
  }

  private async writeSome(contest: FinalContest, from: number): Promise<void> {
    const { contestId } = contest;
    await this.queue.run(async (manager) => {
      const base = await this.store.base(manager);
      const people = contest.people.slice(from, from + PEOPLE_AT_ONCE).map(({ personId, total, perItem }) => ({
        personId,
        drafts: contestStatements(base, contest, { total, perItem, registration: randomUUID() }).map(
          ({ key, draft }) => ({ key: `${contestId}/${personId}/${key}`, draft }),
        ),
      }));
      await this.store.append(manager, 'contest', people);
    });
  }
}
