import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { endOf, startOf } from '../../core/study/day.js';
import { pathOf } from '../../core/organisation/tree.js';
import { SMALLEST_GROUP } from '../../core/ranking/small-cells.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { StudyDeeds } from '../study-deeds.js';
import { ReadingCampaignEntity } from './persistence/reading-campaign.entity.js';

export interface ReadingMonth {
  readonly from: string;
  readonly to: string;
  /** Names. */
  readonly campaigns: readonly string[];
  /** Members on the last day, and who read and has left since: the denominator. */
  readonly roster: number;
  /** Who began or finished a book, handed in a reflection or recommended a book in these days. */
  readonly readers: number;
  /** Read to the end in these days, by everybody in the unit. */
  readonly books: number;
  readonly reflections: number;
  readonly recommendations: number;
}

const BEGUN = `SELECT person_id AS "personId" FROM reading WHERE unit_id = $1 AND (progress > 0 OR minutes > 0)
  AND created_at >= $2 AND created_at < $3`;
const FINISHED = `SELECT person_id AS "personId" FROM reading WHERE unit_id = $1 AND finished_on >= $2 AND finished_on <= $3`;
const HANDED_IN = `SELECT person_id AS "personId" FROM reflection WHERE unit_id = $1 AND submitted_at >= $2 AND submitted_at < $3
  AND status IN ('submitted', 'approved', 'adopted')`;
const RECOMMENDED = `SELECT person_id AS "personId" FROM book_recommendation WHERE unit_id = $1 AND person_id IS NOT NULL
  AND created_at >= $2 AND created_at < $3`;

/** What was read in a unit itself in a stretch of days, by dates that do not move afterwards: a brief made late is the same. */
@Injectable()
export class ReadingMonths {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
  ) {}

  /**
   * Null: no campaign of the unit or of one above was on. `few`: fewer people than may be shown.
   * @param members ids of who belongs to the unit on the last day
   */
  async of(
    unitId: string,
    { from, to }: { readonly from: string; readonly to: string },
    members: readonly string[],
  ): Promise<ReadingMonth | 'few' | null> {
    const manager = this.deeds.reader;
    const above = new Set(pathOf(await this.organisation.tree(manager), unitId).map(({ id }) => id));
    const campaigns = (await manager.find(ReadingCampaignEntity, { order: { fromDate: 'ASC', id: 'ASC' } })).filter(
      (one) => one.publishedAt !== null && above.has(one.unitId) && one.fromDate <= to && one.toDate >= from,
    );
    if (campaigns.length === 0) return null;
    const instants = [unitId, startOf(from), endOf(to)];
    const begun = await peopleOf(manager, BEGUN, instants);
    const finished = await peopleOf(manager, FINISHED, [unitId, from, to]);
    const written = await peopleOf(manager, HANDED_IN, instants);
    const recommended = await peopleOf(manager, RECOMMENDED, instants);
    const readers = new Set([...begun, ...finished, ...written, ...recommended]);
    const roster = new Set([...members, ...readers]).size;
    if (roster < SMALLEST_GROUP) return 'few';
    return {
      from,
      to,
      campaigns: campaigns.map(({ name }) => name),
      roster,
      readers: readers.size,
      books: finished.length,
      reflections: written.length,
      recommendations: recommended.length,
    };
  }
}

async function peopleOf(manager: EntityManager, sql: string, values: readonly unknown[]): Promise<readonly string[]> {
  const rows = (await manager.query(sql, [...values])) as readonly { readonly personId: string }[];
  return rows.map(({ personId }) => personId);
}
