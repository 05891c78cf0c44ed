/** The life of an entry: 草稿 → 提交 → 审核（退回须写理由）→ 锁定; after that corrections alone. */
import type { Status } from './types.js';

export type Action = 'edit' | 'submit' | 'withdraw' | 'approve' | 'return' | 'lock' | 'correct' | 'remove';

/** What may be done in a state, and which state it leads to; null: the entry is gone. */
const MOVES: Readonly<Record<Status, Partial<Readonly<Record<Action, Status | null>>>>> = {
  draft: { edit: 'draft', submit: 'submitted', remove: null },
  submitted: { withdraw: 'draft', approve: 'approved', return: 'returned' },
  returned: { edit: 'returned', submit: 'submitted', remove: null },
  approved: { return: 'returned', lock: 'locked' },
  locked: { correct: 'locked' },
};

/** What writers may do; the rest is for whoever approves. */
const BY_WRITERS: readonly Action[] = ['edit', 'submit', 'withdraw', 'remove'];

/** Null where this cannot be done now. */
export function afterAction(status: Status, action: Action): { readonly status: Status | null } | null {
  const next = MOVES[status][action];
  return next === undefined ? null : { status: next };
}

/** What somebody is to an entry. */
export interface Rights {
  readonly writes: boolean;
  readonly approves: boolean;
  /** It is theirs to take back: as a draft, what a person handed in would be seen by nobody but that person. */
  readonly withdraws: boolean;
}

export function mayDo(action: Action, { writes, approves, withdraws }: Rights): boolean {
  if (action === 'withdraw') return withdraws;
  return BY_WRITERS.includes(action) ? writes : approves;
}

/** What somebody may do with an entry now, in the order of the table. */
export function actionsNow(status: Status, rights: Rights): Action[] {
  const possible = Object.keys(MOVES[status]) as Action[];
  return possible.filter((action) => mayDo(action, rights));
}

/** Recognised: what counts for hours and coverage. */
export const isRecognised = (status: Status): boolean => status === 'approved' || status === 'locked';

const STATUS_WORDS: Readonly<Record<Status, string>> = {
  draft: '草稿',
  submitted: '待审核',
  returned: '已退回',
  approved: '已审核',
  locked: '已锁定',
};
const NEXT: Readonly<Record<Status, string>> = {
  draft: '可以继续修改，再提交。',
  submitted: '如需修改，请先撤回，或请审核人退回。',
  returned: '请按退回理由修改后再提交。',
  approved: '如需修改，请审核人退回。',
  locked: '如有差错，请填写更正单。',
};

/** Why something cannot be done, and what can. */
export const refusalOf = (status: Status): string => `这条学习记录${STATUS_WORDS[status]}，${NEXT[status]}`;
