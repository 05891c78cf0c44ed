import { Injectable, Logger } from '@nestjs/common';

import { AppConfig } from '../../platform/config/app-config.js';
import { Reader } from '../../platform/database/reader.js';
import { RefusalError } from '../../platform/refusal.js';
import type { RoundBody } from '../../protocol/rest.js';
import { DEFAULT_SETTINGS } from '../../protocol/settings.js';
import { QuestionBankService } from '../../question-bank/question-bank.service.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { ContestService } from './contest.service.js';

const ITEMS_PER_BANK = 3;
const BRANCHES = [
  { name: '示例第一支部', expected: 3 },
  { name: '示例第二支部', expected: 2 },
  { name: '示例第三支部', expected: 4 },
];

/** Something to play with on an empty server: marked as a demonstration, deleted in one click, never in figures. */
@Injectable()
export class DemoService {
  private readonly logger = new Logger(DemoService.name);

  constructor(
    private readonly config: AppConfig,
    private readonly reader: Reader,
    private readonly banks: QuestionBankService,
    private readonly contests: ContestService,
  ) {}

  async createWhenEmpty(): Promise<void> {
    if (!this.config.demo || (await this.reader.source.manager.count(ContestEntity)) > 0) return;
    const banks = await this.banks.listBanks();
    const first = banks[0];
    if (!first) return;
    const warmUp: RoundBody = {
      title: '热身',
      warmUp: true,
      draw: [{ bankId: first.id, kind: 'true-false', count: 1 }],
      points: 0,
      timeLimitSeconds: 30,
    };
    const rounds = banks.map<RoundBody>(({ id, title }) => ({
      title,
      draw: [{ bankId: id, count: ITEMS_PER_BANK }],
      points: 10,
      timeLimitSeconds: 30,
    }));
    const body = { title: '示例竞赛', settings: DEFAULT_SETTINGS, rounds: [warmUp, ...rounds], branches: BRANCHES };
    try {
      await this.contests.create(body, null, 'demo');
    } catch (error) {
      // Banks of one's own may be too small for it; the server runs without a demonstration then.
      if (!(error instanceof RefusalError)) throw error;
      this.logger.warn(`No demonstration contest: ${error.refusal.code}`);
    }
  }

  find(): Promise<ContestEntity | null> {
    return this.reader.source.manager.findOneBy(ContestEntity, { kind: 'demo' });
  }
}
