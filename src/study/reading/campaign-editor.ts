import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';

import { isDay } from '../../core/study/day.js';
import { asksForSomething } from '../../core/study/recognition.js';
import { IdentityService, type OperatorIdentity } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import { ERROR_MESSAGES } from '../../protocol/error-code.js';
import type { BookBody, CampaignBody, CampaignPatch, RecommendationBody } from '../../protocol/reading.js';
import { mergedOrRefused } from '../unmoved.js';
import { bookOf } from './book-entry.js';
import { BookRecommendationEntity } from './persistence/book-recommendation.entity.js';
import { CampaignBookEntity } from './persistence/campaign-book.entity.js';
import { ReadingCampaignEntity } from './persistence/reading-campaign.entity.js';
import { ReadingScope } from './reading-scope.js';

type Fields = Omit<CampaignBody, 'unitId'>;

/** Makes and changes campaigns of the operator's own unit and what is below it. */
@Injectable()
export class CampaignEditor {
  constructor(
    private readonly queue: WriteQueue,
    private readonly clock: Clock,
    private readonly identity: IdentityService,
    private readonly scope: ReadingScope,
  ) {}

  /** @returns the id. @throws RefusalError unit.unknown, reading.rejected */
  async add({ unitId, ...fields }: CampaignBody, operator: OperatorIdentity): Promise<string> {
    if (!(await this.scope.of(operator, 'study.keep')).has(unitId)) throw refuse('unit.unknown');
    assertFields(fields);
    const id = newId();
    await this.queue.run(async (manager) => {
      const at = this.clock.now();
      const row = { id, unitId, ...cleaned(fields), publishedAt: null, createdAt: at, createdBy: operator.id };
      await manager.insert(ReadingCampaignEntity, row);
      await this.record(manager, operator, 'reading.campaign-added', { campaignId: id, unitId });
    });
    return id;
  }

  /** @throws RefusalError reading.unknown, reading.rejected, reading.published, study.changed-meanwhile */
  change(id: string, patch: CampaignPatch, operator: OperatorIdentity): Promise<void> {
    return this.keep(id, operator, async (manager, row) => {
      const wanted: Fields = {
        name: patch.name ?? row.name,
        introduction: patch.introduction ?? row.introduction,
        fromDate: patch.fromDate ?? row.fromDate,
        toDate: patch.toDate ?? row.toDate,
        rule: patch.rule ?? row.rule,
      };
      // What the patch leaves out it leaves alone.
      const fields = mergedOrRefused({ now: row, wanted: cleaned(wanted), before: patch.before && { ...row, ...patch.before } }, WORDS); // prettier-ignore
      assertFields(fields);
      // What people read by must not change under them.
      if (row.publishedAt !== null && JSON.stringify(cleaned(fields).rule) !== JSON.stringify(row.rule))
        throw published('rule');
      await manager.update(ReadingCampaignEntity, id, cleaned(fields));
      await this.record(manager, operator, 'reading.campaign-changed', { campaignId: id });
    });
  }

  /** Members see it from now on. @throws RefusalError reading.unknown */
  publish(id: string, operator: OperatorIdentity): Promise<void> {
    return this.keep(id, operator, async (manager, row) => {
      if (row.publishedAt !== null) return;
      await manager.update(ReadingCampaignEntity, id, { publishedAt: this.clock.now() });
      await this.record(manager, operator, 'reading.campaign-published', { campaignId: id });
    });
  }

  /** Drafts alone. @throws RefusalError reading.unknown, reading.published */
  remove(id: string, operator: OperatorIdentity): Promise<void> {
    return this.keep(id, operator, async (manager, row) => {
      if (row.publishedAt !== null) throw published('publishedAt');
      await manager.delete(ReadingCampaignEntity, { id });
      await this.record(manager, operator, 'reading.campaign-removed', { campaignId: id });
    });
  }

