import { Injectable } from '@nestjs/common';

import { measureOf, type Measure, type MeasureSums } from '../core/question-bank/measure.js';
import { Reader } from '../platform/database/reader.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { ItemMeasureEntity } from './persistence/item-measure.entity.js';

/** How items proved themselves in contests whose results are final. */
@Injectable()
export class ItemMeasures {
  constructor(
    private readonly writes: WriteQueue,
    private readonly reader: Reader,
  ) {}

  /** Of one final contest, by the id of the revision that was drawn; what was recorded of it before is replaced. */
  async record(contestId: string, sums: ReadonlyMap<string, MeasureSums>): Promise<void> {
    const rows = [...sums].map(([revisionId, measured]) => ({ revisionId, contestId, ...measured }));
    await this.writes.run(async (manager) => {
      await manager.delete(ItemMeasureEntity, { contestId });
      if (rows.length > 0) await manager.insert(ItemMeasureEntity, rows);
    });
  }

  /** Ids of the contests that have been recorded. */
  async contests(): Promise<ReadonlySet<string>> {
    const rows = (await this.reader.source.query(
      'SELECT DISTINCT contest_id AS "contestId" FROM item_measure',
    )) as readonly { readonly contestId: string }[];
    return new Set(rows.map(({ contestId }) => contestId));
  }

  /** Over all contests, and over those revisions that ask what the current one does: of the same words and key. */
  async of(itemId: string): Promise<Measure> {
    const rows = (await this.reader.source.query(
      `SELECT measure.responses, measure.sum_earned AS "sumEarned", measure.sum_earned_squared AS "sumEarnedSquared",
        measure.sum_rest AS "sumRest", measure.sum_rest_squared AS "sumRestSquared",
        measure.sum_product AS "sumProduct"
      FROM bank_item item
      JOIN bank_item_revision latest ON latest.item_id = item.id AND latest.number = item.revision
      JOIN bank_item_revision asked ON asked.item_id = item.id AND asked.search_text = latest.search_text
        AND asked.key_hash = latest.key_hash
      JOIN item_measure measure ON measure.revision_id = asked.id
      WHERE item.id = $1`,
      [itemId],
    )) as readonly MeasureSums[];
    return measureOf(rows);
  }
}
