import { latin, tidy } from '../../understand/characters.js';
import type { RawChoice } from '../raw-item.js';
import { isObject, mediaOf, propertyRole, unpacked, wordsOf, type JsonObject, type Words } from './properties.js';

export interface JsonChoices {
  readonly choices: readonly RawChoice[];
  /** By position: what the file calls the choice (its id, number or code), beside the letter. */
  readonly names: readonly (readonly string[])[];
  /** Positions that are marked as right; absent where nothing is marked. */
  readonly marked?: readonly number[];
  readonly media: readonly string[];
  /** A choice is a picture without words. */
  readonly wordless: boolean;
}

const NONE: JsonChoices = { choices: [], names: [], media: [], wordless: false };

interface Entry {
  readonly words: Words;
  readonly label?: string;
  readonly names?: readonly string[];
  readonly mark?: boolean;
}

/** The choices of an item, in whatever way they are written. */
export function choicesIn(object: JsonObject, written: unknown): JsonChoices {
  if (written === undefined || written === null) return fromEntries(lettered(object));
  const value = unpacked(written);
  if (typeof value === 'string') return fromTexts(partsOf(value).map((text) => ({ text, media: [] })));
  if (Array.isArray(value)) return fromList(value as readonly unknown[]);
  return isObject(value) ? fromMap(value) : NONE;
}

/** optionA, 选项B, C: each in a property of its own. */
function lettered(object: JsonObject): readonly Entry[] {
  const found = Object.entries(object).flatMap(([name, value]) => {
    const role = propertyRole(name);
    return role?.field === 'choice' ? [{ words: wordsOf(value), label: role.label }] : [];
  });
  return found.length < 2 ? [] : found;
}

function fromList(list: readonly unknown[]): JsonChoices {
  const pairs = list.filter((entry): entry is readonly unknown[] => Array.isArray(entry) && entry.length === 2);
  if (pairs.length === list.length && pairs.length > 0) {
    return fromEntries(pairs.map(([label, words]) => ({ label: wordsOf(label).text, words: wordsOf(words) })));
  }
  const objects = list.filter(isObject);
  if (objects.length === 0) return fromTexts(list.map(wordsOf));
  const single = objects.every((entry) => Object.keys(entry).length === 1 && isLabel(Object.keys(entry)[0] ?? ''));
  if (single) {
    const entries = objects.flatMap((entry) => Object.entries(entry));
    return fromEntries(entries.map(([label, words]) => ({ label, words: wordsOf(words) })));
  }
  return fromObjects(list.map((entry) => (isObject(entry) ? entry : { text: entry })));
}

const isLabel = (text: string): boolean => /^(?:[A-Z]|\d{1,2})$/u.test(latin(text));

/** {A: …, B: …}, {option_a: …}, {1: …}, or {正确: true, 错误: false}. */
function fromMap(map: JsonObject): JsonChoices {
  const all = Object.entries(map);
  if (all.every(([, value]) => typeof value === 'boolean')) {
    return fromEntries(all.map(([text, mark]) => ({ words: { text, media: [] }, mark: mark === true })));
  }
  return fromEntries(
    all.map(([name, value]): Entry => {
      const role = propertyRole(name);
      const label = role?.field === 'choice' ? role.label : name;
      if (!isObject(value)) return { words: wordsOf(value), label };
      const marked = markOf(value);
      return {
        words: { ...wordsOf(value), media: [...wordsOf(value).media, ...mediaOf(value)] },
        label,
        ...(marked === undefined ? {} : { mark: marked }),
      };
    }),
  );
}

const TEXT_NAMES =
  /^(?:\w*text|\w*content|\w*value|html|body|label|title|\w*name|option|answer|choice|desc\w*|.*(?:内容|文本|文字|选项))$/iu;
const MARK_NAMES =
  /^(?:is_?(?:correct|right|answer|key|true|checked_?right)\w*|correct|right|answer|truth|valid|是否正确|是否答案|是否为?正确答案|正确)$/iu;

