import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { practiceItem } from '../../core/contest/view.js';
import { judge } from '../../core/item/judge.js';
import { keyOf } from '../../core/item/key.js';
import { checkResponse } from '../../core/item/response-shape.js';
import type { Item } from '../../core/item/types.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { Source } from '../../protocol/item.js';
import type {
  WrongItemBrief,
  WrongItemDetail,
  WrongItemKey,
  WrongItemReviewed,
  WrongItemsPage,
  WrongItemState,
} from '../../protocol/wrong-items.js';
import { WrongItemEntity, WrongItemReviewEntity } from '../persistence/wrong-item.entity.js';
import { reviewed } from './schedule.js';

const PAGE = 50;
/** Whole or not: somebody who learns wants to know what is missing, not what it would have been worth. */
const RULE = { multiSelectMode: 'all-or-nothing', fillInMode: 'all-or-nothing' } as const;

interface Raw {
  readonly id: string;
  readonly item: string;
  readonly contestTitle: string;
  readonly lastWrongAt: number | string;
  readonly dueAt: number | string;
  readonly asideAt: number | string | null;
}

const ROWS = `SELECT wrong_item.id, subject.item, subject.contest_title AS "contestTitle",
  last_wrong_at AS "lastWrongAt", due_at AS "dueAt", aside_at AS "asideAt"
  FROM wrong_item JOIN wrong_item_subject subject ON subject.id = wrong_item.subject_id`;
const WHERE: Readonly<Record<WrongItemState, string>> = {
  due: 'aside_at IS NULL AND due_at <= $2',
  waiting: 'aside_at IS NULL AND due_at > $2',
  aside: 'aside_at IS NOT NULL AND CAST($2 AS BIGINT) IS NOT NULL',
};

/** One person's book: what comes again now, trying it, and what is put aside. */
@Injectable()
export class WrongItems {
  constructor(
    private readonly reader: Reader,
    private readonly queue: WriteQueue,
    private readonly clock: Clock,
  ) {}

  /** @param after as `next` of the page before */
  async page(personId: string, state: WrongItemState, after: string | undefined): Promise<WrongItemsPage> {
    const now = this.clock.now();
    const [at = '', id = ''] = (after ?? '').split('.', 2);
    const beyond = after === undefined ? '' : 'AND (due_at > $3 OR (due_at = $3 AND wrong_item.id > $4))';
    const sql = `${ROWS} WHERE person_id = $1 AND ${WHERE[state]} ${beyond}
      ORDER BY due_at, wrong_item.id LIMIT ${PAGE + 1}`;
    const values = [personId, now, ...(after === undefined ? [] : [Number(at), id])];
    const rows = (await this.manager.query(sql, values)) as readonly Raw[];
    const shown = rows.slice(0, PAGE);
    const last = shown.at(-1);
    return {
      counts: await this.counts(personId, now),
      items: shown.map((row) => briefOf(row, JSON.parse(row.item) as Item, now)),
      next: rows.length > PAGE && last ? `${Number(last.dueAt)}.${last.id}` : null,
    };
  }

  /** @throws RefusalError study.wrong-item-unknown, also for somebody else's */
  async one(personId: string, id: string): Promise<WrongItemDetail> {
    const { row, item } = await this.find(personId, id);
    return { ...briefOf(row, item, this.clock.now()), item: practiceItem(item) };
  }

  /** @throws RefusalError study.wrong-item-unknown */
  async key(personId: string, id: string): Promise<WrongItemKey> {
    return keyIn((await this.find(personId, id)).item);
  }

  /** @throws RefusalError study.wrong-item-unknown, response.malformed */
  async review(personId: string, id: string, response: unknown): Promise<WrongItemReviewed> {
    const { item } = await this.find(personId, id);
    const checked = checkResponse(item, response);
    if (checked === null) throw refuse('response.malformed');
    const { outcome } = judge(item, RULE, checked);
    return this.queue.run(async (manager) => {
      const row = await manager.findOneBy(WrongItemEntity, { id, personId });
      if (row === null) throw refuse('study.wrong-item-unknown');
      const at = Math.max(this.clock.now(), row.card.last_review);
      const card = reviewed(row.card, outcome === 'correct', at);
      await manager.update(WrongItemEntity, id, { card, dueAt: card.due });
      await manager.insert(WrongItemReviewEntity, { id: newId(), wrongItemId: id, at, outcome });
      return { ...keyIn(item), outcome, dueAt: card.due };
    });
  }

  /** @throws RefusalError study.wrong-item-unknown */
  async putAside(personId: string, id: string, aside: boolean): Promise<void> {
    const asideAt = aside ? this.clock.now() : null;
    const { affected } = await this.queue.run((manager) =>
      manager.update(WrongItemEntity, { id, personId }, { asideAt }),
    );
    if (affected !== 1) throw refuse('study.wrong-item-unknown');
  }

  private get manager(): EntityManager {
    return this.reader.source.manager;
  }

  private async counts(personId: string, now: number): Promise<WrongItemsPage['counts']> {
    const counted = async (state: WrongItemState): Promise<number> => {
      const sql = `SELECT COUNT(*) AS n FROM wrong_item WHERE person_id = $1 AND ${WHERE[state]}`;
      const [row] = (await this.manager.query(sql, [personId, now])) as readonly { readonly n: number | string }[];
      return Number(row?.n ?? 0);
    };
    return { due: await counted('due'), waiting: await counted('waiting'), aside: await counted('aside') };
  }

  private async find(personId: string, id: string): Promise<{ readonly row: Raw; readonly item: Item }> {
    const sql = `${ROWS} WHERE person_id = $1 AND wrong_item.id = $2`;
    const [row] = (await this.manager.query(sql, [personId, id])) as readonly Raw[];
    if (!row) throw refuse('study.wrong-item-unknown');
    return { row, item: JSON.parse(row.item) as Item };
  }

  /** What is kept of the person, in plain words. */
  async export(personId: string): Promise<unknown> {
    const rows = (await this.manager.query(`${ROWS} WHERE person_id = $1 ORDER BY due_at`, [
      personId,
    ])) as readonly Raw[];
    if (rows.length === 0) return null;
    return rows.map(({ item, contestTitle, lastWrongAt, dueAt, asideAt }) => ({
      stem: (JSON.parse(item) as Item).stem,
      contestTitle,
      lastWrongAt: Number(lastWrongAt),
      dueAt: Number(dueAt),
      putAside: asideAt !== null,
    }));
  }

  /** Figures of units stay: nobody stands in them. */
  async erase(manager: EntityManager, personId: string): Promise<void> {
    await manager.delete(WrongItemEntity, { personId });
    await manager.query(
      `DELETE FROM wrong_item_subject WHERE NOT EXISTS (SELECT 1 FROM wrong_item WHERE subject_id = wrong_item_subject.id)
        AND NOT EXISTS (SELECT 1 FROM wrong_item_figure WHERE subject_id = wrong_item_subject.id)`,
    );
  }
}

function briefOf({ id, contestTitle, lastWrongAt, dueAt, asideAt }: Raw, item: Item, now: number): WrongItemBrief {
  return {
    id,
    state: asideAt !== null ? 'aside' : Number(dueAt) <= now ? 'due' : 'waiting',
    stem: item.stem,
    kind: item.kind,
    ...(item.kind === 'choice' ? { select: item.select } : {}),
    contestTitle,
    lastWrongAt: Number(lastWrongAt),
    dueAt: Number(dueAt),
  };
}

function keyIn(item: Item): WrongItemKey {
  return { correctResponse: keyOf(item), explanation: item.explanation, source: item.source as Source | null };
}
