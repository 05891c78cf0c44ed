/** The life of a reflection (心得), and what it needs to go on. */
import { err, ok, type Result } from '../result.js';

export const REFLECTION_STATUSES = ['draft', 'submitted', 'returned', 'approved', 'adopted'] as const;
export type ReflectionStatus = (typeof REFLECTION_STATUSES)[number];
export const REFLECTION_FORMS = ['text', 'voice', 'sign-video'] as const;
export type ReflectionForm = (typeof REFLECTION_FORMS)[number];
export type ReflectionStep = 'save' | 'remove' | 'submit' | 'withdraw' | 'return' | 'approve' | 'adopt';

const NEXT: Readonly<Record<ReflectionStatus, Partial<Readonly<Record<ReflectionStep, ReflectionStatus>>>>> = {
  draft: { save: 'draft', remove: 'draft', submit: 'submitted' },
  submitted: { withdraw: 'draft', return: 'returned', approve: 'approved', adopt: 'adopted' },
  returned: { save: 'returned', remove: 'returned', submit: 'submitted' },
  // 采用 may come later than the approval; nothing takes back what its author was told.
  approved: { adopt: 'adopted' },
  adopted: {},
};

export type ReflectionFault = 'wrong-status' | 'nothing-said' | 'reason-missing' | 'transcript-missing';

export interface ReflectionContent {
  readonly form: ReflectionForm;
  readonly text: string;
  /** What is said in the recording, in writing; asked for before it is shown to others. */
  readonly transcript: string;
  /** How many recordings belong to it. */
  readonly recordings: number;
}

/** @param reason of a return */
export function nextStatus(
  status: ReflectionStatus,
  step: ReflectionStep,
  content: ReflectionContent,
  reason = '',
): Result<ReflectionStatus, ReflectionFault> {
  const next = NEXT[status][step];
  if (next === undefined) return err('wrong-status');
  if (step === 'submit' && !saysSomething(content)) return err('nothing-said');
  if (step === 'return' && reason.trim() === '') return err('reason-missing');
  if (step === 'adopt' && content.form !== 'text' && content.transcript.trim() === '') return err('transcript-missing');
  return ok(next);
}

const saysSomething = ({ form, text, recordings }: ReflectionContent): boolean =>
  form === 'text' ? text.trim() !== '' : recordings > 0;
