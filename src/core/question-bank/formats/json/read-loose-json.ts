import { excerptOf } from '../../understand/fault.js';
import { namedKind } from '../../understand/kind-names.js';
import { isPlaceholder } from '../../understand/placeholder.js';
import { understand } from '../../understand/understand.js';
import type { RawItem } from '../raw-item.js';
import { readTables } from '../table/read-tables.js';
import type { Place, Problem, ReadItem, Reading } from '../reading.js';
import { choicesIn, type JsonChoices } from './choices.js';
import { findItems, stemProperty, type FoundItem } from './find-items.js';
import { countingOf, keyIn, mayBeTruth, positionsIn, type Counting, type JsonKey } from './key.js';
import { sheetsIn } from './rows.js';
import { allWordsOf, isTooDeep, mediaOf, propertyRole, wordsOf, type JsonObject } from './properties.js';

/** An item with its properties told apart, before the keys of the whole file have been looked at. */
interface Sorted {
  readonly found: FoundItem;
  readonly place: Place;
  readonly stem: string;
  readonly choices: JsonChoices;
  readonly keys: readonly unknown[];
  readonly byField: ReadonlyMap<string, readonly unknown[]>;
  readonly unread: readonly string[];
  readonly media: readonly string[];
}

/** Words for kinds that are none (党史, easy) say what an item is about; below this share they are taken for that. */
const NAMED_SHARE = 0.3;
const MOST_NAMES = 20;

/**
 * Reads the JSON that other programs keep items in: lists, groups by kind, wrappers of a service, with choices and keys in
 * the usual ways. A key that is a number counts only where the keys of the file show from where it is counted.
 */
export function readLooseJson(value: unknown): Reading {
  if (isTooDeep(value)) {
    const message = 'JSON 的嵌套太深，不像题库，请检查文件，或者导出为 Excel 后再上传。';
    return { read: 0, items: [], rejected: [{ place: {}, code: 'file.unsupported', message }], warnings: [] };
  }
  const { items: found, strange } = findItems(value);
  const sheets = found.length === 0 ? sheetsIn(value) : [];
  if (sheets.length > 0) return readTables(sheets);
  if (found.length === 0) {
    const message = '没有在 JSON 里找到题目，请检查每道题是否有题干（question 或 题干）和答案（answer 或 答案）。';
    return { read: 0, items: [], rejected: [{ place: {}, code: 'file.empty', message }], warnings: [] };
  }
  const sorted = found.map(sort);
  const counting = countingOf(
    sorted.flatMap(({ keys, choices }) =>
      keys.flatMap((key) => {
        const positions = positionsIn(key, choices);
        return positions === undefined || mayBeTruth(positions, choices)
          ? []
          : [{ positions, choices: choices.choices.length }];
      }),
    ),
  );
  const keyed = sorted.map((item) => ({ item, key: keyOf(item, counting) }));
  const keyless = keyed.every(({ key }) => key.state === 'absent' || (key.state === 'text' && isPlaceholder(key.text)));
  const kinds = sorted.flatMap(({ byField }) => kindWords(byField));
  const useKinds = kinds.filter((word) => namedKind(word) !== undefined).length >= kinds.length * NAMED_SHARE;

  const items: ReadItem[] = [];
  const rejected: Problem[] = [];
  const warnings: Problem[] = fileWarnings(sorted, strange, keyless);
  for (const { item, key } of keyed) {
    const { place } = item;
    if (key.state === 'contradictory') {
      rejected.push({ place, code: 'key.contradictory', message: key.reason, excerpt: excerptOf(key.words) });
      continue;
    }
    if (item.choices.wordless) {
      const message = '有的选项只有图片没有文字，请给图片写上替代文字后再导入。';
      rejected.push({ place, code: 'media.missing', message });
      continue;
    }
    const made = understand(rawOf(item, key, useKinds), { keyless });
    if (!made.ok) {
      rejected.push(made.problem);
      continue;
    }
    items.push({ place, item: made.item });
    warnings.push(...made.warnings);
    if (item.media.length > 0) {
      const message = `图片、录音或视频没有读入（${item.media.slice(0, 3).join('、')}），请在题库里重新上传。`;
      warnings.push({ place, code: 'media.missing', message });
    }
  }
  return { read: found.length, items, rejected, warnings };
}

