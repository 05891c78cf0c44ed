import { Injectable } from '@nestjs/common';

import { refuse } from '../../platform/refusal.js';
import type { ContestSocket } from '../live/broadcaster.js';
import { ContestRegistry } from '../live/contest-registry.js';
import { OperatorDesk } from '../live/operator-desk.js';
import { ContestService } from '../setup/contest.service.js';
import { ContestRoster } from './contest-roster.service.js';

interface Opening {
  readonly contestId: string;
  readonly expectedVersion: number;
}

/** Opens the lobby: from here on the contest keeps the roster as it stands now. */
@Injectable()
export class Lobby {
  constructor(
    private readonly registry: ContestRegistry,
    private readonly contests: ContestService,
    private readonly roster: ContestRoster,
    private readonly desk: OperatorDesk,
  ) {}

  async open(socket: ContestSocket, message: Opening): Promise<{ version: number }> {
    const live = await this.registry.get(message.contestId);
    const { settings, branches } = live.record;
    if (settings.entry === 'roster' && branches.every(({ unitId }) => unitId === null)) {
      throw refuse('contest.no-roster');
    }
    const current = live.state.phase === 'draft' && live.state.version === message.expectedVersion;
    if (current && branches.some(({ unitId }) => unitId !== null)) {
      const operatorId = socket.data.operator?.id ?? null;
      await this.contests.inDraft(live.id, (manager) => this.roster.sync(manager, live.id, operatorId));
    }
    return this.desk.command(socket, message, { type: 'open-lobby' });
  }
}
