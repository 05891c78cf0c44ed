/** A draft becomes a `RawItem`: its choices, key and small fields are put together. */
import { allBlanks } from '../../understand/blanks.js';
import { appearance, latin, tidy } from '../../understand/characters.js';
import { strongBlanks } from '../../understand/blanks.js';
import { choiceKey } from '../../understand/choice-key.js';
import { choicesOf as choicesIn } from '../../understand/choices.js';
import { excerptOf } from '../../understand/fault.js';
import { namedKind, type NamedKind } from '../../understand/kind-names.js';
import { truthOf, typedTruthOf } from '../../understand/truth.js';
import type { RawChoice, RawItem } from '../raw-item.js';
import type { Place, Problem } from '../reading.js';
import { choicesInCell, letteredRun, listIn } from './choice-cell.js';
import type { Draft, DraftChoice, Written } from './draft.js';
import { filledBlanks, letterFillings, stemAndKey, type StemAndKey } from '../text/stem-key.js';
import { kindInStem, withBlanks } from './stem.js';

export interface Finished {
  readonly raw: RawItem;
  /** The columns of the row contradict each other. */
  readonly problem?: Problem;
}

const letter = (index: number): string => String.fromCharCode(65 + index);
/** What fills the columns of choices that an item does not have. */
const PADDING = /^(?:[/\\\-—－–_.、*]+|nan|null|n\/a|空|无此选项)$/iu;

/** `stem` is without its number. `habit`: the sheet writes its keys into the brackets of the stems. */
export function finish(draft: Draft, stem: { readonly text: string; readonly number?: string }, habit: boolean): Finished {
  const tagged = kindInStem(stem.text);
  const kind = draft.kind ?? tagged?.kind;
  const words = splitStem(draft, withBlanks(tagged?.rest ?? stem.text));
  const written = choicesOf(draft, words.choices);
  const named = kind === undefined ? undefined : namedKind(kind);
  const given = keyOf(draft, written);
  const blanks = blanksInChoices(named, given.key, written);
  const choices = blanks ? [] : withoutPadding(written, given.key);
  const key = given.key ?? (blanks ? fillings(words.stem, written) : undefined);
  const inStem = keyInStem(words.stem, named, choices, key, habit);
  const number = draft.number ?? stem.number;
  const place: Place = { ...draft.stem.place, ...(number === undefined ? {} : { item: number }) };
  const raw: RawItem = {
    place,
    stem: draft.material === undefined || inStem.stem.startsWith(draft.material) ? inStem.stem : `${draft.material}\n${inStem.stem}`,
    choices,
    ...optional('id', draft.id !== undefined && !/^\d+$/u.test(draft.id.text) ? draft.id.text : undefined),
    ...optional('kind', kind),
    ...optional('key', key ?? inStem.key),
    ...optional('keyPlace', given.place === undefined ? undefined : { ...given.place, ...(number === undefined ? {} : { item: number }) }),
    ...optional('explanation', joined(draft.explanation)),
    ...optional('difficulty', draft.difficulty?.text),
    ...optional('points', typeof draft.points === 'string' ? draft.points : draft.points?.text),
    ...optional('tags', tagsOf(draft)),
    ...optional('source', joined(draft.source)),
    ...optional('readAloud', draft.readAloud?.text),
    ...optional('easyRead', draft.easyRead?.text),
    ...optional('validUntil', draft.validUntil?.text),
  };
  const problem = given.problem ?? (inStem.fault === undefined ? undefined : { place, ...inStem.fault });
  return { raw, ...(problem === undefined ? {} : { problem }) };
} // prettier-ignore

const optional = <K extends string, V>(name: K, value: V | undefined): { readonly [P in K]?: V } =>
  (value === undefined ? {} : { [name]: value }) as { readonly [P in K]?: V };

function joined(list: readonly Written[]): string | undefined {
  const texts = list.map(({ text }) => text).filter((text) => text !== '');
  return texts.length === 0 ? undefined : texts.join('\n');
}

/** Parts of the subject first, then labels; one cell may hold several. */
function tagsOf(draft: Draft): readonly string[] | undefined {
  const tags = draft.tags.flatMap(({ text }) => text.split(/[,，;；、|｜\n]+/u)).map(tidy);
  const all = [...(draft.part === undefined ? [] : [draft.part]), ...tags].filter((tag) => tag !== '');
  return all.length === 0 ? undefined : all;
}