  /** @returns the id of the book. @throws RefusalError reading.unknown, reading.rejected */
  addBook(id: string, body: BookBody, operator: OperatorIdentity): Promise<string> {
    return this.keep(id, operator, async (manager) => {
      const at = this.clock.now();
      const { id: bookId } = await bookOf(manager, body, at);
      if (!(await manager.existsBy(CampaignBookEntity, { campaignId: id, bookId }))) {
        await manager.insert(CampaignBookEntity, { id: newId(), campaignId: id, bookId, createdAt: at });
      }
      await this.record(manager, operator, 'reading.book-listed', { campaignId: id, bookId });
      return bookId;
    });
  }

  /** What people read of it, and how they recommend it, stays theirs. @throws RefusalError reading.unknown */
  removeBook(id: string, bookId: string, operator: OperatorIdentity): Promise<void> {
    return this.keep(id, operator, async (manager) => {
      const { affected } = await manager.delete(CampaignBookEntity, { campaignId: id, bookId });
      if (!affected) throw refuse('reading.unknown');
      await manager.delete(BookRecommendationEntity, { campaignId: id, bookId, personId: IsNull() });
      await this.record(manager, operator, 'reading.book-unlisted', { campaignId: id, bookId });
    });
  }

  /** In the words of somebody who leads. @throws RefusalError reading.unknown */
  recommend(id: string, bookId: string, body: RecommendationBody, operator: OperatorIdentity): Promise<void> {
    return this.keep(id, operator, async (manager) => {
      if (!(await manager.existsBy(CampaignBookEntity, { campaignId: id, bookId }))) throw refuse('reading.unknown');
      const { recommender, words } = { recommender: body.recommender.trim(), words: body.words.trim() };
      const row = { id: newId(), campaignId: id, bookId, personId: null, unitId: null, recommender, words };
      await manager.insert(BookRecommendationEntity, { ...row, createdAt: this.clock.now() });
      await this.record(manager, operator, 'reading.book-recommended', { campaignId: id, bookId });
    });
  }

  /** @throws RefusalError reading.unknown */
  removeRecommendation(id: string, recommendationId: string, operator: OperatorIdentity): Promise<void> {
    return this.keep(id, operator, async (manager) => {
      const { affected } = await manager.delete(BookRecommendationEntity, { id: recommendationId, campaignId: id });
      if (!affected) throw refuse('reading.unknown');
      await this.record(manager, operator, 'reading.recommendation-removed', { campaignId: id, recommendationId });
    });
  }

  private async keep<T>(
    id: string,
    operator: OperatorIdentity,
    job: (manager: EntityManager, row: ReadingCampaignEntity) => Promise<T>,
  ): Promise<T> {
    const reach = await this.scope.of(operator, 'study.keep');
    return this.queue.run(async (manager) => {
      const row = await manager.findOneBy(ReadingCampaignEntity, { id });
      if (!row || !reach.has(row.unitId)) throw refuse('reading.unknown');
      return job(manager, row);
    });
  }

  private record(
    manager: EntityManager,
    { id: operatorId }: OperatorIdentity,
    action: string,
    detail: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    return this.identity.recordAction(manager, { action, operatorId, detail });
  }
}

function assertFields({ fromDate, toDate, rule }: Fields): void {
  const faults = [
    ...(isDay(fromDate) ? [] : [{ path: 'fromDate', message: '请填写开始日期。' }]),
    ...(isDay(toDate) ? [] : [{ path: 'toDate', message: '请填写结束日期。' }]),
    ...(fromDate > toDate ? [{ path: 'toDate', message: '结束日期早于开始日期，请核对。' }] : []),
    ...(asksForSomething(rule) ? [] : [{ path: 'rule', message: '评选办法至少要有一项要求，请填写。' }]),
  ];
  if (faults.length > 0) throw refuse('reading.rejected', { details: faults });
}

const published = (path: string) =>
  refuse('reading.published', { details: [{ path, message: ERROR_MESSAGES['reading.published'] }] });

const WORDS = { name: '名称', introduction: '介绍', fromDate: '开始日期', toDate: '结束日期', rule: '评选办法' };

const cleaned = ({ name, introduction, fromDate, toDate, rule }: Fields): Fields => {
  const { title, finishedBooks, reflections, recommendations } = rule;
  return {
    name: name.trim(),
    introduction: introduction.trim(),
    fromDate,
    toDate,
    rule: { title: title.trim(), finishedBooks, reflections, recommendations },
  };
};