function sort(found: FoundItem, index: number): Sorted {
  const { object } = found;
  const stemName = stemProperty(object);
  const byField = new Map<string, unknown[]>();
  const unread: string[] = [];
  for (const [name, value] of Object.entries(object)) {
    const isReply = name === 'a' && stemName === 'q' && object['b'] === undefined;
    const field = name === stemName ? 'stem' : isReply ? 'key' : propertyRole(name)?.field;
    if (isEmpty(value)) continue;
    if (field === undefined || (field === 'stem' && name !== stemName)) unread.push(name);
    else byField.set(field, [...(byField.get(field) ?? []), value]);
  }
  const stem = wordsOf(stemName === undefined ? '' : object[stemName]);
  const { choices, keys: whole } = choicesAndKeys(object, byField);
  const parts = byField.get('part') ?? [];
  const keys = whole.length === 0 && parts.length > 0 ? [parts] : whole;
  const number = byField.get('number')?.[0] ?? byField.get('id')?.[0] ?? found.name;
  const called = typeof number === 'string' || typeof number === 'number' ? String(number) : '';
  return {
    found,
    place: { item: called === '' || called.length > 60 ? `第 ${index + 1} 题` : called },
    stem: [found.material, stem.text].filter((text) => text !== undefined && text !== '').join('\n'),
    choices,
    keys,
    byField,
    unread,
    media: [...stem.media, ...choices.media, ...mediaOf(object)],
  };
}

const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0);

/** `answers` may be the choices, where another property is the key or each of them is marked. */
function choicesAndKeys(object: JsonObject, byField: ReadonlyMap<string, readonly unknown[]>) {
  const written = byField.get('choices') ?? [];
  const keys = byField.get('key') ?? [];
  const wrong = byField.get('distractor')?.flat() ?? [];
  const own = choicesIn(object, written[0]);
  if (own.choices.length > 0 || own.wordless) return { choices: own, keys: keysOf(own, keys) };
  const asChoices = keys.find((key, index) => {
    const many = (Array.isArray(key) && key.length > 1) || (typeof key === 'object' && !Array.isArray(key));
    return many && (keys.length > 1 || choicesIn({}, keys[index]).marked !== undefined);
  });
  if (asChoices !== undefined) {
    const choices = choicesIn({}, asChoices);
    return { choices, keys: keysOf(choices, keys.filter((key) => key !== asChoices)) };
  }
  const [right] = keys;
  if (wrong.length === 0 || right === undefined) return { choices: own, keys };
  const rights = Array.isArray(right) ? (right as readonly unknown[]) : [right];
  const choices = choicesIn({}, [...rights, ...wrong].map((text) => ({ text })));
  return { choices, keys: [rights.map((_, index) => String.fromCharCode(65 + index))] };
} // prettier-ignore

/** Marks on the choices are a key too. */
function keysOf({ choices, marked }: JsonChoices, keys: readonly unknown[]): readonly unknown[] {
  if (marked === undefined || marked.length === 0) return keys;
  return [...keys, marked.map((index) => choices[index]?.label ?? String.fromCharCode(65 + index))];
}

/** Several properties that name the key must name the same one. */
function keyOf(item: Sorted, counting: Counting): JsonKey {
  const keys = item.keys
    .map((key) => keyIn(key, item.choices, counting, item.stem))
    .filter(({ state }) => state !== 'absent');
  const [first] = keys;
  if (first === undefined) return { state: 'absent' };
  const texts = keys.flatMap((key) => (key.state === 'text' ? [key.text] : []));
  const [text] = texts;
  if (text === undefined) return first;
  if (texts.every((other) => sameKey(other, text))) return { state: 'text', text };
  return { state: 'contradictory', reason: '这道题写了两个不同的答案，请只留一个。', words: texts.join(' ') };
}