/** Choices that follow the stem in its cell, where no column has any. */
function splitStem(draft: Draft, stem: string): { readonly stem: string; readonly choices: readonly RawChoice[] } {
  if (draft.choices.length > 0 || draft.listed.length > 0 || draft.distractors.length > 0) return { stem, choices: [] };
  const lines = stem.split('\n');
  const start = lines.findIndex((line, index) => index > 0 && STARTS_WITH_A.test(line));
  const below = start === -1 ? undefined : letteredRun(lines.slice(start).join('\n'));
  if (below?.before === '') return { stem: tidy(lines.slice(0, start).join('\n')), choices: below.choices };
  const run = letteredRun(stem);
  if (run === undefined || run.before === '' || !apart(stem, run.before.length)) return { stem, choices: [] };
  return { stem: run.before, choices: run.choices };
}

const STARTS_WITH_A = /^\s*[（(【[]?\s*[AａＡa]\s*[)）】\].．、:：\s]/u;

/** Choices begin on a new line, after white space or after the end of a sentence; A、B in a sentence are none. */
const apart = (stem: string, at: number): boolean => /^\s/u.test(stem.slice(at)) || /[。？?！!）)]$/u.test(stem.slice(0, at)); // prettier-ignore

function choicesOf(draft: Draft, inStem: readonly RawChoice[]): readonly RawChoice[] {
  if (draft.choices.length > 0) {
    const [only] = draft.choices;
    const split = draft.choices.length === 1 && only !== undefined ? letteredRun(only.written.text) : undefined;
    if (split?.before === '' && only !== undefined) return placed(split.choices, only.written);
    return positioned(draft);
  }
  const [only] = draft.listed;
  if (only !== undefined && draft.listed.length === 1 && only.label === undefined) {
    const split = choicesInCell(only.written.text, draft.listSign);
    return placed(split ?? [{ text: only.written.text }], only.written);
  }
  if (draft.listed.length > 0) return rowChoices(draft.listed);
  if (draft.distractors.length > 0) {
    return [...draft.keys, ...draft.distractors].map(({ text, place }) => ({ text, place }));
  }
  return inStem;
}

const placed = (choices: readonly RawChoice[], { place }: Written): readonly RawChoice[] =>
  choices.map((choice) => ({ ...choice, place }));

/** Columns that are counted 1, 2, 3 have letters only where one of them is empty, for then position says nothing. */
function positioned({ choices, numbered }: Draft): readonly RawChoice[] {
  const gap = choices.some(({ label }, index) => label !== letter(index));
  return choices.map(({ label, written: { text, place } }) =>
    numbered && !gap ? { text, place } : { ...optional('label', label), text, place },
  );
}

/** A choice a row, with a label of its own in the cell or beside it. */
function rowChoices(listed: readonly DraftChoice[]): readonly RawChoice[] {
  const own = listed.map(({ label, written }, index) => {
    if (label !== undefined) return { label: latin(label).replace(/[^A-Z0-9]/gu, ''), text: written.text };
    const run = letteredRun(written.text, 1, letter(index));
    return run?.before === '' && run.choices.length === 1 ? run.choices[0] : undefined;
  });
  const complete = own.every((choice) => choice !== undefined);
  return listed.map(({ written }, index) => ({
    ...(complete ? own[index] : { label: letter(index) }),
    text: (complete ? own[index]?.text : undefined) ?? written.text,
    place: written.place,
  }));
}

/** Trailing cells with a stroke or the like, unless the key names them. */
function withoutPadding(choices: readonly RawChoice[], key: string | undefined): readonly RawChoice[] {
  const named = latin(key ?? '');
  let end = choices.length;
  while (end > 0) {
    const { text = '', label = letter(end - 1) } = choices[end - 1] ?? {};
    if (!PADDING.test(text) || named.includes(label)) break;
    end -= 1;
  }
  return end === choices.length ? choices : choices.slice(0, end);
}

/** Templates of some platforms put what the blanks accept into the columns of the choices. */
const blanksInChoices = (kind: NamedKind | undefined, key: string | undefined, choices: readonly RawChoice[]): boolean =>
  kind === 'fill-in' && key === undefined && choices.length > 0 && choices.every(({ text }) => !PADDING.test(text)); // prettier-ignore

/** One blank takes any of several texts. */
const fillings = (stem: string, choices: readonly RawChoice[]): string =>
  choices.map(({ text }) => text).join(strongBlanks(stem).count === 1 ? ';' : '|');

/** Where brackets are known to hold keys, letters beyond the choices are keys too, of which a choice is missing. */
const HABITUAL = 'ABCDEFGH';

