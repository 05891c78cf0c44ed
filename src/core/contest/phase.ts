/** The phase table: the one place that says which command is possible when, and where it may lead. */
import type { Command, Phase, RejectionCode } from './types.js';

export type CommandType = Command['type'];

const STAY = {
  lobby: { 'show-screen': ['lobby'], 'take-over': ['lobby'], 'bridge-outage': ['lobby'] },
  introducing: {
    'show-screen': ['introducing'],
    'take-over': ['introducing'],
    'bridge-outage': ['introducing'],
    'void-item': ['introducing'],
    'freeze-board': ['introducing'],
    'thaw-board': ['introducing'],
  },
  presenting: {
    'show-screen': ['presenting'],
    'take-over': ['presenting'],
    'bridge-outage': ['presenting'],
    'void-item': ['presenting'],
    'freeze-board': ['presenting'],
    'thaw-board': ['presenting'],
  },
  open: {
    'show-screen': ['open'],
    'take-over': ['open'],
    'bridge-outage': ['open'],
    'freeze-board': ['open'],
    'thaw-board': ['open'],
  },
  closed: {
    'show-screen': ['closed'],
    'take-over': ['closed'],
    'bridge-outage': ['closed'],
    'void-item': ['closed'],
    'freeze-board': ['closed'],
    'thaw-board': ['closed'],
  },
  revealed: {
    'show-screen': ['revealed'],
    'take-over': ['revealed'],
    'bridge-outage': ['revealed'],
    'void-item': ['revealed'],
    'freeze-board': ['revealed'],
    'thaw-board': ['revealed'],
  },
  ended: {
    'show-screen': ['ended'],
    'take-over': ['ended'],
    'void-item': ['ended'],
    'correct-key': ['ended'],
    'cancel-correction': ['ended'],
    'thaw-board': ['ended'],
  },
} as const;

/**
 * phase -> command -> phases it may lead to; a command that is not listed is refused with `contest.wrong-phase`.
 * `resume` in closed: a paused open item was voided, which closes it while the pause goes on.
 */
export const PHASE_TABLE: Readonly<Record<Phase, Readonly<Partial<Record<CommandType, readonly Phase[]>>>>> = {
  draft: { 'open-lobby': ['lobby'], 'show-screen': ['draft'] },
  lobby: { 'return-to-draft': ['draft'], 'introduce-round': ['introducing'], ...STAY.lobby },
  introducing: {
    'present-item': ['presenting'],
    'introduce-round': ['introducing'],
    'skip-item': ['introducing'],
    end: ['ended'],
    pause: ['introducing'],
    resume: ['introducing'],
    ...STAY.introducing,
  },
  presenting: {
    'open-item': ['open'],
    'skip-item': ['introducing', 'presenting'],
    pause: ['presenting'],
    resume: ['presenting'],
    ...STAY.presenting,
  },
  open: {
    'extend-item': ['open'],
    'widen-window': ['open'],
    'close-item': ['closed'],
    'void-item': ['open', 'closed'],
    pause: ['open'],
    resume: ['open'],
    ...STAY.open,
  },
  closed: { 'reveal-item': ['revealed'], 'reopen-item': ['open'], resume: ['closed'], ...STAY.closed },
  revealed: {
    'present-item': ['presenting'],
    'introduce-round': ['introducing'],
    'skip-item': ['revealed'],
    end: ['ended'],
    ...STAY.revealed,
  },
  ended: { finalize: ['finalized'], ...STAY.ended },
  finalized: {},
};

/** What a pause lets through; everything else is refused with `contest.paused`. */
export const WHILE_PAUSED: ReadonlySet<CommandType> = new Set<CommandType>([
  'resume',
  'take-over',
  'show-screen',
  'void-item',
  'freeze-board',
  'thaw-board',
  'end',
  'widen-window',
  'bridge-outage',
]);

/** Null when the command is possible in this phase, else the code of the refusal. */
export function phaseRefusal(phase: Phase, paused: boolean, type: CommandType): RejectionCode | null {
  if (type === 'resume' && !paused) return 'contest.not-paused';
  if (paused && !WHILE_PAUSED.has(type)) return 'contest.paused';
  return PHASE_TABLE[phase][type] === undefined ? 'contest.wrong-phase' : null;
}
