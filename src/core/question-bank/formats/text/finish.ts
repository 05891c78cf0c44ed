/** From drafts to raw items: tags, points and keys are taken out of the stem, keys of an area are given to their items. */
import { fault, type Fault } from '../../understand/fault.js';
import { allBlanks } from '../../understand/blanks.js';
import { tidy } from '../../understand/characters.js';
import { labelledOf } from '../../understand/choice-key.js';
import { namedKind, type NamedKind } from '../../understand/kind-names.js';
import type { RawItem } from '../raw-item.js';
import { keyOf, sameKey, type Draft, type DraftChoice } from './draft.js';
import { isKindTag } from './headings.js';
import { shaded } from './lines.js';
import { filledBlanks, letterFillings, stemAndKey } from './stem-key.js';

export interface Finished {
  readonly raw: RawItem;
  readonly fault?: Fault;
}

const TAG_FIRST = /^\s*[[【(]\s*([^\]】)[【(]{1,16}?)\s*[,，、]?\s*(\d{1,3}(?:\.\d{1,2})?)?\s*分?\s*[\]】)]\s*:?\s*/u;
const TAG_LAST =
  /[[【(]\s*([^\]】)[【(]{1,16}?)\s*[,，、]?\s*(\d{1,3}(?:\.\d{1,2})?)?\s*分?\s*[\]】)]\s*(?:[(][^()]{0,12}[)])?\s*[。.*]?\s*$/u;
/** What 七巧 writes behind the tag: who judges the response. */
const JUDGED_BY = /^\s*[(]\s*(?:系统|人工|自动|手动)(?:评分|判分|阅卷)\s*[)]\s*/u;
const POINTS_FIRST = /^\s*[(【[]\s*(?:本题|每题)?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[)】\]]\s*/u;
const POINTS_LAST = /[(【[]\s*(?:本题|每题)?\s*(\d{1,3}(?:\.\d{1,2})?)\s*分\s*[)】\]]\s*$/u;

/** 判断：……, 单选题：……, 填空题 …… */
const KIND_FIRST =
  /^\s*((?:考试)?(?:不定项|单项?|多项?|双|单项|多项)?选择?题?|判断(?:对错|正误)?题?|是非题?|填空题?|简答题?|问答题?|论述题?|名词解释题?|排序题?|连线题?|匹配题?)\s*(?::\s*|(?<=题)\s+)(?=\S)/u;

/** The kind before the stem, unless the choices show that the word is part of it. */
export function withoutLead(stem: string, choices: number): Tagged {
  const match = KIND_FIRST.exec(shaded(stem));
  const kind = match?.[1] ?? '';
  const named = match === null ? undefined : namedKind(kind);
  const chosen = named === 'single' || named === 'multiple' || named === 'indefinite' || named === 'choice';
  const fits = chosen || named === 'ordering' || named === 'matching' || choices === 0;
  if (match === null || named === undefined || !(fits || (named === 'true-false' && choices === 2))) return { stem };
  return { stem: stem.slice(match[0].length), kind };
}

interface Tagged {
  readonly stem: string;
  readonly kind?: string;
  readonly points?: string;
}

/** The kind and the points that people write into a stem: [单选题], （多选，2分）, (2分). */
export function withoutTags(stem: string): Tagged {
  let rest = tidy(stem);
  let kind: string | undefined;
  let points: string | undefined;
  for (const pattern of [POINTS_FIRST, TAG_FIRST, POINTS_FIRST, POINTS_LAST, TAG_LAST, POINTS_LAST]) {
    const shade = shaded(rest);
    // The patterns for the end look from each bracket of a long stem to its end: only the last of it can hold a tag.
    const from = pattern === TAG_LAST || pattern === POINTS_LAST ? Math.max(0, shade.length - 60) : 0;
    const match = pattern.exec(shade.slice(from));
    if (match === null) continue;
    const tag = pattern === TAG_FIRST || pattern === TAG_LAST;
    if (tag && !isKindTag(match[1] ?? '')) continue;
    if (tag) kind ??= match[1];
    points ??= tag ? match[2] : match[1];
    const start = from + match.index;
    const after = rest.slice(start + match[0].length);
    const judged = tag ? (JUDGED_BY.exec(shaded(after))?.[0].length ?? 0) : 0;
    rest = tidy(`${rest.slice(0, start)}${after.slice(judged)}`);
  }
  return { stem: rest, ...(kind === undefined ? {} : { kind }), ...(points === undefined ? {} : { points }) };
}

/** The share of the items that makes a habit. */
const MOST = 0.6;

export interface Habit {
  /** Of items without another key. */
  readonly keyless: boolean;
  /** Of items that have their key on a line as well. */
  readonly keyed: boolean;
}

/**
 * Whether this file writes its keys into the brackets of its stems: then （C） without spaces is a key as well, which in
 * another file may be part of the sentence, as in 分贝（A）.
 */
