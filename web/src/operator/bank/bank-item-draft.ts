/** An item of a bank while somebody edits it: every kind in one form, what is sent, and what participants would see. */
import type { BankChoiceBody, BankItemBody, BankItemKind, BankMediaRef } from '@protocol/question-bank.js';
import { letterOf, linesOf } from '../item-draft.js';
import type { KeyDraft } from '../item-draft.js';

/** Kinds as an author chooses them; single and multiple choice are two. */
export const EDIT_KINDS = [
  'choice-single',
  'choice-multiple',
  'true-false',
  'fill-in',
  'ordering',
  'matching',
  'short-answer',
] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

export interface EntryDraft {
  /** Of the form alone; letters and numbers are given by position when the item is sent. */
  readonly id: string;
  text: string;
  media: BankMediaRef[];
}

export interface BlankDraft {
  mode: 'texts' | 'range';
  /** Accepted texts, one a line. */
  texts: string;
  min: number;
  max: number;
}

/** NaN and empty strings stand for what is not filled in. Fields of other kinds keep what was typed and are not sent. */
export interface BankItemDraft extends KeyDraft {
  kind: EditKind;
  stem: string;
  choices: EntryDraft[];
  targets: EntryDraft[];
  /** As many as were ever needed; the stem's `____` say how many count. */
  blanks: BlankDraft[];
  anyOrder: boolean;
  modelResponse: string;
  explanation: string;
  difficulty: '' | '1' | '2' | '3' | '4' | '5';
  /** Separated by 、 or a comma. */
  tags: string;
  readAloud: string;
  easyRead: string;
  sourceTitle: string;
  sourceArticle: number;
  sourceParagraph: number;
  sourceSection: string;
  sourceQuote: string;
  /** How the quotation was compared with the text; a changed quotation was not yet. */
  verification: 'quoted' | 'structure' | '';
  validUntil: string;
  points: number;
  media: BankMediaRef[];
}

export const MOST_ENTRIES = 10;
export const LEAST_ENTRIES = 2;
const FIRST_ENTRIES = 4;

let lastId = 0;
export const newEntry = (): EntryDraft => ({ id: `new-${++lastId}`, text: '', media: [] });
export const newBlank = (): BlankDraft => ({ mode: 'texts', texts: '', min: Number.NaN, max: Number.NaN });

export const kindOf = (kind: EditKind): BankItemKind =>
  kind === 'choice-single' || kind === 'choice-multiple' ? 'choice' : kind;
export const editKindOf = ({ kind, select }: Pick<BankItemBody, 'kind' | 'select'>): EditKind =>
  kind === 'choice' ? (select === 'multiple' ? 'choice-multiple' : 'choice-single') : kind;

export const hasEntries = (kind: EditKind): boolean =>
  kind !== 'true-false' && kind !== 'fill-in' && kind !== 'short-answer';

/** Runs of four underscores and more, as the stem writes its blanks. */
export const blanksIn = (stem: string): number => stem.match(/_{4,}/g)?.length ?? 0;

export function emptyDraft(): BankItemDraft {
  return draftOfBody({ kind: 'choice', select: 'single', stem: '', choices: [], tags: [] });
}

