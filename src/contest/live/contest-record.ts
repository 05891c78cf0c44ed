import type { BoardUnit } from '../../core/ranking/roll-up.js';
import type { ContestSettings } from '../../protocol/settings.js';

/** How many captions a client that comes back is told of. */
export const RECENT_CAPTIONS = 50;

export interface BranchRecord {
  readonly id: string;
  readonly name: string;
  readonly expected: number | null;
  /** Null: typed in by hand. */
  readonly unitId: string | null;
}

/** What a contest is apart from its life cycle; `title`, `settings` and `branches` change in draft only. */
export interface ContestRecord {
  readonly id: string;
  readonly kind: 'regular' | 'demo' | 'rehearsal';
  readonly pin: string;
  readonly screenKey: string;
  readonly createdAt: number;
  readonly title: string;
  readonly settings: ContestSettings;
  readonly branches: readonly BranchRecord[];
  /** The organisation as the contest keeps it; empty where all branches were typed in. */
  readonly units: readonly BoardUnit[];
}
