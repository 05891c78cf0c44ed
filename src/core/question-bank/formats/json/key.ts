import { appearance, latin } from '../../understand/characters.js';
import { allBlanks } from '../../understand/blanks.js';
import { truthPair } from '../../understand/truth.js';
import { truthIn, type JsonChoices } from './choices.js';
import { isObject, unpacked, wordsOf } from './properties.js';

/** Whether numbers name choices from 0 or from 1 on; `unknown`: no key of the file tells, `both`: its keys disagree. */
export type Counting = 'zero' | 'one' | 'unknown' | 'both';

/** `text` for `understand`; `contradictory`: what it says can be read in two ways, with the reason. */
export type JsonKey =
  | { readonly state: 'absent' }
  | { readonly state: 'text'; readonly text: string }
  | { readonly state: 'contradictory'; readonly reason: string; readonly words: string };

const ABSENT: JsonKey = { state: 'absent' };
const asText = (text: string): JsonKey => (text === '' ? ABSENT : { state: 'text', text });

const NUMBERS = /^\d{1,2}(?:[\s,，、;；|]+\d{1,2})*$/u;

/** Numbers that may be positions of choices; undefined: the key is written in another way. */
export function positionsIn(written: unknown, { choices, names }: JsonChoices): readonly number[] | undefined {
  const parts = partsOf(written);
  if (choices.length === 0 || parts.length === 0) return undefined;
  const numbers = parts.flatMap((part) => {
    if (typeof part === 'number') return Number.isInteger(part) ? [part] : [NaN];
    return typeof part === 'string' && NUMBERS.test(part.trim()) ? (part.match(/\d+/gu) ?? []).map(Number) : [NaN];
  });
  if (numbers.some((number) => Number.isNaN(number) || number < 0)) return undefined;
  const called = numbers.every((number) => names.some((own) => own.includes(String(number))));
  const texts = numbers.every((number) => choices.some(({ text }) => appearance(text) === String(number)));
  return called || texts ? undefined : numbers;
}

/** 0 and 1 beside 对 and 错 may be truth as well as place. */
export const mayBeTruth = (positions: readonly number[], { choices }: JsonChoices): boolean =>
  positions.length === 1 && (positions[0] ?? 2) < 2 && truthPair(choices.map(({ text }) => text)) !== undefined;

/** How the numbers of a whole file count: 0 can only be the first of all, the number of choices only the last. */
export function countingOf(found: readonly { readonly positions: readonly number[]; readonly choices: number }[]): Counting {
  const zero = found.some(({ positions }) => positions.includes(0));
  const one = found.some(({ positions, choices }) => positions.includes(choices));
  if (zero && one) return 'both';
  return zero ? 'zero' : one ? 'one' : 'unknown';
} // prettier-ignore

function partsOf(written: unknown): readonly unknown[] {
  const value = unpacked(written);
  return (Array.isArray(value) ? (value as readonly unknown[]) : [value]).filter(
    (part) => part !== null && part !== undefined && part !== '',
  );
}

const letter = (choices: JsonChoices, index: number): string =>
  choices.choices[index]?.label ?? String.fromCharCode(65 + index);

/** What a key says in the words that `understand` knows: letters, 正确 or 错误, texts of blanks parted by |. */
export function keyIn(written: unknown, choices: JsonChoices, counting: Counting, stem: string): JsonKey {
  const value = unpacked(written);
  if (typeof value === 'boolean') return asText(value ? '正确' : '错误');
  if (isObject(value)) return keyInMap(value, choices, counting, stem);
  const parts = partsOf(value);
  if (parts.length === 0) return ABSENT;
  if (choices.choices.length === 0) return asText(blankTexts(parts, stem));
  const positions = positionsIn(value, choices);
  if (positions !== undefined) return keyOfPositions(positions, choices, counting);
  return asText(parts.map((part) => nameOf(part, choices)).join(parts.every(isLetter(choices)) ? '、' : '\n'));
}

