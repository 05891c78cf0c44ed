/** Which fields of `record` a form shows: what the chosen modes ask for first, the rest of the kind below. */
import type { EvidenceField, RecordField, StudySetup } from '@protocol/study-setup.js';
import type { EntryKind } from '@protocol/study.js';

export interface FormField extends RecordField {
  /** `one-of`: of several, one is enough. */
  readonly need: 'required' | 'one-of' | 'optional';
}
export interface FormFields {
  readonly wanted: readonly FormField[];
  readonly more: readonly FormField[];
  /** Of the entry's own fields. */
  readonly minutesWanted: boolean;
  /** What modes say about attachments: 讲稿或照片. */
  readonly attachments: readonly string[];
}

/** Where a piece of evidence is written, if it is written at all. */
function keyOf({ source, key }: EvidenceField): string | null {
  if (source === 'record') return key;
  if (source === 'contest') return 'contest';
  return source === 'expression' ? 'insight' : null;
}

export function formFields(
  { modes, kinds }: Pick<StudySetup, 'modes' | 'kinds'>,
  entry: {
    readonly kind: EntryKind;
    readonly modes: readonly string[];
    readonly record: Readonly<Record<string, unknown>>;
  },
): FormFields {
  const evidence = modes.filter(({ id }) => entry.modes.includes(id)).flatMap((mode) => mode.evidence);
  const found = new Map<string, FormField>();
  for (const field of evidence) {
    const key = keyOf(field);
    if (key === null) continue;
    const before = found.get(key);
    const need = needOf(field, evidence);
    if (before === undefined || RANK[need] > RANK[before.need]) found.set(key, { ...shapeOf(field), key, need });
  }
  const ofKind = kinds.find(({ kind }) => kind === entry.kind)?.fields ?? [];
  const elsewhere = kinds.flatMap(({ fields }) => fields);
  const rest = [...ofKind, ...elsewhere.filter(({ key }) => key in entry.record)];
  for (const field of rest) if (!found.has(field.key)) found.set(field.key, { ...field, need: 'optional' });
  for (const key of Object.keys(entry.record)) {
    if (!found.has(key)) found.set(key, { key, label: key, input: 'text', need: 'optional' });
  }
  const all = [...found.values()];
  return {
    wanted: all.filter(({ need }) => need !== 'optional'),
    more: all.filter(({ need }) => need === 'optional'),
    minutesWanted: evidence.some(({ source, required }) => source === 'minutes' && required),
    attachments: [...new Set(evidence.flatMap(({ source, label }) => (source === 'attachment' ? [label] : [])))],
  };
}

const RANK = { optional: 0, 'one-of': 1, required: 2 } as const;

function needOf({ required, oneOf }: EvidenceField, evidence: readonly EvidenceField[]): FormField['need'] {
  if (!required) return 'optional';
  const group = evidence.filter((other) => other.required && oneOf !== undefined && other.oneOf === oneOf);
  return group.length > 1 ? 'one-of' : 'required';
}

function shapeOf({ key, label, input, unit, choices }: EvidenceField): RecordField {
  return {
    key,
    label,
    input,
    ...(unit === undefined ? {} : { unit }),
    ...(choices === undefined ? {} : { choices }),
  };
}

/** The mode that a kind usually is of, by the ids that the program came with. */
const USUAL_MODE: Partial<Readonly<Record<EntryKind, string>>> = {
  'member-meeting': 'branch',
  'committee-meeting': 'branch',
  'group-meeting': 'branch',
  'party-lesson': 'branch',
  'theme-day': 'branch',
  'centre-group': 'lead',
  'moral-lecture': 'guide',
  lecture: 'guide',
  training: 'guide',
  discussion: 'apply',
  'self-study': 'self',
  contest: 'apply',
  'book-sharing': 'apply',
  volunteering: 'apply',
};

/** Empty where the organisation has taken that mode away. */
export function usualModes({ modes }: Pick<StudySetup, 'modes'>, kind: EntryKind): readonly string[] {
  return modes.filter(({ id }) => id === USUAL_MODE[kind]).map(({ id }) => id);
}
