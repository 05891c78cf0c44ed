import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { byOperator, recordIn } from '../../audit/audit.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { refuse } from '../../platform/refusal.js';
import type { Phase } from '../../protocol/frames.js';
import type { ContestPatch, NewContestBody } from '../../protocol/rest.js';
import { heldPhase } from '../held-phase.js';
import { ContestRegistry } from '../live/contest-registry.js';
import type { LiveContest } from '../live/live-contest.js';
import { ContestItemEntity } from '../persistence/contest-item.entity.js';
import { ContestRoundEntity } from '../persistence/contest-round.entity.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';
import { BranchKeeper, refuseDoubleNames } from './branch-keeper.js';
import { Composer, newSeed } from './composer.js';
import { insertContest, type NewContest } from './contest-rows.js';

/** Prepares contests: from a draw to a draft that may be edited, copied, archived and deleted. */
@Injectable()
export class ContestService {
  constructor(
    private readonly queue: WriteQueue,
    private readonly branches: BranchKeeper,
    private readonly registry: ContestRegistry,
    private readonly composer: Composer,
    private readonly clock: Clock,
  ) {}

  /** @returns the id. @throws RefusalError contest.rejected, contest.not-enough-items */
  async create(body: NewContestBody, createdBy: string | null): Promise<string> {
    const contest = await this.composed(body, createdBy, 'regular');
    return this.queue.run((manager) => this.insert(manager, contest));
  }

  /** On an empty server alone; of several nodes that start at once, one does. @throws RefusalError as `create` */
  async createDemo(body: NewContestBody): Promise<void> {
    const contest = await this.composed(body, null, 'demo');
    await this.queue.run(async (manager) => {
      if ((await manager.count(ContestEntity)) === 0) await this.insert(manager, contest);
    });
  }

  /** Draft only. @throws RefusalError contest.not-draft, contest.rejected */
  async patch(contestId: string, patch: ContestPatch, operatorId: string): Promise<void> {
    if (patch.branches) refuseDoubleNames(patch.branches);
    await this.inDraft(contestId, async (manager) => {
      const { title, settings, branches } = patch;
      if (title !== undefined || settings !== undefined) {
        await manager.update(ContestEntity, contestId, {
          ...(title === undefined ? {} : { title: title.trim() }),
          ...(settings === undefined ? {} : { settings }),
        });
      }
      if (branches) await this.branches.replace(manager, contestId, branches, operatorId);
      const detail = { changed: Object.keys(patch) };
      await recordIn(manager, { action: 'contest.changed', ...byOperator(operatorId), contestId, detail });
    });
  }

  /** The same banks, items and branches as a new draft with ids of its own: an item's id is new for each contest. */
  async copy(
    contestId: string,
    createdBy: string,
    as: { title?: string; kind?: NewContest['kind'] } = {},
  ): Promise<string> {
    const live = await this.registry.get(contestId);
    return this.queue.run(async (manager) => {
      const source = await manager.findOneByOrFail(ContestEntity, { id: contestId });
      const rows = await manager.findBy(ContestItemEntity, { contestId });
      const drawn = await manager.findBy(ContestRoundEntity, { contestId });
      const rounds = this.composer.again(
        live.plan,
        new Map(rows.map((row) => [row.id, row.bankItemId])),
        new Map(drawn.map((round) => [round.id, round.draw])),
      );
      const { settings, branches, title } = live.record;
      const kind = as.kind ?? 'regular';
      return this.insert(manager, {
        title: as.title ?? title,
        kind,
        rehearsalOf: kind === 'rehearsal' ? contestId : null,
        seed: source.seed,
        settings,
        rounds,
        branches,
        createdBy,
        createdAt: this.clock.now(),
      });
    });
  }

  private async composed(
    body: NewContestBody,
    createdBy: string | null,
    kind: NewContest['kind'],
  ): Promise<NewContest> {
    refuseDoubleNames(body.branches);
    const seed = body.seed ?? newSeed();
    const rounds = await this.composer.compose(body.rounds, seed);
    const { settings, branches } = body;
    const title = body.title.trim();
    return { title, kind, rehearsalOf: null, seed, settings, rounds, branches, createdBy, createdAt: this.clock.now() };
  }

  private async insert(manager: EntityManager, contest: NewContest): Promise<string> {
    await this.branches.check(manager, contest.branches);
    const id = await insertContest(manager, contest);
    const { createdBy, kind, rehearsalOf } = contest;
    const detail = { kind, rehearsalOf };
    await recordIn(manager, { action: 'contest.created', ...byOperator(createdBy), contestId: id, detail });
    await this.branches.takeRoster(manager, id, contest.createdBy);
    return id;
  }

  async archive(contestId: string, archived: boolean, operatorId: string): Promise<void> {
    const live = await this.registry.get(contestId);
    demandIdle(live.state.phase, archived);
    const archivedAt = archived ? this.clock.now() : null;
    const action = archived ? 'contest.archived' : 'contest.unarchived';
    await this.queue.run(async (manager) => {
      demandIdle(await heldPhase(manager, contestId), archived);
      await manager.update(ContestEntity, contestId, { archivedAt });
      await recordIn(manager, { action, ...byOperator(operatorId), contestId });
    });
  }

  /** Drafts nobody has joined, demonstrations and rehearsals; everything else is kept. @throws RefusalError contest.live */
  async remove(contestId: string, operatorId: string): Promise<void> {
    const live = await this.registry.get(contestId);
    const regular = live.record.kind === 'regular';
    if (regular && (live.state.phase !== 'draft' || live.roster.joined > 0)) throw refuse('contest.live', HELD);
    await this.registry.drop(contestId, async () => {
      await this.queue.run(async (manager) => {
        // Another node may have opened its lobby meanwhile, and people may have come.
        const held = regular && (await heldPhase(manager, contestId)) !== 'draft';
        if (held || (regular && (await manager.existsBy(ParticipantEntity, { contestId })))) {
          throw refuse('contest.live', HELD);
        }
        await manager.delete(ContestEntity, contestId);
        await recordIn(manager, { action: 'contest.deleted', ...byOperator(operatorId), contestId });
      });
    });
  }

  /** Runs a change while no command can begin, on whichever node, and takes the changed rows into memory. */
  async inDraft(
    contestId: string,
    change: (manager: EntityManager, live: LiveContest) => Promise<void>,
  ): Promise<void> {
    const live = await this.registry.get(contestId);
    await live.inLine<void>(async (acknowledge) => {
      if (live.state.phase !== 'draft') throw refuse('contest.not-draft');
      await this.queue.run(async (manager) => {
        if ((await heldPhase(manager, contestId)) !== 'draft') throw refuse('contest.not-draft');
        await change(manager, live);
      });
      await live.refresh();
      acknowledge();
      live.hints.edited(contestId);
    });
  }
}

const HELD = { message: '只能删除草稿、演示和彩排；已举行的竞赛请用“归档”。' };

/** @throws RefusalError contest.live */
function demandIdle(phase: Phase | null, archived: boolean): void {
  if (archived && phase !== 'draft' && phase !== 'ended' && phase !== 'finalized') throw refuse('contest.live');
}
