/** Several choices in one cell or on one row: lettered, on lines of their own, or parted by a sign. */
import { latin, narrow, tidy } from '../../understand/characters.js';
import type { RawChoice } from '../raw-item.js';

interface Label {
  readonly letter: string;
  readonly start: number;
  readonly end: number;
  /** Stands where a choice can begin: at the start, after white space or a separator, or in brackets. */
  readonly certain: boolean;
}

/** (A) A) A. A、 A: and, at the start of a line alone, A followed by a space. */
const LABEL =
  /([(（【[])\s*([A-Za-zＡ-Ｚａ-ｚ])\s*[)）】\]]?(?![A-Za-z])[.．、:：]?|(?<![A-Za-z0-9Ａ-Ｚａ-ｚ])([A-Za-zＡ-Ｚａ-ｚ])\s?[.．、:：)）,，]|(?<=^|\n)\s*([A-ZＡ-Ｚ])[ \t\u3000]+(?=\S)/gu;
const BEFORE_CERTAIN = /(?:^|[\s\u3000|｜;；,，。/])$/u;

function labelsIn(text: string): readonly Label[] {
  return [...text.matchAll(LABEL)].map((match) => {
    const [whole, bracket, bracketed, plain, alone] = match;
    const start = match.index;
    return {
      letter: latin(bracketed ?? plain ?? alone ?? ''),
      start,
      end: start + whole.length,
      certain: bracket !== undefined || alone !== undefined || BEFORE_CERTAIN.test(text.slice(0, start)),
    };
  });
}

const inOrder = (labels: readonly Label[]): boolean =>
  labels.every(({ letter }, index) => letter === String.fromCharCode(65 + index));

function isComplete(labels: readonly Label[]): boolean {
  const letters = [...new Set(labels.map(({ letter }) => letter))].sort();
  return letters.length === labels.length && letters.every((letter, index) => letter === String.fromCharCode(65 + index));
} // prettier-ignore

/** The text before the first choice, and the choices with their letters. */
export interface LetteredRun {
  readonly before: string;
  readonly choices: readonly RawChoice[];
  /** Of the first choice. */
  readonly first: string;
}

/**
 * Choices with letters from `from` on; undefined where there are fewer than `least`. Letters that are repeated or stand in
 * another order are given as they stand, so that the item is refused rather than cut in the wrong place.
 */
export function letteredRun(text: string, least = 2, from = 'A'): LetteredRun | undefined {
  const offset = from.charCodeAt(0) - 65;
  const shift = (label: Label): Label => ({
    ...label,
    letter: String.fromCharCode(label.letter.charCodeAt(0) - offset),
  });
  const all = labelsIn(text).map(shift);
  const certain = all.filter((label) => label.certain);
  const chosen = [certain, all].find((labels) => labels.length >= least && inOrder(labels));
  const loose = chosen ?? onlyOnce(all, least) ?? (certain.length >= least && certain[0]?.letter === 'A' ? certain : undefined);
  if (loose === undefined) return undefined;
  const inText = isComplete(loose) ? [...loose].sort((one, other) => (one.letter < other.letter ? -1 : 1)) : loose;
  const choices = inText.map((label) => {
    const next = loose[loose.indexOf(label) + 1];
    const words = tidy(text.slice(label.end, next?.start));
    const choice = next === undefined ? words : tidy(words.replace(/[;；|｜,，]$/u, ''));
    return { label: String.fromCharCode(label.letter.charCodeAt(0) + offset), text: choice };
  });
  return { before: tidy(text.slice(0, loose[0]?.start)), choices, first: String.fromCharCode((loose[0]?.letter.charCodeAt(0) ?? 65) + offset) };
} // prettier-ignore

/** A.甲B.乙C.丙 without spaces: taken where each letter of the run stands once. */
function onlyOnce(labels: readonly Label[], least: number): readonly Label[] | undefined {
  const run: Label[] = [];
  for (const label of labels) {
    if (label.letter === String.fromCharCode(65 + run.length)) run.push(label);
  }
  const letters = new Set(run.map(({ letter }) => letter));
  const repeated = labels.filter(({ letter }) => letters.has(letter)).length > run.length;
  const beyond = labels.some(({ letter, certain }) => certain && !letters.has(letter));
  return run.length >= least && !repeated && !beyond ? run : undefined;
}

