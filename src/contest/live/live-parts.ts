import type { ContestPlan, ContestState } from '../../core/contest/types.js';
import type { Clock } from '../../platform/clock/clock.js';
import type { Caption } from '../../protocol/frames.js';
import type { ContestStore } from '../contest.store.js';
import type { OtherNodes } from '../nodes/other-nodes.js';
import type { Broadcaster } from './broadcaster.js';
import type { ContestRecord } from './contest-record.js';
import type { Figures } from './figures.js';
import type { ResponseBook } from './response-book.js';
import type { Roster } from './roster.js';
import type { Scoreboard } from './scoreboard.js';

/** How much still waits for somebody's word before a result may stand. */
export interface OpenMatters {
  readonly appeals: number;
  readonly adjustments: number;
}

/** What a contest is made of, as read from its rows. */
export interface LiveParts {
  readonly record: ContestRecord;
  readonly plan: ContestPlan;
  readonly state: ContestState;
  readonly roster: Roster;
  /** The true one, frozen or not. */
  readonly scoreboard: Scoreboard;
  readonly figures: Figures;
  readonly openMatters: OpenMatters;
  readonly book: ResponseBook | null;
  readonly captions: readonly Caption[];
  /** Of the contest's row, from before anything else was read. */
  readonly revision: number;
}

/** What it works with. */
export interface LiveServices {
  readonly clock: Clock;
  readonly store: ContestStore;
  readonly broadcaster: Broadcaster;
  readonly nodes: OtherNodes;
  /** Reads the contest again from its rows. */
  readonly reload: () => Promise<LiveParts>;
  readonly openMatters: () => Promise<OpenMatters>;
  /** Told of what failed behind an acknowledgement, and of the server's own commands that failed. */
  readonly onFault: (error: unknown) => void;
}
