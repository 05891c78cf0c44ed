import { Injectable, Logger } from '@nestjs/common';

import { AppConfig } from '../../platform/config/app-config.js';
import { Reader } from '../../platform/database/reader.js';
import { RefusalError } from '../../platform/refusal.js';
import type { BankInfo, DrawLine, RoundBody } from '../../protocol/rest.js';
import { DEFAULT_SETTINGS } from '../../protocol/settings.js';
import { QuestionBankService } from '../../question-bank/question-bank.service.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { ContestService } from './contest.service.js';

type Taste = Pick<DrawLine, 'kind' | 'select'>;
/** What the rounds draw, in turn, so that whoever tries it meets every kind of item. */
const TASTES: readonly (readonly Taste[])[] = [
  [{ kind: 'true-false' }, { kind: 'choice', select: 'single' }, { kind: 'fill-in' }],
  [{ kind: 'choice', select: 'single' }, { kind: 'choice', select: 'multiple' }, { kind: 'ordering' }],
  [{ kind: 'true-false' }, { kind: 'choice', select: 'multiple' }, { kind: 'matching' }],
];
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
    const banks = (await this.banks.listBanks()).filter(({ itemCount }) => itemCount > 0);
    const first = banks[0];
    if (!first) return;
    const warmUp: RoundBody = {
      title: '热身',
      warmUp: true,
      draw: [{ bankId: first.id, kind: 'true-false', count: 1 }],
      points: 0,
      timeLimitSeconds: 30,
    };
    // Three rounds hold every kind once; a fourth would only be longer.
    const rounds = banks.slice(0, TASTES.length).map<RoundBody>((bank, index) => ({
      title: bank.title,
      draw: (TASTES[index] ?? []).map((taste) => ({
        bankId: bank.id,
        ...(holds(bank, taste) ? taste : {}),
        count: 1,
      })),
      points: 10,
      timeLimitSeconds: 30,
    }));
    const body = { title: '示例竞赛', settings: DEFAULT_SETTINGS, rounds: [warmUp, ...rounds], branches: BRANCHES };
    try {
      await this.contests.createDemo(body);
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

function holds({ kinds }: BankInfo, { kind, select }: Taste): boolean {
  const counted = select === 'multiple' ? 'choice-multiple' : kind;
  return counted === undefined || (kinds[counted] ?? 0) > 0;
}
