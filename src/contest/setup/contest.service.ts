import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { refuse } from '../../platform/refusal.js';
import type { BranchBody, ContestPatch, NewContestBody } from '../../protocol/rest.js';
import { ContestRegistry } from '../live/contest-registry.js';
import type { LiveContest } from '../live/live-contest.js';
import { ContestBranchEntity } from '../persistence/contest-branch.entity.js';
import { ContestItemEntity } from '../persistence/contest-item.entity.js';
import { ContestRoundEntity } from '../persistence/contest-round.entity.js';
import { ContestEntity } from '../persistence/contest.entity.js';
import { ParticipantEntity } from '../persistence/participant.entity.js';
import { Composer, newSeed } from './composer.js';
import { insertBranches, insertContest, type NewContest } from './contest-rows.js';

/** Prepares contests: from a draw to a draft that may be edited, copied, archived and deleted. */
@Injectable()
export class ContestService {
  constructor(
    private readonly queue: WriteQueue,
    private readonly reader: Reader,
    private readonly registry: ContestRegistry,
    private readonly composer: Composer,
    private readonly clock: Clock,
  ) {}

  /** @returns the id. @throws RefusalError contest.rejected, contest.not-enough-items */
  async create(body: NewContestBody, createdBy: string | null, kind: NewContest['kind'] = 'regular'): Promise<string> {
    refuseDoubleNames(body.branches);
    const seed = body.seed ?? newSeed();
    const rounds = await this.composer.compose(body.rounds, seed);
    const { title, settings, branches } = body;
    const createdAt = this.clock.now();
    const contest = {
      title: title.trim(),
      kind,
      rehearsalOf: null,
      seed,
      settings,
      rounds,
      branches,
      createdBy,
      createdAt,
    };
    return this.queue.run((manager) => insertContest(manager, contest));
  }

  /** Draft only. @throws RefusalError contest.not-draft, contest.rejected */
  async patch(contestId: string, patch: ContestPatch): Promise<void> {
    if (patch.branches) refuseDoubleNames(patch.branches);
    await this.inDraft(contestId, async (manager) => {
      const { title, settings, branches } = patch;
      if (title !== undefined || settings !== undefined) {
        await manager.update(ContestEntity, contestId, {
          ...(title === undefined ? {} : { title: title.trim() }),
          ...(settings === undefined ? {} : { settings }),
        });
      }
      if (branches) await replaceBranches(manager, contestId, branches);
    });
  }

  /** The same banks, items and branches as a new draft with ids of its own: an item's id is new for each contest. */
  async copy(
    contestId: string,
    createdBy: string,
    as: { title?: string; kind?: NewContest['kind'] } = {},
  ): Promise<string> {
    const live = await this.registry.get(contestId);
    const source = await this.reader.source.manager.findOneByOrFail(ContestEntity, { id: contestId });
    const rows = await this.reader.source.manager.findBy(ContestItemEntity, { contestId });
    const drawn = await this.reader.source.manager.findBy(ContestRoundEntity, { contestId });
    const rounds = this.composer.again(
      live.plan,
      new Map(rows.map((row) => [row.id, row.bankItemId])),
      new Map(drawn.map((round) => [round.id, round.draw])),
    );
    const { settings, branches, title } = live.record;
    const kind = as.kind ?? 'regular';
    const contest: NewContest = {
      title: as.title ?? title,
      kind,
      rehearsalOf: kind === 'rehearsal' ? contestId : null,
      seed: source.seed,
      settings,
      rounds,
      branches,
      createdBy,
      createdAt: this.clock.now(),
    };
    return this.queue.run((manager) => insertContest(manager, contest));
  }

  async archive(contestId: string, archived: boolean): Promise<void> {
    const live = await this.registry.get(contestId);
    const { phase } = live.state;
    if (archived && phase !== 'draft' && phase !== 'ended' && phase !== 'finalized') throw refuse('contest.live');
    const archivedAt = archived ? this.clock.now() : null;
    await this.queue.run((manager) => manager.update(ContestEntity, contestId, { archivedAt }));
  }

  /** Drafts nobody has joined, demonstrations and rehearsals; everything else is kept. @throws RefusalError contest.live */
  async remove(contestId: string): Promise<void> {
    const live = await this.registry.get(contestId);
    const harmless = live.record.kind !== 'regular' || (live.state.phase === 'draft' && live.roster.joined === 0);
    if (!harmless) throw refuse('contest.live', { message: '只能删除草稿、演示和彩排；已举行的竞赛请用“归档”。' });
    await this.registry.drop(contestId, async () => {
      await this.queue.run((manager) => manager.delete(ContestEntity, contestId));
    });
  }

  /** Runs a change while no command can begin, and takes the changed rows into memory. */
  async inDraft(
    contestId: string,
    change: (manager: EntityManager, live: LiveContest) => Promise<void>,
  ): Promise<void> {
    const live = await this.registry.get(contestId);
    await live.inLine<void>(async (acknowledge) => {
      if (live.state.phase !== 'draft') throw refuse('contest.not-draft');
      await this.queue.run((manager) => change(manager, live));
      await live.refresh();
      acknowledge();
    });
  }
}

function refuseDoubleNames(branches: readonly BranchBody[]): void {
  const seen = new Set<string>();
  branches.forEach(({ name }, index) => {
    const key = name.trim();
    if (seen.has(key)) {
      const message = `“${key}”出现了两次，请删去重复的一行。`;
      throw refuse('contest.rejected', { details: [{ path: `branches.${index}.name`, message }] });
    }
    seen.add(key);
  });
}

/** A branch keeps its id by id or by name, so that people who joined before a return to draft stay in it. */
async function replaceBranches(
  manager: EntityManager,
  contestId: string,
  wanted: readonly BranchBody[],
): Promise<void> {
  const before = await manager.findBy(ContestBranchEntity, { contestId });
  const kept = new Set<string>();
  // Out of the way first: names are unique, and a swap of two names must not meet itself half-way.
  for (const branch of before) await manager.update(ContestBranchEntity, branch.id, { name: `~${branch.id}` });
  for (const [ordinal, { id, name, expected }] of wanted.entries()) {
    const same = before.find((branch) => (id === undefined ? branch.name === name.trim() : branch.id === id));
    if (same && !kept.has(same.id)) {
      kept.add(same.id);
      await manager.update(ContestBranchEntity, same.id, { ordinal, name: name.trim(), expected });
    } else {
      await insertBranches(manager, contestId, [{ name, expected }], ordinal);
    }
  }
  for (const branch of before.filter(({ id }) => !kept.has(id))) {
    if (await manager.existsBy(ParticipantEntity, { branchId: branch.id })) {
      const message = `“${branch.name}”已有人进入，不能删除。`;
      throw refuse('contest.rejected', { details: [{ path: 'branches', message }] });
    }
    await manager.delete(ContestBranchEntity, branch.id);
  }
}