/** {A: true, B: false} and {correct_a: "true"}, or an object around the key. */
function keyInMap(map: Readonly<Record<string, unknown>>, choices: JsonChoices, counting: Counting, stem: string): JsonKey {
  const entries = Object.entries(map);
  if (entries.length > 1 && entries.every(([, value]) => truthIn(value) !== undefined)) {
    const right = entries.filter(([, value]) => truthIn(value) === true).map(([name]) => name);
    const letters = right.map((name) => /(?:^|[_-])([a-z])(?:$|[_-])/iu.exec(name)?.[1] ?? name);
    return asText(letters.map((name) => nameOf(name, choices)).join('\n'));
  }
  if (typeof map['min'] === 'number' && typeof map['max'] === 'number') return asText(`${map['min']}-${map['max']}`);
  const inner = ['value', 'key', 'text', 'content', 'answer', 'id', 'label'].find((name) => map[name] !== undefined);
  return inner === undefined ? asText(wordsOf(map).text) : keyIn(map[inner], choices, counting, stem);
} // prettier-ignore

function keyOfPositions(positions: readonly number[], choices: JsonChoices, counting: Counting): JsonKey {
  const words = positions.join('、');
  if (mayBeTruth(positions, choices)) return keyOfTruth(positions[0] === 1, choices, counting);
  if (counting === 'unknown' || counting === 'both') {
    const reason =
      counting === 'both'
        ? '答案写成数字，有的从 0 数起，有的从 1 数起，看不出是哪个选项，请改成选项的字母。'
        : '答案写成数字，看不出从 0 还是从 1 数起，请改成选项的字母。';
    return { state: 'contradictory', reason, words };
  }
  return asText(positions.map((position) => letterAt(position - (counting === 'one' ? 1 : 0), choices)).join('、'));
}

/** Only where place and truth say the same. */
function keyOfTruth(value: boolean, choices: JsonChoices, counting: Counting): JsonKey {
  const index = Number(value) - (counting === 'one' ? 1 : 0);
  const pair = truthPair(choices.choices.map(({ text }) => text));
  if ((counting === 'zero' || counting === 'one') && pair?.[index] === value) return asText(value ? '正确' : '错误');
  const reason = '判断题的答案写成 0 或 1，看不出是选项的位置还是对错，请改成“正确”或“错误”。';
  return { state: 'contradictory', reason, words: String(Number(value)) };
}

/** Beyond the last choice the letter goes on, so that `understand` says what is wrong. */
const letterAt = (index: number, choices: JsonChoices): string =>
  choices.choices[index] === undefined
    ? String.fromCharCode(65 + Math.min(Math.max(index, 0), 25))
    : letter(choices, index);

const isLetter = (choices: JsonChoices) => (part: unknown) => /^[A-Z]$/u.test(latin(nameOf(part, choices)));

/** A part of a key that is the id, the number or the text of one choice gives way to the letter of it. */
function nameOf(part: unknown, choices: JsonChoices): string {
  const { text } = wordsOf(part);
  const called = choices.names.findIndex((names) => names.includes(text));
  if (called >= 0) return letter(choices, called);
  if (/^[A-Z]$/u.test(latin(text))) return text;
  const same = choices.choices.findIndex((choice) => appearance(choice.text) === appearance(text));
  return same >= 0 ? letter(choices, same) : text;
}

/** One entry a blank, or all of them ways to fill the only one. */
function blankTexts(parts: readonly unknown[], stem: string): string {
  if (parts.length === 1) return wordsOf(parts[0]).text;
  const blanks = allBlanks(stem).count;
  const texts = parts.map((part) =>
    Array.isArray(part) ? (part as readonly unknown[]).map((each) => wordsOf(each).text).join(';') : wordsOf(part).text,
  );
  if (blanks === 1) return texts.join(';');
  return texts.join(blanks === 0 ? '\n' : '|');
}
