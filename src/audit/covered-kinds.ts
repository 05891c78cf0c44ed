/** The rows that the audit log vouches for. A new kind is a line here, and a call where its rows are written. */
import type { JsonColumn } from '../platform/database/json-rows.js';

interface CoveredKind {
  readonly table: string;
  /** Property to column type, in the order of the canonical form. Only what never changes once it is written. */
  readonly columns: Readonly<Record<string, JsonColumn>>;
  /** The properties by which a cover names its rows. */
  readonly key: readonly string[];
  /** Rows of a contest go with it when it is deleted, and are read contest by contest. */
  readonly ofContest: boolean;
  readonly where?: string;
  /** The rows of a key are written anew as a whole: the latest cover of it counts. */
  readonly replaced?: boolean;
  /** Vouched for when a result is made final; until then the rows may change, and nobody vouches for them. */
  readonly atFinal?: boolean;
  /** And before, when the lobby opens: from then on the rows stand, unless the contest becomes a draft again. */
  readonly atLobby?: boolean;
}

/** The chain of what was recorded before there was a chain; it has no keyed digests of its own. */
export const EARLIER = 'before-audit';

/** The action after which the rows of a contest are gone by right. */
export const CONTEST_DELETED = 'contest.deleted';
/** The action by which the server vouches, after a crash, for what it had not come to. */
export const TAIL_ADOPTED = 'audit.tail-adopted';
/** In the covers of a checkpoint: contests that were deleted by an entry that was pruned. No rows. */
export const DELETED_CONTESTS = 'deleted-contests';

/** Of the key of a row of a contest. */
export const contestOfKey = (key: string): string => key.split('/', 1)[0] ?? '';