function keyInStem(stem: string, kind: NamedKind | undefined, choices: readonly RawChoice[], key: string | undefined, habit: boolean): StemAndKey {
  if (kind === 'fill-in') return key === undefined ? filledBlanks(stem) : { stem };
  const own = choices.map(({ label }, index) => label ?? letter(index));
  const letters = habit && own.length > 0 ? [...new Set([...own, ...HABITUAL])] : own;
  return stemAndKey(stem, { named: kind, letters, texts: choices.map(({ text }) => text), key, habit });
} // prettier-ignore

/** Whether most items without a key beside them have one in their brackets. */
export function keysInStems(drafts: readonly Draft[]): boolean {
  const bare = drafts.filter(({ keys, parts }) => keys.length === 0 && parts.length === 0);
  const filled = bare.filter(({ stem }) => letterFillings(stem.text, [...HABITUAL]).length === 1).length;
  return filled > 0 && filled >= bare.length * 0.4;
}

interface Key {
  readonly key?: string;
  readonly place?: Place;
  readonly problem?: Problem;
}

function keyOf(draft: Draft, choices: readonly RawChoice[]): Key {
  const marked = markedChoices(draft, choices);
  if (marked !== undefined) return { key: marked, place: draft.listed.find((choice) => choice.marked)?.written.place ?? draft.stem.place };
  const texts = draft.keys.filter(({ text }) => text !== '');
  const [first, ...others] = texts;
  const parts = draft.parts.filter(({ text }) => text !== '');
  if (first === undefined) {
    const [part] = parts;
    if (part === undefined) return {};
    const letters = parts.length > 1 && parts.every(({ text }) => /^[A-Z]$/u.test(latin(text)));
    return { key: parts.map(({ text }) => text).join(letters ? '' : '|'), place: part.place };
  }
  if (sameMeaning([first, ...others].map(({ text }) => text), choices)) {
    // Whether the texts of a list fill a blank together or each of them does, nobody can tell: each is a blank of its own.
    const list = listIn(first.text)?.join(choices.length > 0 ? ';' : allBlanks(draft.stem.text).count > 0 ? '|' : '\n');
    return { key: inLetters(draft, list ?? first.text, choices), place: first.place };
  }
  const apart = texts.every(({ text }) => /^[A-Z]$/u.test(latin(text))) && new Set(texts.map(({ text }) => latin(text))).size === texts.length;
  if (apart && draft.listed.length > 1) return { key: texts.map(({ text }) => latin(text)).join(''), place: first.place };
  const written = texts.map(({ text }) => text).join(' / ');
  const message = '几列答案写得不一致，请只保留一列答案。';
  return { key: first.text, place: first.place, problem: { place: first.place, code: 'key.contradictory', message, excerpt: excerptOf(written) } };
} // prettier-ignore

/** B and the text of choice B are one key; so are 对 and √. */
function sameMeaning(keys: readonly string[], choices: readonly RawChoice[]): boolean {
  if (new Set(keys.map(appearance)).size === 1) return true;
  const truths = new Set(keys.map(typedTruthOf));
  if (truths.size === 1 && !truths.has(undefined)) return true;
  const list = choicesIn(choices);
  if (!list.ok || list.value.list.length === 0) return false;
  const ids = keys.map((key) => choiceKey(key, list.value));
  return new Set(ids.map((found, index) => (found.ok ? [...found.value].sort().join() : `?${index}`))).size === 1;
}

/** Letters of the choices whose own rows say that they are right; undefined where no row says so. */
function markedChoices(draft: Draft, choices: readonly RawChoice[]): string | undefined {
  const { listed, keys } = draft;
  if (listed.length < 2 || !listed.some(({ marked }) => marked === true)) {
    const firstOnly = listed.length > 1 && listed.length === choices.length && keys.length === 1 && draft.kind !== undefined;
    const mark = firstOnly && namedKind(draft.kind ?? '') !== 'true-false' ? truthOf(keys[0]?.text ?? '') : undefined;
    return mark === true ? choices[0]?.label : undefined;
  }
  const first = keys[0] !== undefined && typedTruthOf(keys[0].text) === true;
  const labels = listed.flatMap(({ marked }, index) => (marked === true || (index === 0 && first) ? [choices[index]?.label ?? letter(index)] : []));
  return labels.join('');
} // prettier-ignore

/** Columns counted 1, 2, 3 with a gap have letters: their numbers are the key's. */
function inLetters({ numbered }: Draft, key: string, choices: readonly RawChoice[]): string {
  if (!numbered || !choices.some(({ label }) => label !== undefined)) return key;
  const plain = latin(key);
  const isText = choices.some(({ text }) => appearance(text) === appearance(key));
  return /^\d{1,2}(?:[\s,、;|]+\d{1,2})*$/u.test(plain) && !isText
    ? plain.replace(/\d+/gu, (figures) => letter(Number(figures) - 1))
    : key;
}