export function bracketHabit(drafts: readonly Draft[]): Habit {
  const ofChoices = drafts.filter(({ choices }) => choices.length > 1);
  const fillings = (draft: Draft) => letterFillings(draft.stem.toString(), lettersOf(draft));
  const keyless = ofChoices.filter(({ key }) => key === undefined);
  const keyed = ofChoices.filter(({ key }) => key !== undefined);
  const filled = keyless.filter((draft) => fillings(draft).length > 0).length;
  const agreeing = keyed.filter((draft) => fillings(draft).some(({ key }) => sameKey(key, draft.key ?? ''))).length;
  return {
    keyless: filled > 0 && filled >= keyless.length * MOST,
    keyed: agreeing > 1 && agreeing >= keyed.length * MOST,
  };
}

const lettersOf = ({ choices }: Draft) => choices.flatMap(({ letter }) => (letter === undefined ? [] : [letter]));

export function finish(draft: Draft, habit: Habit): Finished {
  const choices = plainChoices(draft.choices);
  const marked = choices.filter(({ correct }) => correct).map(({ letter }) => letter);
  const told = remarked(draft, choices);
  const given = told.key ?? keyOf(draft) ?? (marked.length > 0 ? marked.join('') : undefined);
  const written = given === undefined ? undefined : withoutNumber(given, draft.number);
  const led = withoutLead(draft.stem.toString(), choices.length);
  const tagged = { ...led, ...withoutTags(led.stem) };
  const kind = draft.kind ?? tagged.kind ?? draft.section.kind;
  const named = kind === undefined ? undefined : namedKind(kind);
  const found = stemAndKey(tagged.stem, {
    named,
    letters: lettersOf(draft),
    texts: choices.map(({ text }) => text),
    key: written,
    habit: written === undefined ? habit.keyless : habit.keyed,
  });
  const filled = found.key === undefined && written === undefined ? blanksFilled(found.stem, named, draft) : undefined;
  const { stem } = filled ?? withoutTags(found.stem);
  const key = written ?? found.key ?? filled?.key;
  const reason = draft.fault ?? told.fault ?? found.fault ?? misplaced(draft, tagged.stem);
  const points = draft.points ?? tagged.points ?? draft.section.points;
  const raw: RawItem = {
    place: { line: draft.line, ...(draft.number === undefined ? {} : { item: String(draft.number) }) },
    stem: draft.material === undefined ? stem : `${draft.material}\n${stem}`,
    choices: choices.map(({ letter, text, line }) => ({
      text,
      place: { line, ...(draft.number === undefined ? {} : { item: String(draft.number) }) },
      ...(draft.choices.every((choice) => choice.letter === undefined) ? {} : { label: letter }),
    })),
    tags: draft.tags,
    ...optional({ kind, key, points, explanation: explained(draft, told.remarks) }),
    ...optional({ difficulty: draft.difficulty, source: draft.source, validUntil: draft.validUntil }),
    ...(draft.keyLine === undefined
      ? {}
      : { keyPlace: { line: draft.keyLine, ...(draft.number === undefined ? {} : { item: String(draft.number) }) } }),
  };
  return { raw, ...(reason === undefined ? {} : { fault: reason }) };
}

interface Told {
  readonly key?: string;
  readonly remarks: readonly string[];
  readonly fault?: Fault;
}

/** What stands behind a key may be the text of its choice: then it is no explanation, and must agree with the letter. */
function remarked({ key, remarks }: Draft, choices: readonly PlainChoice[]): Told {
  const list = choices.map(({ letter, text }) => ({ id: letter, text: tidy(text) }));
  const kept: string[] = [];
  let letters: string | undefined;
  for (const remark of remarks) {
    const ids = key === undefined || list.length === 0 ? undefined : labelledOf(`${key}。${remark}`, list);
    if (ids?.ok === false) return { remarks, fault: ids.error };
    if (ids === undefined) kept.push(remark);
    else letters = ids.value.join('');
  }
  return { remarks: kept, ...optional({ key: letters }) };
}

/** 答案：2、北京 under item 2; but not 1、甲 2、乙, which are the parts of a key. */
function withoutNumber(key: string, number: number | undefined): string {
  if (number === undefined) return key;
  const own = new RegExp(`^\\s*[(【]?\\s*${number}\\s*[.、:)】]\\s*(?=[^\\s\\d])`, 'u').exec(shaded(key));
  if (own === null) return key;
  const rest = key.slice(own[0].length);
  return new RegExp(`(?:^|[\\s;,。])[(【]?\\s*${number + 1}\\s*[.、:)】]`, 'u').test(shaded(rest)) ? key : rest;
}

const explained = ({ explanation }: Draft, remarks: readonly string[]): string | undefined =>
  [...remarks, explanation.toString()].filter((words) => words !== '').join('\n') || undefined;

