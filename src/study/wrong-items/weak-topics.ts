import { Injectable } from '@nestjs/common';

import { within } from '../../core/organisation/tree.js';
import type { Item } from '../../core/item/types.js';
import { weakTopics, type ItemFigure } from '../../core/study/topics.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { idList } from '../../platform/database/json-rows.js';
import { Reader } from '../../platform/database/reader.js';
import type { WeakTopics as Page } from '../../protocol/wrong-items.js';

const MONTH_MS = 30 * 24 * 60 * 60_000;

interface Raw {
  readonly contestId: string;
  readonly topic: string;
  readonly item: string;
  readonly seen: number | string;
  readonly wrong: number | string;
}

/** What the people of a unit, and of all below it, got wrong most often. */
@Injectable()
export class WeakTopics {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly reader: Reader,
    private readonly clock: Clock,
  ) {}

  async of(unitId: string, months: number): Promise<Page> {
    const { manager } = this.reader.source;
    const units = within(await this.organisation.tree(), unitId).map(({ id }) => id);
    const since = this.clock.now() - months * MONTH_MS;
    const rows = (await manager.query(
      `SELECT figure.contest_id AS "contestId", subject.topic, subject.item, SUM(seen) AS seen, SUM(wrong) AS wrong
        FROM wrong_item_figure figure JOIN wrong_item_subject subject ON subject.id = figure.subject_id
        WHERE figure.unit_id IN (${idList(manager, 1)}) AND figure.at >= $2
        GROUP BY figure.contest_id, subject.id, subject.topic, subject.item`,
      [JSON.stringify(units), since],
    )) as readonly Raw[];
    const figures = rows.map(({ topic, item, seen, wrong }): ItemFigure => {
      const { source } = JSON.parse(item) as Item;
      const read = source && { title: source.title, locator: source.locator ?? null };
      return { topic, seen: Number(seen), wrong: Number(wrong), source: read };
    });
    return { since, contests: new Set(rows.map(({ contestId }) => contestId)).size, topics: weakTopics(figures) };
  }
}
