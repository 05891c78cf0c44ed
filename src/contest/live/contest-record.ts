import type { ContestSettings } from '../../protocol/settings.js';

/** How many captions a client that comes back is told of. */
export const RECENT_CAPTIONS = 50;

export interface BranchRecord {
  readonly id: string;
  readonly name: string;
  readonly expected: number | null;
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
}
