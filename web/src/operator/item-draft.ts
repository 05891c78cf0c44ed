/** A drawn item while an operator edits it, and what is sent. Kind, source and number of choices stay as they are. */
import type { CorrectResponse, ItemFrame } from '@protocol/item.js';
import type { EditableItem } from '@protocol/rest.js';

interface TextDraft {
  readonly id: string;
  text: string;
}

/**
 * Only the part of the key that belongs to the item's kind is used; empty strings stand for what is not chosen yet.
 * `keyTexts`: accepted texts, one a line.
 */
export interface KeyDraft {
  choices: TextDraft[];
  targets: TextDraft[];
  keyValue: 'true' | 'false' | '';
  keyChoices: string[];
  keyTexts: string[];
  keyOrder: string[];
  keyPairs: Record<string, string>;
}

export interface ItemDraft extends KeyDraft {
  stem: string;
  explanation: string;
  points: number;
  timeLimitSeconds: number;
}

export function draftOfItem(item: EditableItem): ItemDraft {
  return {
    stem: item.stem,
    explanation: item.explanation,
    points: item.points,
    timeLimitSeconds: item.timeLimitSeconds,
    ...keyDraftOf(item, item.correctResponse),
  };
}

export function keyDraftOf(item: Pick<EditableItem, 'choices' | 'targets'>, key: CorrectResponse): KeyDraft {
  return {
    choices: item.choices.map(({ id, text }) => ({ id, text })),
    targets: (item.targets ?? []).map(({ id, text }) => ({ id, text })),
    keyValue: 'value' in key && key.value ? 'true' : 'false',
    keyChoices: 'choices' in key ? [...key.choices] : [],
    keyTexts: 'texts' in key ? key.texts.map((accepted) => accepted.join('\n')) : [],
    keyOrder: 'order' in key ? [...key.order] : [],
    keyPairs: 'pairs' in key ? Object.fromEntries(key.pairs) : {},
  };
}

export const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');

export function keyOf(item: Pick<EditableItem, 'kind'>, draft: KeyDraft): CorrectResponse {
  switch (item.kind) {
    case 'true-false':
      return { value: draft.keyValue === 'true' };
    case 'choice':
      return { choices: draft.choices.map(({ id }) => id).filter((id) => draft.keyChoices.includes(id)) };
    case 'fill-in':
      return { texts: draft.keyTexts.map(linesOf) };
    case 'ordering':
      return { order: draft.keyOrder };
    case 'matching':
      return { pairs: draft.choices.map(({ id }) => [id, draft.keyPairs[id] ?? ''] as const) };
  }
}

export type ItemFault = 'stem' | 'choices' | 'key' | 'order' | 'points' | 'seconds';

export function itemFaults(item: Pick<EditableItem, 'kind' | 'select'>, draft: ItemDraft): readonly ItemFault[] {
  const key = keyOf(item, draft);
  const faults: ItemFault[] = [];
  if (draft.stem.trim() === '') faults.push('stem');
  if ([...draft.choices, ...draft.targets].some(({ text }) => text.trim() === '')) faults.push('choices');
  if ('choices' in key && (key.choices.length === 0 || (item.select === 'single' && key.choices.length > 1)))
    faults.push('key');
  if ('texts' in key && key.texts.some((accepted) => accepted.length === 0)) faults.push('key');
  if ('pairs' in key && key.pairs.some(([, target]) => target === '')) faults.push('key');
  if ('order' in key && new Set(key.order).size !== draft.choices.length) faults.push('order');
  if (!(draft.points >= 0 && draft.points <= 1000)) faults.push('points');
  if (!(draft.timeLimitSeconds >= 5 && draft.timeLimitSeconds <= 3600)) faults.push('seconds');
  return faults;
}

/** Body of PUT /api/contests/:id/items/:itemId. */
export function editOf(item: EditableItem, draft: ItemDraft): Record<string, unknown> {
  const texts = (list: readonly TextDraft[]): TextDraft[] => list.map(({ id, text }) => ({ id, text: text.trim() }));
  return {
    stem: draft.stem.trim(),
    explanation: draft.explanation.trim(),
    points: draft.points,
    timeLimitSeconds: draft.timeLimitSeconds,
    choices: texts(draft.choices),
    ...(item.targets === undefined ? {} : { targets: texts(draft.targets) }),
    correctResponse: keyOf(item, draft),
    // The reading text and the easy-read version told the old stem: a changed stem goes without them.
    ...(item.stem === draft.stem.trim() && item.readAloud !== undefined ? { readAloud: item.readAloud } : {}),
    ...(item.stem === draft.stem.trim() && item.easyRead !== undefined ? { easyRead: item.easyRead } : {}),
  };
}

export const letterOf = (index: number): string => String.fromCharCode(65 + (index % 26));

/** The item as participants will see it. `number` 0 = warm-up. */
export function previewOf(item: EditableItem, draft: ItemDraft, number: number, of: number): ItemFrame {
  return {
    contestItemId: item.contestItemId,
    opening: 0,
    number,
    of,
    warmUp: number === 0,
    kind: item.kind,
    ...(item.select === undefined ? {} : { select: item.select }),
    stem: draft.stem,
    choices: draft.choices.map(({ id, text }, index) => ({ id, text, label: letterOf(index) })),
    ...(item.targets === undefined
      ? {}
      : { targets: draft.targets.map(({ id, text }, index) => ({ id, text, label: String(index + 1) })) }),
    ...('texts' in item.correctResponse ? { blanks: item.correctResponse.texts.length } : {}),
    media: item.media,
    points: draft.points,
    timeLimitSeconds: draft.timeLimitSeconds,
    opensAt: null,
    closesAt: null,
  };
}
