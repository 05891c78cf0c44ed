import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { Item } from '../../core/item/types.js';
import { dayOf } from '../../core/study/day.js';
import { addedUp, around, visibleCells } from '../../core/study/figure-cells.js';
import { weakTopics, type ItemFigure } from '../../core/study/topics.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { isSqlite } from '../../platform/database/dialect.js';
import { Reader } from '../../platform/database/reader.js';
import type { WeakTopics as Page } from '../../protocol/wrong-items.js';
import { reachOf } from '../entries/actor.js';
import { FigureScopes } from '../figure-scopes.js';

const MONTH_MS = 30 * 24 * 60 * 60_000;

interface Raw {
  readonly contestId: string;
  readonly subjectId: string;
  readonly cell: string;
  readonly topic: string;
  readonly item: string;
  readonly seen: number | string;
  readonly wrong: number | string;
}

/** What the people of a unit, and of all below it, got wrong most often. */
@Injectable()
export class WeakTopics {
  constructor(
    private readonly scopes: FigureScopes,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  /** @throws RefusalError unit.unknown, also where it is no business of this operator */
  async of(operator: OperatorIdentity, unitId: string, months: number): Promise<Page> {
    const { manager } = this.reader.source;
    const now = this.clock.now();
    const { tree, cells } = await this.scopes.of(operator, unitId, dayOf(now));
    const since = now - months * MONTH_MS;
    const top = reachOf(operator, 'study.read') ?? null;
    const near = around(tree, unitId, top);
    const items = itemsOf(await rowsOf(manager, near.cellOf, since)).filter(({ cells: by }) => by.has(unitId));
    const figures = items.map(({ topic, item, cells: by }): ItemFigure => {
      const { source } = JSON.parse(item) as Item;
      const read = source && { title: source.title, locator: source.locator ?? null };
      const { seen = 0, wrong = 0 } = by.get(unitId) ?? {};
      // How somebody did is known to nobody by their name, so that no unit is the reader's own here.
      const responded = addedUp(new Map([...by].map(([id, one]) => [id, one.seen])));
      const told = visibleCells(near.tree, responded, unitId, { top, own: null }).total;
      return { topic, seen, wrong, told, source: read };
    });
    // By the roster, as all figures: who were few among those who responded is a matter of each item besides.
    const hidden = !cells.total;
    const contests = new Set(items.map(({ contestId }) => contestId)).size;
    return { since, contests, hidden, topics: weakTopics(figures, hidden) };
  }
}

/** @param cells of each unit that with which it is counted */
async function rowsOf(
  manager: EntityManager,
  cells: ReadonlyMap<string, string>,
  since: number,
): Promise<readonly Raw[]> {
  const pairs = isSqlite(manager.connection) ? 'json_each($1)' : 'json_array_elements($1::json) AS pairs(value)';
  return (await manager.query(
    `WITH placed AS MATERIALIZED (SELECT value ->> 0 AS unit_id, value ->> 1 AS cell FROM ${pairs})
      SELECT figure.contest_id AS "contestId", subject.id AS "subjectId", placed.cell, subject.topic, subject.item,
        SUM(figure.seen) AS "seen", SUM(figure.wrong) AS "wrong"
      FROM placed JOIN wrong_item_figure figure ON figure.unit_id = placed.unit_id AND figure.at >= $2
      JOIN wrong_item_subject subject ON subject.id = figure.subject_id
      GROUP BY figure.contest_id, subject.id, placed.cell, subject.topic, subject.item`,
    [JSON.stringify([...cells]), since],
  )) as readonly Raw[];
}

interface CellFigure {
  readonly seen: number;
  readonly wrong: number;
}
interface CountedItem extends Pick<Raw, 'contestId' | 'topic' | 'item'> {
  readonly cells: Map<string, CellFigure>;
}

/** One item of one contest, with how each cell did on it. */
function itemsOf(rows: readonly Raw[]): readonly CountedItem[] {
  const items = new Map<string, CountedItem>();
  for (const { contestId, subjectId, cell, topic, item, seen, wrong } of rows) {
    const key = `${contestId} ${subjectId}`;
    const known = items.get(key) ?? { contestId, topic, item, cells: new Map<string, CellFigure>() };
    known.cells.set(cell, { seen: Number(seen), wrong: Number(wrong) });
    items.set(key, known);
  }
  return [...items.values()];
}