export function draftOfBody(item: BankItemBody): BankItemDraft {
  const key = item.correctResponse;
  const entries = (list: readonly BankChoiceBody[] | undefined): EntryDraft[] =>
    list === undefined || list.length === 0
      ? Array.from({ length: FIRST_ENTRIES }, newEntry)
      : list.map(({ id, text, media }) => ({ id, text, media: [...(media ?? [])] }));
  const choices = entries(item.choices);
  const ids: readonly string[] = Array.isArray(key) ? (key as readonly string[]) : [];
  return {
    kind: editKindOf(item),
    stem: item.stem,
    choices,
    targets: entries(item.targets),
    keyValue: typeof key === 'boolean' ? (key ? 'true' : 'false') : '',
    keyChoices: item.kind !== 'choice' ? [] : typeof key === 'string' ? [key] : [...ids],
    keyTexts: [],
    keyOrder: item.kind === 'ordering' && ids.length > 0 ? [...ids] : choices.map(() => ''),
    keyPairs: item.kind === 'matching' && typeof key === 'object' ? { ...(key as Record<string, string>) } : {},
    blanks: item.kind === 'fill-in' && Array.isArray(key) ? key.map(blankOf) : [],
    anyOrder: item.anyOrder ?? false,
    modelResponse: item.kind === 'short-answer' && typeof key === 'string' ? key : '',
    explanation: item.explanation ?? '',
    difficulty: String(item.difficulty ?? '') as BankItemDraft['difficulty'],
    tags: item.tags.join('、'),
    readAloud: item.readAloud ?? '',
    easyRead: item.easyRead ?? '',
    sourceTitle: item.source?.title ?? item.source?.document ?? '',
    sourceArticle: item.source?.article ?? Number.NaN,
    sourceParagraph: item.source?.paragraph ?? Number.NaN,
    sourceSection: item.source?.section ?? '',
    sourceQuote: item.source?.quote ?? '',
    verification: item.verification ?? '',
    validUntil: item.validUntil ?? '',
    points: item.points ?? Number.NaN,
    media: [...(item.media ?? [])],
  };
}

function blankOf(blank: readonly string[] | { readonly min: number; readonly max: number }): BlankDraft {
  return 'min' in blank
    ? { mode: 'range', texts: '', min: blank.min, max: blank.max }
    : { ...newBlank(), texts: blank.join('\n') };
}

/** Keeps the parts of the key that hang on the number of entries and blanks in step with them. */
export function syncKey(draft: BankItemDraft): void {
  const ids = new Set(draft.choices.map(({ id }) => id));
  const targets = new Set(draft.targets.map(({ id }) => id));
  draft.keyChoices = draft.keyChoices.filter((id) => ids.has(id));
  draft.keyOrder = draft.choices.map((_, index) => {
    const id = draft.keyOrder[index] ?? '';
    return ids.has(id) ? id : '';
  });
  for (const [left, right] of Object.entries(draft.keyPairs)) {
    if (!ids.has(left) || !targets.has(right)) delete draft.keyPairs[left];
  }
  while (draft.blanks.length < blanksIn(draft.stem)) draft.blanks.push(newBlank());
}

/** The blanks that count, as many as the stem has. */
export const usedBlanks = (draft: BankItemDraft): readonly BlankDraft[] => draft.blanks.slice(0, blanksIn(draft.stem));

const isBlankFilled = ({ mode, texts, min, max }: BlankDraft): boolean =>
  mode === 'texts' ? linesOf(texts).length > 0 : min <= max;

/** `partial`: begun and not finished; an item may be kept without a key, but not with half of one. */
export function keyState(draft: BankItemDraft): 'none' | 'partial' | 'whole' {
  const state = (filled: number, of: number): 'none' | 'partial' | 'whole' =>
    filled === 0 ? 'none' : filled === of ? 'whole' : 'partial';
  switch (draft.kind) {
    case 'true-false':
      return state(draft.keyValue === '' ? 0 : 1, 1);
    case 'choice-single':
      return state(draft.keyChoices.length, 1);
    case 'choice-multiple':
      return draft.keyChoices.length === 0 ? 'none' : 'whole';
    case 'fill-in':
      return state(usedBlanks(draft).filter(isBlankFilled).length, usedBlanks(draft).length);
    case 'ordering':
      return state(new Set(draft.keyOrder.filter((id) => id !== '')).size, draft.choices.length);
    case 'matching':
      return state(draft.choices.filter(({ id }) => (draft.keyPairs[id] ?? '') !== '').length, draft.choices.length);
    case 'short-answer':
      return draft.modelResponse.trim() === '' ? 'none' : 'whole';
  }
}

/** How the wire names an entry: A, B … for choices, 1, 2 … for targets. */
const letters = (list: readonly EntryDraft[]): ReadonlyMap<string, string> =>
  new Map(list.map(({ id }, index) => [id, letterOf(index)]));
const numbers = (list: readonly EntryDraft[]): ReadonlyMap<string, string> =>
  new Map(list.map(({ id }, index) => [id, String(index + 1)]));

