import { Injectable } from '@nestjs/common';

import { Reader } from '../../platform/database/reader.js';
import { ServerAddresses } from '../../platform/http/server-addresses.js';
import type { ContestDetail, ContestSummary, ParticipantInfo } from '../../protocol/rest.js';
import { QuestionBankService } from '../../question-bank/question-bank.service.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { branchName, displayName } from '../live/frames.js';
import { ContestItemEntity } from '../persistence/contest-item.entity.js';
import { ContestRoundEntity } from '../persistence/contest-round.entity.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';
import { editableItem } from './editable-item.js';

/** What operators read about contests. */
@Injectable()
export class ContestQuery {
  constructor(
    private readonly reader: Reader,
    private readonly registry: ContestRegistry,
    private readonly banks: QuestionBankService,
    private readonly addresses: ServerAddresses,
  ) {}

  async list(): Promise<ContestSummary[]> {
    const contests = await this.reader.source.manager.find(ContestEntity, { order: { id: 'DESC' } });
    return Promise.all(contests.map((contest) => this.summary(contest)));
  }

  /** @throws RefusalError contest.unknown */
  async detail(contestId: string): Promise<ContestDetail> {
    const live = await this.registry.get(contestId);
    const { manager } = this.reader.source;
    const contest = await manager.findOneByOrFail(ContestEntity, { id: contestId });
    const bankTitles = await this.bankTitles(contestId);
    const rounds = await manager.findBy(ContestRoundEntity, { contestId });
    const draws = new Map(rounds.map((round) => [round.id, round.draw]));
    const { pin, screenKey } = live.record;
    const base = this.addresses.preferred();
    return {
      ...(await this.summary(contest)),
      seed: contest.seed,
      screenKey,
      joinUrl: this.addresses.joinUrl(pin),
      screenUrl: `${base}/screen/${contestId}?key=${screenKey}`,
      boardUrl: `${base}/board/${contestId}`,
      settings: live.record.settings,
      branches: live.record.branches,
      rounds: live.plan.rounds.map(({ id, title, warmUp, items }) => ({
        id,
        title,
        warmUp,
        draw: draws.get(id) ?? null,
        items: items.map((item) => editableItem(live.plan, item, bankTitles.get(item.id) ?? null)),
      })),
    };
  }

  /** Neither needs, nor anything they could be told from, nor codes, which open the seat. */
  async participants(contestId: string): Promise<ParticipantInfo[]> {
    const live = await this.registry.get(contestId);
    return [...live.roster.all()].map((seat) => ({
      id: seat.id,
      name: displayName(seat),
      branchId: seat.branchId,
      branchName: branchName(live, seat.branchId),
      connected: seat.connection !== null,
      removed: seat.removed,
      enteredBy: seat.enteredBy,
    }));
  }

  private async summary(contest: ContestEntity): Promise<ContestSummary> {
    const { manager } = this.reader.source;
    const { id, title, kind, phase, pin, createdAt, archivedAt, settings } = contest;
    const itemCount = await manager
      .createQueryBuilder(ContestItemEntity, 'item')
      .innerJoin(ContestRoundEntity, 'round', 'round.id = item.roundId')
      .where('item.contestId = :id AND round.warmUp = :warmUp', { id, warmUp: false })
      .getCount();
    const participantCount = await manager.countBy(ParticipantEntity, { contestId: id });
    const { advance } = settings;
    return {
      id,
      title,
      kind,
      phase,
      pin,
      itemCount,
      participantCount,
      createdAt,
      archived: archivedAt !== null,
      advance,
    };
  }

  private async bankTitles(contestId: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.reader.source.manager.findBy(ContestItemEntity, { contestId });
    const drawn = await this.banks.itemsById(rows.flatMap(({ bankItemId }) => bankItemId ?? []));
    const titles = new Map(drawn.map(({ id, bankTitle }) => [id, bankTitle]));
    return new Map(
      rows.flatMap((row) => {
        const title = row.bankItemId === null ? undefined : titles.get(row.bankItemId);
        return title === undefined ? [] : [[row.id, title] as const];
      }),
    );
  }
}
