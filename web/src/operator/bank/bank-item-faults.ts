/** What keeps an item from being saved, each with the field that mends it. */
import { letterOf } from '../item-draft.js';
import type { BankItemDraft } from './bank-item-draft.js';
import { blanksIn, dateOf, hasEntries, keyState } from './bank-item-draft.js';

/** Message keys under `bank.edit.faults`. */
export type DraftFault =
  'stem' | 'blanks' | 'entry' | 'twice' | 'target' | 'key' | 'keySingle' | 'points' | 'date' | 'article';

export interface FaultAt {
  readonly fault: DraftFault;
  readonly fieldId: string;
  /** Of the entry at fault, as the form shows it: two links of one name would lead to two places. */
  readonly label?: string;
}

export const KEY_FIELD = 'edit-key';

export function draftFaults(draft: BankItemDraft): readonly FaultAt[] {
  const faults: FaultAt[] = [];
  const add = (fault: DraftFault, fieldId: string): unknown => faults.push({ fault, fieldId });
  if (draft.stem.trim() === '') add('stem', 'edit-stem');
  if (draft.kind === 'fill-in' && draft.stem.trim() !== '' && blanksIn(draft.stem) === 0) add('blanks', 'edit-stem');
  if (hasEntries(draft.kind)) faults.push(...entryFaults(draft.choices, 'edit-choice', 'entry', letterOf));
  if (draft.kind === 'matching') {
    faults.push(...entryFaults(draft.targets, 'edit-target', 'target', (index) => String(index + 1)));
  }
  if (draft.kind === 'choice-single' && draft.keyChoices.length > 1) add('keySingle', KEY_FIELD);
  else if (keyState(draft) === 'partial') add('key', KEY_FIELD);
  if (!(Number.isNaN(draft.points) || (draft.points > 0 && draft.points <= 1000))) add('points', 'edit-points');
  if (draft.validUntil.trim() !== '' && dateOf(draft.validUntil) === null) add('date', 'edit-valid-until');
  for (const [value, fieldId] of [
    [draft.sourceArticle, 'edit-article'],
    [draft.sourceParagraph, 'edit-paragraph'],
  ] as const) {
    if (!(Number.isNaN(value) || (Number.isInteger(value) && value >= 1))) add('article', fieldId);
  }
  return faults;
}

function entryFaults(
  list: readonly { readonly text: string }[],
  field: string,
  fault: 'entry' | 'target',
  labelOf: (index: number) => string,
): FaultAt[] {
  const texts = list.map(({ text }) => text.trim());
  return texts.flatMap((text, index): FaultAt[] => {
    const at = { fieldId: `${field}-${index}`, label: labelOf(index) };
    if (text === '') return [{ fault, ...at }];
    return texts.indexOf(text) < index ? [{ fault: 'twice', ...at }] : [];
  });
}

const FIELDS: Readonly<Record<string, string>> = {
  stem: 'edit-stem',
  explanation: 'edit-explanation',
  difficulty: 'edit-difficulty',
  tags: 'edit-tags',
  readAloud: 'edit-read-aloud',
  easyRead: 'edit-easy-read',
  source: 'edit-source',
  verification: 'edit-verification',
  validUntil: 'edit-valid-until',
  points: 'edit-points',
  correctResponse: KEY_FIELD,
  kind: 'edit-kind',
  select: 'edit-kind',
};

/** The field for a path in a refusal's details (`item.choices.1.text`), or null where the form has none. */
export function fieldOfPath(path: string): string | null {
  const parts = path.replace(/\[(\d+)\]/g, '.$1').split('.');
  const [area = '', index] = parts[0] === 'item' ? parts.slice(1) : parts;
  const entry = { choices: 'edit-choice', targets: 'edit-target' }[area];
  if (entry !== undefined) return `${entry}-${/^\d+$/.test(index ?? '') ? index : 0}`;
  return FIELDS[area] ?? null;
}