function fromObjects(objects: readonly JsonObject[]): JsonChoices {
  const names = [...new Set(objects.flatMap(Object.keys))];
  const texts = (name: string) => objects.map((object) => wordsOf(object[name]).text);
  const labels = names.find((name) => texts(name).every((text, index) => latin(text) === letter(index)));
  const textual = names.filter(
    (name) =>
      name !== labels &&
      TEXT_NAMES.test(name) &&
      objects.some((object) => !isTruth(object[name]) && wordsOf(object[name]).text !== ''),
  );
  // {label: 党章, value: 1}: what is written in Chinese is read by people, what is a number by programs.
  const rank = (name: string) =>
    texts(name).filter((text) => /\p{Script=Han}/u.test(text)).length * 4 +
    texts(name).filter((text) => !/^\d+$/u.test(text)).length;
  const [text] = textual.sort((one, other) => rank(other) - rank(one));
  return fromEntries(
    objects.map((object, index): Entry => {
      const written = text === undefined ? { text: '', media: [] } : wordsOf(object[text]);
      const mark = markOf(object);
      const called = names.filter((name) => name !== text && name !== labels && !MARK_NAMES.test(name));
      return {
        words: { text: written.text, media: [...written.media, ...mediaOf(object)] },
        ...(labels === undefined ? {} : { label: letter(index) }),
        names: called.flatMap((name) => (isScalar(object[name]) ? [String(object[name])] : [])),
        ...(mark === undefined ? {} : { mark }),
      };
    }),
  );
}

const isScalar = (value: unknown): value is string | number => typeof value === 'string' || typeof value === 'number';

const TRUTHS = new Map<unknown, boolean>([
  ...[true, 1, '1', 'true', 'True', 'TRUE', 'Y', 'y', 'yes', '是', '正确'].map((value) => [value, true] as const),
  ...[false, 0, '0', 'false', 'False', 'FALSE', 'N', 'n', 'no', '否', '错误', null, ''].map((value) => [value, false] as const),
]); // prettier-ignore

export const truthIn = (value: unknown): boolean | undefined => TRUTHS.get(value);
const isTruth = (value: unknown): boolean => typeof value === 'boolean';

function markOf(object: JsonObject): boolean | undefined {
  const name = Object.keys(object).find((key) => MARK_NAMES.test(key) && TRUTHS.has(object[key]));
  return name === undefined ? undefined : TRUTHS.get(object[name]);
}

const letter = (index: number): string => String.fromCharCode(65 + index);
const OWN_LABEL = /^[（(【[]?\s*([A-Za-zＡ-Ｚａ-ｚ])\s*(?:[）)】\]]\s*[.．、:：]?|[.．、:：]|\s)\s*(?=\S)/u;

/** `A. …`: the letters are the labels where they are A to the last without a gap, in whatever order. */
function fromTexts(texts: readonly Words[]): JsonChoices {
  const found = texts.map(({ text }) => OWN_LABEL.exec(text));
  const labels = found.map((match) => latin(match?.[1] ?? ''));
  const run = labels.length > 0 && [...labels].sort().every((label, index) => label === letter(index));
  return fromEntries(
    texts.map(({ text, media }, index) => ({
      words: { text: run ? tidy(text.slice(found[index]?.[0].length ?? 0)) : text, media },
      ...(run ? { label: labels[index] ?? '' } : {}),
    })),
  );
}

/** Choices without words are places that a form left empty. */
function fromEntries(all: readonly Entry[]): JsonChoices {
  const wordless = all.some(({ words }) => words.text === '' && words.media.length > 0);
  const entries = all.filter(({ words }) => words.text !== '');
  const letters = entries.map(({ label }) => latin(label ?? ''));
  const byLetter = letters.every((label) => /^[A-Z]$/u.test(label)) && new Set(letters).size === letters.length;
  const marked = entries.flatMap(({ mark }, index) => (mark === true ? [index] : []));
  return {
    choices: entries.map(({ words }, index) => ({
      text: words.text,
      ...(byLetter ? { label: letters[index] ?? '' } : {}),
    })),
    names: entries.map(({ label, names = [] }) => (byLetter || label === undefined ? names : [label, ...names])),
    ...(entries.some(({ mark }) => mark !== undefined) ? { marked } : {}),
    media: all.flatMap(({ words }) => words.media),
    wordless,
  };
}

const INLINE_LABEL = /(?:^|[\s;；|,，])[（(]?([A-Z])[）)]?[.．、:：]\s*/gu;

/** All choices in one text: each behind its letter, on lines of their own, or parted by | # ; */
function partsOf(text: string): readonly string[] {
  const trimmed = text.trim();
  if (trimmed === '') return [];
  const marks = [...trimmed.matchAll(INLINE_LABEL)];
  const run = marks.length > 1 && marks.every((mark, index) => mark[1] === letter(index)) && marks[0]?.index === 0;
  if (run) return marks.map((mark, index) => trimmed.slice(mark.index, marks[index + 1]?.index).trim());
  for (const separator of [/\n+/u, /\s*[|｜]+\s*/u, /\s*#+\s*/u, /\s*[;；]\s*/u]) {
    const parts = trimmed.split(separator).filter((part) => part.trim() !== '');
    if (parts.length > 1) return parts;
  }
  return [trimmed];
}