const sameKey = (one: string, other: string): boolean =>
  [...one.replace(/[\s、,;|]+/gu, '').toUpperCase()].sort().join('') ===
  [...other.replace(/[\s、,;|]+/gu, '').toUpperCase()].sort().join('');

/** 1, 2, 3 for kinds mean another thing in each program. */
const kindWords = (byField: ReadonlyMap<string, readonly unknown[]>): readonly string[] =>
  (byField.get('kind') ?? []).filter((word): word is string => typeof word === 'string' && !/^\d+$/u.test(word));

function rawOf(item: Sorted, key: JsonKey, useKinds: boolean): RawItem {
  const { byField, found } = item;
  const text = (field: string): string | undefined => {
    const joined = (byField.get(field) ?? [])
      .map(allWordsOf)
      .filter((words) => words !== '')
      .join('\n');
    return joined === '' ? undefined : joined;
  };
  const words = kindWords(byField);
  const kind = useKinds ? (words.find((word) => namedKind(word) !== undefined) ?? words[0]) : undefined;
  const about = words.filter((word) => word !== kind && !/^\w+$/u.test(word));
  const tags = [...found.groupTags, ...(byField.get('tags') ?? []).flatMap(tagsOf), ...about];
  const id = text('id');
  const fields = {
    id: id !== undefined && ID.test(id) ? id : undefined,
    kind: kind ?? found.groupKind,
    key: key.state === 'text' ? key.text : undefined,
    ...Object.fromEntries(['explanation', 'difficulty', 'points', 'source', 'readAloud', 'easyRead', 'validUntil'].map((field) => [field, text(field)])),
    tags: tags.length === 0 ? undefined : tags,
  }; // prettier-ignore
  return {
    place: item.place,
    stem: item.stem,
    choices: item.choices.choices,
    ...(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<RawItem>),
  };
}

/** As question-banks/bank.schema.json has it; a bare number is a place in a list, not a name. */
const ID = /^(?!\d{1,6}$)[\p{L}\p{N}][\p{L}\p{N}._:-]{0,99}$/u;

const tagsOf = (value: unknown): readonly string[] =>
  (Array.isArray(value) ? (value as readonly unknown[]) : [value]).flatMap((entry) =>
    wordsOf(entry)
      .text.split(/[,，、;；|\n]/u)
      .map((tag) => tag.trim())
      .filter((tag) => tag !== ''),
  );

function fileWarnings(sorted: readonly Sorted[], strange: readonly unknown[], keyless: boolean): Problem[] {
  const warn = (code: Problem['code'], message: string, words = ''): Problem => ({
    place: {},
    code,
    message,
    ...(words === '' ? {} : { excerpt: excerptOf(words) }),
  });
  const names = [...new Set(sorted.flatMap(({ unread }) => unread))];
  const codes = sorted.some(({ byField }) => (byField.get('kind') ?? []).some((word) => /^\d+$/u.test(String(word))));
  return [
    ...(keyless ? [warn('key.missing', '整个文件都没有答案，题目作为草稿读入，请在题库里补上答案。')] : []),
    ...(codes ? [warn('kind.unknown', '题型写成了数字，没有采用，已按选项和答案确定题型，请核对。')] : []),
    ...(names.length === 0
      ? []
      : [
          warn(
            'text.unclaimed',
            `有 ${names.length} 种字段没有读取，请核对是否需要。`,
            names.slice(0, MOST_NAMES).join('、'),
          ),
        ]),
    ...(strange.length === 0
      ? []
      : [
          warn(
            'text.unclaimed',
            `题目之间有 ${strange.length} 处不是题目，没有读取，请核对。`,
            wordsOf(strange[0]).text,
          ),
        ]),
  ];
}
