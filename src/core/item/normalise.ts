import { toArabicNumerals } from './numerals.js';
import type { FillInBlank } from './types.js';

/** White space of every width, and the invisible signs that copying from Word or WeChat leaves behind. */
const SPACE = String.raw`\s\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u3164\ufeff`;
const SPACES = new RegExp(`[${SPACE}]+`, 'gu');
const CONTENT = new RegExp(`[^${SPACE}]`, 'u');
/** Title marks and quotation marks, Chinese and Western. */
const QUOTES = /[《》〈〉«»‹›「」『』"'`‘’‚‛“”„‟〝〞〟]+/gu;
const MINUS = /[\u2212\u2010\u2011]/gu;

/** True where nothing but spaces was written. */
export function isEmptyText(text: string): boolean {
  return !CONTENT.test(text);
}

/**
 * The form in which texts are compared: NFKC, no spaces, no title or quotation marks, lower case;
 * numbers in Arabic digits where `unifyNumerals` is set. Quotation marks alone stay, so that they equal no other text.
 */
export function normaliseText(text: string, unifyNumerals = false): string {
  const compact = text.normalize('NFKC').replace(SPACES, '').replace(MINUS, '-').toLowerCase();
  const bare = compact.replace(QUOTES, '') || compact;
  return unifyNumerals ? toArabicNumerals(bare) : bare;
}

/** The number that a text is, written in either kind of numerals, or null. */
export function numberIn(text: string, normalise: Normaliser = normaliseText): number | null {
  const plain = normalise(text, true);
  return /^[+-]?\d+(?:\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** The keys of the accepted texts that a written text meets; empty = not accepted. */
type BlankMatcher = (text: string) => readonly string[];

type Normaliser = typeof normaliseText;

/** 184 is contained in 第184条, not in 第1184条 nor in 184.5. */
function containsWhole(text: string, part: string): boolean {
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
    const before = text.slice(0, at);
    const after = text.slice(at + part.length);
    const cutsBefore = /^\d/.test(part) && /\d[.]?$/.test(before);
    const cutsAfter = /\d$/.test(part) && /^[.]?\d/.test(after);
    if (!cutsBefore && !cutsAfter) return true;
  }
  return false;
}

/** Thousands of participants write the same few texts: each is normalised once. */
function remember(): Normaliser {
  const plain = new Map<string, string>();
  const unified = new Map<string, string>();
  return (text, unifyNumerals) => {
    const known = unifyNumerals === true ? unified : plain;
    const normal = known.get(text) ?? normaliseText(text, unifyNumerals);
    known.set(text, normal);
    return normal;
  };
}

function compileBlank(blank: FillInBlank, normalise: Normaliser): BlankMatcher {
  const unify = blank.unifyNumerals === true;
  const accepted = [...new Set(blank.accepted.map((text) => normaliseText(text, unify)))].filter((text) => text !== '');
  const { range } = blank;
  return (text) => {
    const written = normalise(text, unify);
    const keys =
      blank.match === 'contains'
        ? accepted.filter((part) => containsWhole(written, part))
        : accepted.filter((whole) => whole === written);
    const value = range === undefined ? null : numberIn(text, normalise);
    // The number itself is the key: in any-order blanks the same number counts once.
    if (range !== undefined && value !== null && value >= range.min && value <= range.max) keys.push(`=${value}`);
    return keys;
  };
}

/**
 * Prepares the blanks of one item: a function from the written texts to the number of right blanks.
 *
 * In order, each text is held against its own blank. In any order, texts are assigned to blanks so that as many as
 * possible are right, where each blank, each text and each accepted text is used once: writing the same thing twice
 * does not fill two blanks that accept the same list.
 */
export function compileBlanks(blanks: readonly FillInBlank[], anyOrder: boolean): (texts: readonly string[]) => number {
  const normalise = remember();
  const matchers = blanks.map((blank) => compileBlank(blank, normalise));
  if (!anyOrder) {
    return (texts) => matchers.filter((matches, index) => matches(texts[index] ?? '').length > 0).length;
  }
  return (texts) => bestAssignment(texts.map((text) => matchers.map((matches) => matches(text))));
}

/** `keys[text][blank]` are the keys that connect a text with a blank. */
type Connections = readonly (readonly (readonly string[])[])[];

/** Largest number of (text, key, blank) triples that share nothing. */
function bestAssignment(keys: Connections): number {
  const useful = keys.filter((blanks) => blanks.some((accepted) => accepted.length > 0));
  // Nearly always each text finds a place at once; only where one does not may another distribution be better.
  return firstComeAssignment(useful) === useful.length ? useful.length : largestFlow(useful);
}

function firstComeAssignment(keys: Connections): number {
  const taken = new Set<string | number>();
  let assigned = 0;
  for (const blanks of keys) {
    const blank = blanks.findIndex((accepted, at) => !taken.has(at) && accepted.some((key) => !taken.has(key)));
    const key = blanks[blank]?.find((one) => !taken.has(one));
    if (key === undefined) continue;
    taken.add(blank).add(key);
    assigned += 1;
  }
  return assigned;
}

/** A unit-capacity flow text -> key -> blank, augmented path by path (Ford-Fulkerson); items have a few blanks. */
function largestFlow(keys: Connections): number {
  const edges = new Map<string, Map<string, number>>();
  const connect = (from: string, to: string): void => {
    for (const [a, b, capacity] of [
      [from, to, 1],
      [to, from, 0],
    ] as const) {
      const targets = edges.get(a) ?? new Map<string, number>();
      edges.set(a, targets.set(b, Math.max(capacity, targets.get(b) ?? 0)));
    }
  };
  keys.forEach((blanks, text) => {
    connect('source', `text ${text}`);
    blanks.forEach((accepted, blank) => {
      for (const key of accepted) {
        connect(`text ${text}`, `in ${key}`);
        connect(`in ${key}`, `out ${key}`);
        connect(`out ${key}`, `blank ${blank}`);
        connect(`blank ${blank}`, 'sink');
      }
    });
  });
  const augment = (node: string, seen: Set<string>): boolean => {
    if (node === 'sink') return true;
    seen.add(node);
    const targets = edges.get(node) ?? new Map<string, number>();
    for (const [next, capacity] of targets) {
      if (capacity === 0 || seen.has(next) || !augment(next, seen)) continue;
      targets.set(next, 0);
      edges.get(next)?.set(node, 1);
      return true;
    }
    return false;
  };
  let matched = 0;
  while (augment('source', new Set())) matched += 1;
  return matched;
}
