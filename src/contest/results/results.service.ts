import { Injectable } from '@nestjs/common';

import { refuse } from '../../platform/refusal.js';
import { ContestStore } from '../contest.store.js';
import { ContestLoader } from '../live/contest-loader.js';
import { contestResults, type ContestFigures } from './contest-results.js';

export interface ContestResults extends ContestFigures {
  /** As filed when the result was made final; null before. It must equal `digest`. */
  readonly filedDigest: string | null;
}

/** Results out: read and settled anew from the rows each time they are asked for. */
@Injectable()
export class ResultsService {
  constructor(
    private readonly loader: ContestLoader,
    private readonly store: ContestStore,
  ) {}

  /** @throws RefusalError contest.unknown, contest.wrong-phase before the contest has ended */
  async of(contestId: string): Promise<ContestResults> {
    const parts = await this.loader.load(contestId);
    if (parts.state.phase !== 'ended' && parts.state.phase !== 'finalized') {
      throw refuse('contest.wrong-phase', { message: '竞赛结束后才能下载结果，请先结束竞赛。' });
    }
    const [responses, filedDigest] = await Promise.all([
      this.store.responsesByItem(contestId),
      this.store.filedDigest(contestId),
    ]);
    return { ...contestResults(parts, responses), filedDigest };
  }
}