/** 问卷星 exports mark the correct choices: 119（正确答案）. */
const CORRECT = /\s*[(（【[]\s*(?:正确答案|√|✓|✔)\s*[)）】\]]\s*$/u;
const SEPARATOR = /[;；]\s*$/u;

interface PlainChoice extends DraftChoice {
  readonly letter: string;
  readonly correct: boolean;
}

/** Choices without marks, and without the semicolons that only set them apart. */
function plainChoices(choices: readonly DraftChoice[]): readonly PlainChoice[] {
  const listed = choices.length > 1 && choices.slice(0, -1).every(({ text }) => SEPARATOR.test(text.slice(-20)));
  return choices.map(({ letter, text, line }, index) => {
    const bare = listed ? text.replace(SEPARATOR, '') : text;
    const tail = bare.slice(-20);
    const correct = CORRECT.test(tail);
    return {
      letter: letter ?? String.fromCharCode(65 + index),
      text: correct ? bare.slice(0, bare.length - tail.length) + tail.replace(CORRECT, '') : bare,
      line,
      correct,
    };
  });
}

type Defined<T> = { readonly [K in keyof T]?: Exclude<T[K], undefined> };
const optional = <T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;

function blanksFilled(stem: string, named: NamedKind | undefined, { choices }: Draft) {
  if (named !== 'fill-in' || choices.length > 0 || allBlanks(stem).count > 0) return undefined;
  const filled = filledBlanks(stem);
  return filled.key === undefined ? undefined : { stem: filled.stem, key: filled.key };
}

const PLACE_AT_END = /[(]\s*[)]\s*[。.？?:]*\s*$/u;
const HEAP = 3;

/** Several of its lines end with a place for a key, each followed by another line: stems and what answers them. */
function heaped(stem: string): boolean {
  const paragraphs = stem.split('\n').map(shaded);
  return paragraphs.slice(0, -1).filter((words) => PLACE_AT_END.test(words)).length >= HEAP;
}

/** Letters out of order: a choice was lost, or two stand in one. */
function misplaced({ choices, key, number }: Draft, stem: string): Fault | undefined {
  const letters = choices.map(({ letter }) => letter).filter((letter) => letter === undefined || !/\d/u.test(letter));
  const wrong = letters.find((letter, index) => letter !== undefined && letter !== String.fromCharCode(65 + index));
  if (wrong !== undefined) {
    return fault(
      'choices.malformed',
      `选项的字母不连续（${letters.join('')}），可能漏了字母或选项，请补全。`,
      choices[0]?.text,
    );
  }
  const empty = choices.find(({ text }) => text === '');
  if (empty !== undefined) {
    return fault('choices.malformed', `选项 ${empty.letter ?? ''} 没有文字，请补上。`, stem);
  }
  const twice = choices.find(
    ({ letter, text }) => letter !== undefined && new RegExp(`\\S\\s+${letter}[.、:)]`, 'u').test(shaded(text)),
  );
  if (twice !== undefined) {
    return fault('choices.malformed', `选项 ${twice.letter ?? ''} 的字母出现了两次，分不清选项，请核对。`, twice.text);
  }
  if (choices.length === 0 && heaped(stem)) {
    return fault('text.unclaimed', '好几道题连在了一起，分不清，请给每道题写上题号，另起一行写“答案：……”。', stem);
  }
  if (/^答\s*:/u.test(shaded(stem))) {
    return fault('text.unclaimed', '以“答：”开头的是答案，看不出是哪一题的，请写到那一题后面或“参考答案”里。', stem);
  }
  const numbers = choices.map(({ text }) => /^(\d{1,4})\s*[.、](?!\d)/u.exec(shaded(text))?.[1]);
  const swallowed = numbers.findIndex((figures) => number !== undefined && Number(figures) === number + 1);
  if (swallowed > 0 && numbers.filter((figures) => figures !== undefined).length === 1) {
    const reason = '选项的文字以下一题的题号开头，可能是下一题，请把题号写在一行的最前面。';
    return fault('choices.malformed', reason, choices[swallowed]?.text);
  }
  const next = String.fromCharCode(65 + choices.length);
  // The code point: after Z comes a sign that means something in an expression.
  const ending = new RegExp(`\\s\\u{${next.charCodeAt(0).toString(16)}}\\s*$`, 'u');
  const stray = choices.find(({ text }) => ending.test(shaded(text).slice(-10)));
  if (stray !== undefined && choices.length > 0) {
    return fault('choices.malformed', `选项末尾多出字母“${next}”，可能漏了选项，请核对。`, stray.text);
  }
  // 是 B否 with the key A: the first letter was lost.
  const lettered = key === undefined || /^\s*[A-Za-z]\s*$/u.test(key);
  const inStem = choices.length === 0 && lettered && /\S\sB\s*[\u4e00-\u9fff]/u.test(stem);
  return inStem ? fault('choices.malformed', '选项缺少字母，分不清题干和选项，请补上选项的字母。', stem) : undefined;
}