const COVERED = {
  'contest-event': {
    table: 'contest_event',
    columns: {
      contestId: 'text',
      version: 'integer',
      type: 'text',
      payload: 'text',
      operatorId: 'text',
      at: 'bigint',
    },
    key: ['contestId', 'version'],
    ofContest: true,
  },
  response: {
    table: 'response',
    columns: {
      id: 'text',
      contestId: 'text',
      contestItemId: 'text',
      opening: 'integer',
      participantId: 'text',
      submissionId: 'text',
      response: 'text',
      receivedAt: 'bigint',
      ownLimitMs: 'integer',
      elapsedMs: 'integer',
      batch: 'text',
    },
    key: ['contestId', 'batch'],
    ofContest: true,
  },
  'points-adjustment': {
    table: 'points_adjustment',
    columns: {
      contestId: 'text',
      id: 'text',
      participantId: 'text',
      branchId: 'text',
      points: 'integer',
      proposedBy: 'text',
      proposedAt: 'bigint',
    },
    key: ['contestId', 'id'],
    ofContest: true,
  },
  'adjustment-decision': {
    table: 'points_adjustment',
    columns: {
      contestId: 'text',
      id: 'text',
      state: 'text',
      decidedBy: 'text',
      decidedAt: 'bigint',
      version: 'integer',
    },
    key: ['contestId', 'id'],
    ofContest: true,
    where: `state <> 'proposed'`,
  },
  'appeal-ruling': {
    table: 'appeal',
    columns: {
      contestId: 'text',
      id: 'text',
      participantId: 'text',
      subject: 'text',
      state: 'text',
      ruledBy: 'text',
      ruledAt: 'bigint',
    },
    key: ['contestId', 'id'],
    ofContest: true,
    where: `state <> 'open'`,
  },
  'appeal-filed': {
    table: 'appeal',
    columns: {
      contestId: 'text',
      id: 'text',
      participantId: 'text',
      subject: 'text',
      contestItemId: 'text',
      filedAt: 'bigint',
    },
    key: ['contestId', 'id'],
    ofContest: true,
  },
  /** Which correction, or which points by hand, answered an appeal. */
  'appeal-remedy': {
    table: 'appeal',
    columns: { contestId: 'text', id: 'text', correction: 'integer', adjustmentId: 'text' },
    key: ['contestId', 'id'],
    ofContest: true,
    where: 'correction IS NOT NULL OR adjustment_id IS NOT NULL',
  },
  /** Digests of free texts, which stay when the text is erased. */
  'text-seal': {
    table: 'text_seal',
    columns: {
      contestId: 'text',
      id: 'text',
      kind: 'text',
      subjectId: 'text',
      number: 'integer',
      seal: 'text',
      batch: 'text',
    },
    key: ['contestId', 'batch'],
    ofContest: true,
  },
  /** A text that is gone without such a cover was not erased by right. */
  'text-erased': {
    table: 'text_seal',
    columns: { contestId: 'text', id: 'text' },
    key: ['contestId', 'id'],
    ofContest: true,
    where: 'salt IS NULL',
  },
  'contest-roster': {
    table: 'contest_roster',
    columns: { contestId: 'text', personId: 'text', branchId: 'text', exempt: 'boolean' },
    key: ['contestId'],
    ofContest: true,
    replaced: true,
  },
  'contest-unit': {
    table: 'contest_unit',
    columns: {
      contestId: 'text',
      unitId: 'text',
      parentId: 'text',
      code: 'text',
      name: 'text',
      level: 'integer',
      ordinal: 'integer',
    },
    key: ['contestId'],
    ofContest: true,
    replaced: true,
  },
  'final-contest': {
    table: 'contest',
    columns: { id: 'text', kind: 'text', seed: 'text', settings: 'text' },
    key: ['id'],
    ofContest: true,
    replaced: true,
    atFinal: true,
    atLobby: true,
  },
  'final-item': {
    table: 'contest_item',
    columns: {
      contestId: 'text',
      id: 'text',
      roundId: 'text',
      ordinal: 'integer',
      bankItemId: 'text',
      content: 'text',
      points: 'integer',
      timeLimitMs: 'integer',
    },
    key: ['contestId'],
    ofContest: true,
    replaced: true,
    atFinal: true,
    atLobby: true,
  },
  'final-branch': {
    table: 'contest_branch',
    columns: { contestId: 'text', id: 'text', name: 'text', expected: 'integer' },
    key: ['contestId'],
    ofContest: true,
    replaced: true,
    atFinal: true,
  },
  'final-participant': {
    table: 'participant',
    columns: { contestId: 'text', id: 'text', branchId: 'text', removedAt: 'bigint' },
    key: ['contestId'],
    ofContest: true,
    replaced: true,
    atFinal: true,
  },
  'final-round': {
    table: 'contest_round',
    columns: { contestId: 'text', id: 'text', ordinal: 'integer', title: 'text', warmUp: 'boolean' },
    key: ['contestId'],
    ofContest: true,
    replaced: true,
    atFinal: true,
    atLobby: true,
  },
  'final-seat': {
    table: 'participant',
    columns: { contestId: 'text', id: 'text', personId: 'text', joinedAt: 'bigint' },
    key: ['contestId'],
    ofContest: true,
    replaced: true,
    atFinal: true,
  },
  /** Who worked the device. */
  'final-entry': {
    table: 'participant',
    columns: { contestId: 'text', id: 'text', enteredBy: 'text' },
    key: ['contestId'],
    ofContest: true,
    replaced: true,
    atFinal: true,
  },
  policy: {
    table: 'setting',
    columns: { name: 'text', value: 'text' },
    key: ['name'],
    ofContest: false,
    // Simple mode is what stands where nothing was decided.
    where: `name = 'policy.separation' AND value <> 'simple'`,
  },
  'operator-role': {
    table: 'operator_role',
    columns: { operatorId: 'text', role: 'text', unitId: 'text', grantedAt: 'bigint' },
    key: ['operatorId'],
    ofContest: false,
    replaced: true,
  },
  'bank-item-revision': {
    table: 'bank_item_revision',
    columns: {
      id: 'text',
      itemId: 'text',
      number: 'integer',
      kind: 'text',
      content: 'text',
      contentHash: 'text',
      operatorId: 'text',
      at: 'bigint',
    },
    key: ['id'],
    ofContest: false,
  },
  'locked-entry': {
    table: 'study_entry',
    columns: {
      id: 'text',
      unitId: 'text',
      personId: 'text',
      kind: 'text',
      onDate: 'text',
      minutes: 'integer',
      expected: 'integer',
      present: 'integer',
      corrections: 'integer',
      decidedAt: 'bigint',
      decidedBy: 'text',
      lockedAt: 'bigint',
    },
    key: ['id'],
    ofContest: false,
    replaced: true,
    where: `status = 'locked'`,
  },
  'earlier-entry': {
    table: 'audit_entry',
    columns: {
      chain: 'text',
      sequence: 'integer',
      at: 'bigint',
      actorId: 'text',
      action: 'text',
      contestId: 'text',
      detail: 'text',
    },
    key: ['chain'],
    ofContest: false,
    where: `chain = '${EARLIER}'`,
  },
} as const satisfies Readonly<Record<string, CoveredKind>>;

export type CoveredName = keyof typeof COVERED;
export const COVERED_NAMES = Object.keys(COVERED) as CoveredName[];
export const kindOf = (name: CoveredName): CoveredKind => COVERED[name];
