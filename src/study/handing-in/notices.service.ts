import { Injectable } from '@nestjs/common';

import { FinalResults } from '../../contest/results/final-results.service.js';
import { ResultsService } from '../../contest/results/results.service.js';
import { maskNames } from '../../core/ranking/mask.js';
import { SMALLEST_GROUP, suppressed } from '../../core/ranking/small-cells.js';
import { dayOf } from '../../core/study/day.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { plainName } from '../../platform/http/attachment.js';
import { StudyDeeds } from '../study-deeds.js';
import { resultsNotice } from './brief.js';
import type { OfficialDraft } from './official-draft.js';
import { officialPage } from './official-page.js';

/** Ranks that a notice names by itself; whoever wants others writes them in. */
const NAMED = 10;

/** Drafts of notices, written from the results. */
@Injectable()
export class Notices {
  constructor(
    private readonly results: ResultsService,
    private readonly finals: FinalResults,
    private readonly organisation: OrganisationService,
    private readonly deeds: StudyDeeds,
  ) {}

  /** Names are masked, as on every board. @throws RefusalError contest.unknown, contest.wrong-phase, board.frozen */
  async of(
    contestId: string,
    format: 'docx' | 'html',
    operatorId: string,
  ): Promise<{ readonly bytes: Uint8Array; readonly title: string }> {
    const { title, createdAt, participants, branches, pointsPossible } = await this.results.of(contestId);
    const top = [...(await this.organisation.tree()).byId.values()].find(({ parentId }) => parentId === null);
    const left = suppressed(branches.map(({ branchId, participants: size }) => ({ id: branchId, size })));
    const first = participants.filter(({ rank }) => rank <= NAMED);
    const masked = maskNames(first.map(({ name }) => name));
    const expected = branches.every((branch) => branch.expected !== null)
      ? branches.reduce((sum, branch) => sum + (branch.expected ?? 0), 0)
      : null;
    const total = participants.reduce((sum, one) => sum + one.total, 0);
    const draft = resultsNotice({
      contest: title,
      organiser: top?.name ?? '本单位',
      heldOn: dayOf((await this.finals.endOf(contestId)) ?? createdAt),
      madeOn: this.deeds.today(),
      participants: participants.length,
      expected: expected === 0 ? null : expected,
      // A mean of few people would point at them.
      mean: participants.length < SMALLEST_GROUP ? null : total / participants.length / 100,
      full: pointsPossible / 100,
      winners: first.map(({ rank, branchName }, index) => ({
        award: `第${rank}名`,
        name: masked[index] ?? '',
        unit: branchName,
      })),
      branches: branches.flatMap(({ branchId, rank, name, score }) =>
        rank === null || score === null || left.has(branchId) ? [] : [{ rank, name, score: String(score / 100) }],
      ),
    });
    await this.deeds.run({ kind: 'operator', id: operatorId }, () =>
      Promise.resolve([undefined, { action: 'results.notice-made', detail: { contestId, format } }] as const),
    );
    const bytes = format === 'html' ? new TextEncoder().encode(officialPage(draft)) : await this.document(draft);
    return { bytes, title: plainName(draft.title, '通报') };
  }

  /** What writes it is loaded with the first one rather than at the start of the server. */
  private async document(draft: OfficialDraft): Promise<Uint8Array> {
    const { officialDocument } = await import('./official-document.js');
    return officialDocument(draft);
  }
}
