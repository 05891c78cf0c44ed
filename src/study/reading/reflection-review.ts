import { Injectable } from '@nestjs/common';
import { In, LessThan, type FindOptionsWhere } from 'typeorm';

import { nextStatus, type ReflectionFault } from '../../core/study/reflection.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { refuse } from '../../platform/refusal.js';
import type {
  DecisionBody,
  ReflectionDetail,
  ReflectionLine,
  ReflectionPage,
  ReflectionStatusName,
} from '../../protocol/reading.js';
import { StudyDeeds } from '../study-deeds.js';
import { booksById } from './campaign-shelf.js';
import { ReflectionEntity } from './persistence/reflection.entity.js';
import { Reach } from './reading-scope.js';
import { ReflectionRecordings } from './reflection-recordings.js';

const PAGE = 50;
/** What has been handed in; drafts are their authors' alone. */
const HANDED_IN: readonly ReflectionStatusName[] = ['submitted', 'approved', 'adopted', 'returned'];
const FAULTS: Readonly<Record<ReflectionFault, readonly [path: string, message: string]>> = {
  'wrong-status': ['decision', '这篇心得现在不能这样处理，请刷新页面。'],
  'nothing-said': ['words', '请填写心得内容。'],
  'reason-missing': ['reason', '请写明退回的原因，方便作者修改。'],
  'transcript-missing': ['decision', '采用前需要补上录音或手语视频的文字稿，请退回作者补充。'],
};

/** A refusal of the core as one of the wire. */
export function reflectionRefusal(fault: ReflectionFault) {
  const [path, message] = FAULTS[fault];
  if (fault === 'wrong-status') return refuse('reading.wrong-status');
  return refuse('reading.rejected', { message, details: [{ path, message }] });
}

/** Reflections that were handed in, for those who read and judge them. */
@Injectable()
export class ReflectionReview {
  constructor(
    private readonly deeds: StudyDeeds,
    private readonly organisation: OrganisationService,
    private readonly recordings: ReflectionRecordings,
  ) {}

  /** The latest first. @param after the id that the page before gave as `next` */
  async page(
    campaignId: string,
    status: ReflectionStatusName | null,
    after: string | null,
    reach: Reach,
  ): Promise<ReflectionPage> {
    const where: FindOptionsWhere<ReflectionEntity> = {
      campaignId,
      status: In(status === null ? HANDED_IN : [status].filter((one) => HANDED_IN.includes(one))),
      ...(reach.top === null ? {} : { unitId: In([...reach.below(reach.top)]) }),
      ...(after === null ? {} : { id: LessThan(after) }),
    };
    const rows = await this.deeds.reader.find(ReflectionEntity, {
      where,
      order: { id: 'DESC' },
      take: PAGE + 1,
    });
    const shown = rows.slice(0, PAGE);
    const next = rows.length > PAGE ? (shown.at(-1)?.id ?? null) : null;
    return { reflections: await this.lines(shown, reach), next };
  }

  /** @throws RefusalError reading.unknown */
  async detail(campaignId: string, id: string, reach: Reach): Promise<ReflectionDetail> {
    const row = await this.deeds.reader.findOneBy(ReflectionEntity, { id, campaignId });
    if (!row || row.status === 'draft' || !reach.has(row.unitId)) throw refuse('reading.unknown');
    const [line] = await this.lines([row], reach);
    if (!line) throw refuse('reading.unknown');
    const { words, transcript, returnReason } = row;
    const recordings = (await this.recordings.of(this.deeds.reader, [row])).get(id) ?? [];
    return { ...line, words, transcript, returnReason, recordings };
  }

  /** @throws RefusalError reading.unknown, reading.wrong-status, reading.rejected */
  decide(
    campaignId: string,
    id: string,
    { decision, reason }: DecisionBody,
    operator: OperatorIdentity,
    reach: Reach,
  ): Promise<void> {
    return this.deeds.run({ kind: 'operator', id: operator.id }, async (manager, now) => {
      const row = await manager.findOneBy(ReflectionEntity, { id, campaignId });
      if (!row || row.status === 'draft' || !reach.has(row.unitId)) throw refuse('reading.unknown');
      const { form, words, transcript } = row;
      const next = nextStatus(row.status, decision, { form, text: words, transcript, recordings: 0 }, reason);
      if (!next.ok) throw reflectionRefusal(next.error);
      await manager.update(ReflectionEntity, id, {
        status: next.value,
        decidedAt: now,
        decidedBy: operator.id,
        returnReason: decision === 'return' ? reason.trim() : null,
        changedAt: Math.max(now, row.changedAt + 1),
      });
      const detail = { campaignId, reflectionId: id, decision };
      return [undefined, { action: 'reading.reflection-decided', detail }];
    });
  }

  private async lines(rows: readonly ReflectionEntity[], reach: Reach): Promise<readonly ReflectionLine[]> {
    const people = await this.organisation.peopleById([...new Set(rows.map(({ personId }) => personId))]);
    const books = await booksById(this.deeds.reader, rows.flatMap(({ bookId }) => bookId ?? [])); // prettier-ignore
    return rows.map(({ id, title, form, status, personId, unitId, bookId, submittedAt }) => ({
      id,
      title,
      form,
      status,
      name: people.get(personId)?.name ?? '',
      unit: reach.namesTo(unitId).at(-1) ?? '',
      bookTitle: bookId === null ? null : (books.get(bookId)?.title ?? null),
      submittedAt,
    }));
  }
}
