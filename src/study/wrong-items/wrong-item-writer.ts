import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { FinalResults, type FinalContest, type FinalItem } from '../../contest/results/final-results.service.js';
import { isSeen, isWrong } from '../../core/study/topics.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { newId } from '../../platform/ids.js';
import { QuestionBankService } from '../../question-bank/question-bank.service.js';
import { AfterContest } from '../after-contest.js';
import {
  WrongItemContestEntity,
  WrongItemEntity,
  WrongItemFigureEntity,
  WrongItemSubjectEntity,
} from '../persistence/wrong-item.entity.js';
import { firstCard, reviewed } from './schedule.js';

/** Rows of that many people in one transaction. */
const PEOPLE_AT_ONCE = 50;

/** The same item in another contest is the same thing to learn. */
const subjectOf = ({ bankRevisionId, item }: FinalItem): string => bankRevisionId ?? item.id;

/** What was wrong in a final result goes into the books of those who got it wrong, and into the figures of their units. */
@Injectable()
export class WrongItemWriter extends AfterContest {
  constructor(
    results: FinalResults,
    private readonly banks: QuestionBankService,
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {
    super(results);
  }

  protected async waiting(contestIds: readonly string[]): Promise<readonly string[]> {
    const rows = await this.reader.source.manager.find(WrongItemContestEntity);
    const done = new Set(rows.map(({ contestId }) => contestId));
    return contestIds.filter((id) => !done.has(id));
  }

  protected async write(contest: FinalContest): Promise<void> {
    const { contestId, people } = contest;
    await this.writeSubjects(contest);
    for (let from = 0; from < people.length && !this.stopped; from += PEOPLE_AT_ONCE) {
      await this.queue.run((manager) => this.writeBooks(manager, contest, from));
    }
    if (this.stopped) return;
    await this.queue.run(async (manager) => {
      await manager.upsert(WrongItemContestEntity, { contestId, writtenAt: this.clock.now() }, ['contestId']);
    });
  }

  /** The items that count, with their topics, and how each unit did on them. */
  private async writeSubjects(contest: FinalContest): Promise<void> {
    const { contestId, title, endedAt, items, people } = contest;
    const drawn = await this.banks.itemsById(items.flatMap(({ bankRevisionId }) => bankRevisionId ?? []));
    const topics = new Map(drawn.map(({ id, item }) => [id, item.tags[0]]));
    const units = new Map<string, FinalContest['people'][number][]>();
    for (const person of people) {
      if (person.unitId === null) continue;
      const unit = units.get(person.unitId);
      if (unit) unit.push(person);
      else units.set(person.unitId, [person]);
    }
    await this.queue.run(async (manager) => {
      for (const [index, about] of items.entries()) {
        if (about.voided) continue;
        const subjectId = subjectOf(about);
        const topic = topics.get(about.bankRevisionId ?? '') ?? about.item.source?.title ?? '';
        await this.keepSubject(manager, { id: subjectId, item: about.item, topic, contestTitle: title, at: endedAt });
        for (const [unitId, members] of units) {
          const outcomes = members.flatMap(({ perItem }) => perItem[index]?.outcome ?? []);
          const seen = outcomes.filter(isSeen).length;
          if (seen === 0) continue;
          const row = { contestId, unitId, subjectId, at: endedAt, seen, wrong: outcomes.filter(isWrong).length };
          await manager.upsert(WrongItemFigureEntity, row, ['contestId', 'unitId', 'subjectId']);
        }
      }
    });
  }

  /** As it was judged last: a key that was corrected since is the one by which it is tried again. */
  private async keepSubject(manager: EntityManager, row: WrongItemSubjectEntity): Promise<void> {
    const known = await manager.findOneBy(WrongItemSubjectEntity, { id: row.id });
    if (known === null || known.at <= row.at) await manager.upsert(WrongItemSubjectEntity, row, ['id']);
  }

  private async writeBooks(manager: EntityManager, contest: FinalContest, from: number): Promise<void> {
    const { endedAt, items } = contest;
    for (const { personId, perItem } of contest.people.slice(from, from + PEOPLE_AT_ONCE)) {
      const wrong = items.filter(({ voided }, index) => !voided && isWrong(perItem[index]?.outcome ?? 'missed'));
      for (const about of wrong) await wrongAgain(manager, personId, subjectOf(about), endedAt);
    }
  }
}

/** A contest that was taken in already changes nothing, nor does one of before. */
async function wrongAgain(manager: EntityManager, personId: string, subjectId: string, at: number): Promise<void> {
  const known = await manager.findOneBy(WrongItemEntity, { personId, subjectId });
  if (known === null) {
    const card = firstCard(at);
    const row = { id: newId(), personId, subjectId, firstWrongAt: at, lastWrongAt: at, card, dueAt: card.due };
    await manager.insert(WrongItemEntity, { ...row, asideAt: null });
    return;
  }
  if (known.lastWrongAt >= at) return;
  const card = reviewed(known.card, false, Math.max(at, known.card.last_review));
  await manager.update(WrongItemEntity, known.id, { lastWrongAt: at, card, dueAt: card.due, asideAt: null });
}
