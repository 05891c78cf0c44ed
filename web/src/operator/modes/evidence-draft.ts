/** The evidence of a mode as a form writes it: where each piece is taken from, rather than by its key. */
import type { EvidenceField, EvidenceSource, RecordField, RecordInput } from '@protocol/study-setup.js';

/** `title`, `attendance` … of the entry itself; `known:<key>` a field that means the same everywhere; `own`: the mode's own. */
export type EvidenceOrigin = string;

export interface EvidenceDraft {
  /** Of the row on this page. */
  readonly id: string;
  origin: EvidenceOrigin;
  label: string;
  input: RecordInput;
  required: boolean;
  unit: string;
  /** A line each. */
  choices: string;
  /** Of all that say so, one is enough. */
  anyOf: boolean;
  /** As it was, so that what is written under it stays under it. */
  readonly key: string;
  readonly group: string;
}

export const OWN_SOURCES = ['title', 'minutes', 'attendance', 'contest', 'expression', 'attachment'] as const satisfies EvidenceSource[]; // prettier-ignore

export function evidenceDraft(
  field: EvidenceField,
  known: ReadonlyMap<string, RecordField>,
  id: string,
): EvidenceDraft {
  const { source, key, label, input, required, unit = '', choices = [], oneOf = '' } = field;
  const origin = source === 'record' ? (known.has(key) ? `known:${key}` : 'own') : source;
  return {
    id,
    origin,
    label,
    input,
    required,
    unit,
    choices: choices.join('\n'),
    anyOf: oneOf !== '',
    key,
    group: oneOf,
  };
}

export const newEvidence = (id: string, key: string): EvidenceDraft => ({
  id,
  origin: 'own',
  label: '',
  input: 'line',
  required: true,
  unit: '',
  choices: '',
  anyOf: false,
  key,
  group: '',
});

const INPUT_OF: Readonly<Record<(typeof OWN_SOURCES)[number], RecordInput>> = {
  title: 'line',
  minutes: 'amount',
  attendance: 'text',
  contest: 'line',
  expression: 'text',
  attachment: 'text',
};

export function evidenceOf(drafts: readonly EvidenceDraft[], known: ReadonlyMap<string, RecordField>): EvidenceField[] {
  // A group keeps the name that it has; whoever joins takes it.
  const group = drafts.find(({ anyOf, group: name }) => anyOf && name !== '')?.group ?? 'any';
  return drafts.map((draft): EvidenceField => {
    const { origin, label, required, anyOf } = draft;
    const common = { label: label.trim(), required, ...(anyOf ? { oneOf: draft.group || group } : {}) };
    const own = OWN_SOURCES.find((source) => source === origin);
    if (own) return { key: KEY_OF[own] ?? own, input: INPUT_OF[own], source: own, ...common };
    const key = origin.startsWith('known:') ? origin.slice('known:'.length) : draft.key;
    const field = origin === 'own' ? undefined : known.get(key);
    const input = field?.input ?? draft.input;
    const unit = field ? (field.unit ?? '') : draft.unit.trim();
    const choices = draft.choices.split('\n').map((line) => line.trim()).filter((line) => line !== ''); // prettier-ignore
    return {
      key,
      input,
      source: 'record',
      ...common,
      ...(input === 'amount' && unit !== '' ? { unit } : {}),
      ...(input === 'choice' ? { choices } : {}),
    };
  });
}
const KEY_OF: Partial<Readonly<Record<(typeof OWN_SOURCES)[number], string>>> = { expression: 'insight' };
