import { Injectable } from '@nestjs/common';

import { contestPaper } from '../../core/question-bank/paper/contest-paper.js';
import { IdentityService, type OperatorIdentity } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { plainName, type Attachment } from '../../platform/http/attachment.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { PaperPart, PaperSize } from '../../protocol/paper.js';
import { PrintShop } from '../../question-bank/export/print-shop.service.js';
import { ContestRegistry } from '../live/contest-registry.js';

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const PART_WORDS: Readonly<Record<PaperPart, string>> = { paper: '纸质试卷', key: '参考答案（密封保管）' };
const SIZE_WORDS: Readonly<Record<PaperSize, string>> = { normal: '', large: '大字版' };

@Injectable()
export class ContestPapers {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly shop: PrintShop,
    private readonly writes: WriteQueue,
    private readonly identity: IdentityService,
    private readonly clock: Clock,
  ) {}

  /** That it was taken is on record before it leaves. @throws RefusalError contest.unknown, contest.no-items */
  async take(
    contestId: string,
    { part, size }: { readonly part: PaperPart; readonly size: PaperSize },
    operator: OperatorIdentity,
  ): Promise<Attachment> {
    const { plan } = await this.registry.get(contestId);
    const { output } = contestPaper(plan, size);
    if (output.sections.length === 0) throw refuse('contest.no-items');
    const stamp = { by: operator.displayName, at: this.clock.now(), id: newId() };
    const bytes = await this.shop.printPaper(output, part, stamp);
    const detail = { part, size, exportId: stamp.id };
    await this.writes.run((manager) =>
      this.identity.recordAction(manager, {
        operatorId: operator.id,
        contestId,
        action: 'contest.paper-taken',
        detail,
      }),
    );
    const fileName = `${plainName(plan.title, '竞赛')}-${SIZE_WORDS[size]}${PART_WORDS[part]}.docx`;
    return { fileName, mime: DOCX, bytes };
  }
}