const SEPARATORS = [/\n+|(?:\\n)+/u, /\s*(?:\|+|｜+|\$[;$]\$?|##+|§+|&&+|@@+|\t+)\s*/u, /\s*[;；]\s*/u];
/** A-甲|B-乙: a stroke sets the letter apart only where every part has one. */
const STROKE = /^([A-Za-z])\s*[-－—–=]\s*/u;
const BULLET = /^(?:[•·●○◦▪□■☐-]|\d{1,2}[.、)）](?!\d)|[①-⑳])\s*/u;

/** Undefined where the cell holds no list. `sign`: what parts it, where the file says so. */
export function choicesInCell(text: string, sign?: RegExp): readonly RawChoice[] | undefined {
  const lettered = letteredRun(text);
  if (lettered !== undefined && lettered.before === '') return lettered.choices;
  const listed = jsonChoices(text);
  if (listed !== undefined) return listed;
  for (const separator of sign === undefined ? SEPARATORS : [sign, ...SEPARATORS]) {
    const parts = text.split(separator).map(tidy).filter((part) => part !== '');
    if (parts.length < 2) continue;
    const bare = parts.map((part) => tidy(part.replace(BULLET, '')));
    const bulleted = parts.every((part, index) => part !== bare[index] && bare[index] !== '');
    return stroked(parts) ?? (bulleted ? bare : parts).map((part) => ({ text: part }));
  }
  return spacedRun(text);
} // prettier-ignore

function stroked(parts: readonly string[]): readonly RawChoice[] | undefined {
  const choices = parts.map((part) => ({ label: latin(STROKE.exec(part)?.[1] ?? ''), text: tidy(part.replace(STROKE, '')) }));
  return choices.every(({ label }, index) => label === String.fromCharCode(65 + index)) ? choices : undefined;
} // prettier-ignore

/** A 甲 B 乙 C 丙: only space sets the letters apart, so that three in order are asked for. */
function spacedRun(text: string): readonly RawChoice[] | undefined {
  const labels = [...text.matchAll(/(?<=^|\s)([A-Z])(?=\s+\S)/gu)];
  if (labels.length < 3 || labels[0]?.index !== 0 || labels.some((label, index) => label[1] !== String.fromCharCode(65 + index))) return undefined;
  return labels.map((label, index) => ({ label: label[1] ?? '', text: tidy(text.slice(label.index + 1, labels[index + 1]?.index)) }));
} // prettier-ignore

/** ["甲","乙"] or {"A":"甲","B":"乙"}, as programs write a list into a cell; also with single quotes. */
function jsonChoices(text: string): readonly RawChoice[] | undefined {
  const written = tidy(text);
  if (!/^(?:\[.*\]|\{.*\})$/su.test(written)) return undefined;
  const value = parsedList(written);
  const texts = listIn(written);
  if (texts !== undefined) return texts.length > 1 ? texts.map(lettered) : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const entries = Object.entries(value).map(([label, entry]) => ({ label: narrow(label), text: String(entry) }));
  return entries.length > 1 && entries.every(({ label }) => /^[A-Za-z]$/u.test(label)) ? entries : undefined;
} // prettier-ignore

const lettered = (text: string): RawChoice => {
  const run = letteredRun(text, 1, latin(text).slice(0, 1) || 'A');
  return run !== undefined && run.before === '' && run.choices.length === 1 ? (run.choices[0] as RawChoice) : { text };
};

/** Also as Python and numpy print a list: with single quotes, without commas. */
const parsedList = (written: string): unknown =>
  parsed(written) ?? parsed(written.replace(/'\s+'/gu, "','").replaceAll("'", '"'));

/** The texts of a list that a program wrote into a cell: ["A","C"]. */
export function listIn(text: string): readonly string[] | undefined {
  const written = tidy(text);
  const value = /^\[.*\]$/su.test(written) ? parsedList(written) : undefined;
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const fits = value.every((entry) => typeof entry === 'string' || typeof entry === 'number');
  return fits ? value.map(String) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
