import { excerptOf, fault, type Fault } from '../../understand/fault.js';
import type { Section } from './headings.js';
import { shaded } from './lines.js';
import { Prose } from './prose.js';

export interface DraftChoice {
  /** Absent where choices stand on lines of their own without letters. */
  readonly letter?: string;
  text: string;
  readonly line: number;
}

/** An item while its lines are being collected. */
export interface Draft {
  readonly line: number;
  /** The number as written; absent where the item has none. */
  readonly number?: number;
  /** （2） at its start: it may be part of a case. */
  readonly part?: number;
  readonly section: Section;
  kind?: string;
  points?: string;
  /** The text that several items share and this is based on; or under which it only stands. */
  material?: string;
  readonly below?: string;
  readonly stem: Prose;
  /** A place for a key, or a key, stands in the stem: no title has that. */
  telling: boolean;
  readonly choices: DraftChoice[];
  key?: string;
  /** What follows a key on further lines. */
  readonly keyRest: Prose;
  keyLine?: number;
  /** What stands behind the key in its line: a remark, or the text of the choice. */
  readonly remarks: string[];
  readonly explanation: Prose;
  difficulty?: string;
  source?: string;
  validUntil?: string;
  readonly tags: string[];
  /** Why it cannot be understood, whatever the words say. */
  fault?: Fault;
}

export const newDraft = (line: number, section: Section): Draft => ({
  line,
  section,
  stem: new Prose(),
  telling: false,
  choices: [],
  keyRest: new Prose(),
  remarks: [],
  explanation: new Prose(),
  tags: [],
});

/** The key with what follows it on further lines. */
export function keyOf({ key, keyRest }: Draft): string | undefined {
  const rest = keyRest.toString();
  if (rest === '') return key;
  return key === undefined || key === '' ? rest : `${key}\n${rest}`;
}

const LETTERS = /^[A-Za-z](?:[\s,、;/|和与及]*[A-Za-z]){0,25}/u;
const REMARK =
  /^(?:\s*(?:参见|详见|见|参考|依据|根据|出自|出处|来源|因为|理由|考点|P\d)|\s*(?:[。；;，,]|\.(?![A-Za-z]))|\s*[(（【][^)）】]*\p{Script=Han})/u;

/** *B*, `B` of Markdown; （3分）B. */
const EMPHASIS = /^([*`]{1,3})([A-Za-z](?:[\s,、]*[A-Za-z]){0,9}|[√×])\1$/u;
const POINTS_FIRST = /^[(（]\s*\d{1,3}(?:\.\d)?\s*分\s*[)）]\s*(?=\S)/u;

/** A key and what was written behind it: A参见教材34页, B。本题考查…… */
export function keyAndRemark(words: string): { readonly key: string; readonly remark: string } {
  const trimmed = unbracketed(words.replace(EMPHASIS, '$2').replace(POINTS_FIRST, ''));
  if (trimmed !== words) return keyAndRemark(trimmed);
  const shade = shaded(words);
  const letters = LETTERS.exec(shade)?.[0] ?? '';
  const rest = words.slice(letters.length);
  if (letters === '' || /[A-Za-z]/u.test(shade[letters.length] ?? '') || !REMARK.test(shade.slice(letters.length))) {
    return { key: words, remark: '' };
  }
  const remark = rest.replace(/^[\s。；;，,.．]+/u, '').trim();
  return { key: words.slice(0, letters.length), remark };
}

/** （答案：B） leaves a bracket behind that was opened before the label. */
const unbracketed = (words: string): string =>
  /[)）】]$/u.test(words) && !/[(（【]/u.test(words) ? words.slice(0, -1).trimEnd() : words;

/** Adds a key; a second one that says something else makes the item contradictory. */
export function addKey(draft: Draft, words: string, line: number): void {
  const { key, remark } = keyAndRemark(words);
  if (remark !== '') draft.remarks.push(remark);
  if (key === '') return;
  if (draft.key === undefined || draft.key === '') {
    draft.key = key;
    draft.keyLine = line;
  } else if (sameKey(draft.key, key) === false) {
    draft.fault ??= fault(
      'key.contradictory',
      `这道题有两个不同的答案“${short(draft.key)}”和“${short(key)}”，请只保留正确的一个。`,
      key,
    );
  }
}

const short = (key: string) => excerptOf(key.replace(/\s+/gu, ' '), 20);
const bare = (key: string) =>
  shaded(key)
    .toUpperCase()
    .replace(/[\s,、;./|()（）。]+/gu, '');

/** Whether two notations name the same: A、C and AC. */
export const sameKey = (one: string, other: string): boolean => bare(one) === bare(other);
