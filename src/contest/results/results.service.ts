import { Injectable } from '@nestjs/common';

import { Reader } from '../../platform/database/reader.js';
import { refuse } from '../../platform/refusal.js';
import { QuestionBankService } from '../../question-bank/question-bank.service.js';
import { ContestStore } from '../contest.store.js';
import { ScoreSheet, type HandWork } from '../corrections/score-sheet.js';
import { ContestLoader } from '../live/contest-loader.js';
import { ContestRoundEntity } from '../persistence/contest-round.entity.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { contestResults, type ContestFigures } from './contest-results.js';

/** One line of the draw, in words that can be published. */
export interface DrawnLine {
  readonly round: string;
  readonly bank: string;
  readonly kind: string | null;
  readonly multiple: boolean;
  readonly tag: string | null;
  readonly difficulty: { readonly min: number; readonly max: number } | null;
  readonly count: number;
}

export interface ContestResults extends ContestFigures, HandWork {
  /** With the same banks and the same lines it draws the same items again. */
  readonly seed: string;
  readonly draw: readonly DrawnLine[];
  /** As filed when the result was made final; null before. It must equal `digest`. */
  readonly filedDigest: string | null;
}

/** Results out: read and settled anew from the rows each time they are asked for. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly loader: ContestLoader,
    private readonly store: ContestStore,
    private readonly reader: Reader,
    private readonly banks: QuestionBankService,
    private readonly sheet: ScoreSheet,
  ) {}

  /** @throws RefusalError contest.unknown, contest.wrong-phase before the contest has ended, board.frozen */
  async of(contestId: string): Promise<ContestResults> {
    const parts = await this.loader.load(contestId);
    if (parts.state.phase !== 'ended' && parts.state.phase !== 'finalized') {
      throw refuse('contest.wrong-phase', { message: '竞赛结束后才能下载结果，请先结束竞赛。' });
    }
    if (parts.state.frozenAtVersion !== null) throw refuse('board.frozen');
    const [responses, filedDigest, contest, draw, handWork] = await Promise.all([
      this.store.responsesByItem(contestId),
      this.store.filedDigest(contestId),
      this.reader.source.manager.findOneByOrFail(ContestEntity, { id: contestId }),
      this.draw(contestId),
      this.sheet.of(parts),
    ]);
    const confirmed = handWork.adjustments.filter(({ state }) => state === 'confirmed');
    return { ...contestResults(parts, responses, confirmed), ...handWork, filedDigest, seed: contest.seed, draw };
  }

  private async draw(contestId: string): Promise<DrawnLine[]> {
    const rounds = await this.reader.source.manager.find(ContestRoundEntity, {
      where: { contestId },
      order: { ordinal: 'ASC' },
    });
    const titles = await this.banks.titles();
    return rounds.flatMap(({ title, draw }) =>
      (draw ?? []).map(({ bankId, kind, select, tag, difficulty, count }) => ({
        round: title,
        bank: titles.get(bankId) ?? '',
        kind: kind ?? null,
        multiple: select === 'multiple',
        tag: tag ?? null,
        difficulty: difficulty ?? null,
        count,
      })),
    );
  }
}