function keyBody(draft: BankItemDraft): BankItemBody['correctResponse'] {
  if (keyState(draft) !== 'whole') return undefined;
  const letter = letters(draft.choices);
  const number = numbers(draft.targets);
  const chosen = draft.choices.filter(({ id }) => draft.keyChoices.includes(id)).map(({ id }) => letter.get(id) ?? '');
  switch (draft.kind) {
    case 'true-false':
      return draft.keyValue === 'true';
    case 'choice-single':
      return chosen[0];
    case 'choice-multiple':
      return chosen;
    case 'fill-in':
      return usedBlanks(draft).map(({ mode, texts, min, max }) => (mode === 'texts' ? linesOf(texts) : { min, max }));
    case 'ordering':
      return draft.keyOrder.map((id) => letter.get(id) ?? '');
    case 'matching':
      return Object.fromEntries(
        draft.choices.map(({ id }) => [letter.get(id) ?? '', number.get(draft.keyPairs[id] ?? '') ?? '']),
      );
    case 'short-answer':
      return draft.modelResponse.trim();
  }
}

export const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[、，,;；\n]/)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  ),
];

/** 2028-12-31 from what people write (2028年12月31日, 2028/12/31); null where it is no date. */
export function dateOf(text: string): string | null {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text.trim());
  if (!match) return null;
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number];
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : null;
}

const filled = <K extends string>(key: K, text: string): Partial<Record<K, string>> =>
  text.trim() === '' ? {} : ({ [key]: text.trim() } as Partial<Record<K, string>>);
const numbered = <K extends string>(key: K, value: number): Partial<Record<K, number>> =>
  Number.isNaN(value) ? {} : ({ [key]: value } as Partial<Record<K, number>>);

function sourceBody(draft: BankItemDraft, before: BankItemBody | null): Pick<BankItemBody, 'source' | 'verification'> {
  const title = draft.sourceTitle.trim();
  if (title === '') return {};
  const old = before?.source;
  const same = old !== undefined && title === (old.title ?? old.document);
  const source = {
    document: same ? old.document : title,
    ...(same && old.title !== undefined ? { title: old.title } : {}),
    ...numbered('article', draft.sourceArticle),
    ...numbered('paragraph', draft.sourceParagraph),
    ...filled('section', draft.sourceSection),
    ...filled('quote', draft.sourceQuote),
  };
  return { source, ...(draft.verification === '' ? {} : { verification: draft.verification }) };
}

/** @param before the item as it was, whose document keeps its short name while its title stays */
export function bodyOfDraft(draft: BankItemDraft, before: BankItemBody | null = null): BankItemBody {
  const kind = kindOf(draft.kind);
  const entries = (list: readonly EntryDraft[], ids: ReadonlyMap<string, string>): readonly BankChoiceBody[] =>
    list.map(({ id, text, media }) => ({
      id: ids.get(id) ?? '',
      text: text.trim(),
      ...(media.length > 0 ? { media } : {}),
    }));
  const key = keyBody(draft);
  return {
    kind,
    ...(kind === 'choice' ? { select: draft.kind === 'choice-multiple' ? 'multiple' : 'single' } : {}),
    stem: draft.stem.trim(),
    ...(hasEntries(draft.kind) ? { choices: entries(draft.choices, letters(draft.choices)) } : {}),
    ...(kind === 'matching' ? { targets: entries(draft.targets, numbers(draft.targets)) } : {}),
    ...(key === undefined ? {} : { correctResponse: key }),
    ...(kind === 'fill-in' && draft.anyOrder ? { anyOrder: true } : {}),
    ...filled('explanation', draft.explanation),
    ...(draft.difficulty === '' ? {} : { difficulty: Number(draft.difficulty) }),
    tags: tagsOf(draft.tags),
    ...filled('readAloud', draft.readAloud),
    ...filled('easyRead', draft.easyRead),
    ...sourceBody(draft, before),
    ...filled('validUntil', dateOf(draft.validUntil) ?? ''),
    ...numbered('points', draft.points),
    ...(draft.media.length > 0 ? { media: draft.media } : {}),
  };
}
