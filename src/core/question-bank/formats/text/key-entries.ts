/** Keys of an area, one by one: 1.A 2.B, with what stands behind and under them. */
import { keyAndRemark } from './draft.js';
import { isMarks } from './key-grammar.js';
import { labelsIn } from './labels.js';
import { cut, type Line } from './lines.js';
import { numberAs, type ItemNumber } from './numbers.js';
import { Prose } from './prose.js';
import type { Shape } from './shapes.js';

export interface KeyEntry {
  readonly number: number;
  readonly key: Prose;
  readonly line: number;
  /** What stands behind the key in its line. */
  readonly remarks: string[];
  readonly explanation: Prose;
  source?: string;
}

export function newEntry(number: number, line: number, key: string): KeyEntry {
  const entry = { number, line, key: new Prose(), remarks: [], explanation: new Prose() };
  entry.key.add(key, false);
  return entry;
}

/** What stands before a further key of a line. */
const APART = { spaced: '(\\s)', any: '([\\s;。]|(?=[(【]))' } as const;

/**
 * The keys of a line: 1.人身；财产 2.十八. A further number counts where it is the next and stands apart: behind space, or,
 * with `any`, behind a stop or in brackets as well.
 */
export function entriesOf(
  { line }: Pick<Shape, 'line'>,
  from: number,
  apart: keyof typeof APART = 'spaced',
): KeyEntry[] {
  const entries: KeyEntry[] = [];
  let number =
    numberAs('plain', line.shade, from) ??
    numberAs('bracketed', line.shade, from) ??
    numberAs('named', line.shade, from);
  while (number !== undefined) {
    const due: number = number.value + 1;
    const next = new RegExp(`${APART[apart]}[(【]?\\s*${due}\\s*[.、:)】](?!\\d)`, 'u').exec(
      line.shade.slice(number.end),
    );
    const to: number = next === null ? line.shade.length : number.end + next.index;
    entries.push(entryOf(line, number, to));
    const at = to + (next?.[1]?.length ?? 0);
    number = next === null ? undefined : (numberAs('plain', line.shade, at) ?? numberAs('bracketed', line.shade, at));
  }
  return entries;
}

function entryOf(line: Line, number: ItemNumber, to: number): KeyEntry {
  const shade = line.shade.slice(number.end, to);
  const labels = labelsIn(shade);
  const lead = cut(line, number.end, number.end + (labels[0]?.start ?? shade.length));
  const { key, remark } = keyAndRemark(lead);
  const entry = newEntry(number.value, line.number, key);
  if (remark !== '') entry.remarks.push(remark);
  labels.forEach((label, index) => {
    const words = cut(line, number.end + label.end, number.end + (labels[index + 1]?.start ?? shade.length));
    applyTo(entry, label.field, words);
  });
  return entry;
}

function applyTo(entry: KeyEntry, field: string, words: string): void {
  if (field === 'key' && entry.key.empty) {
    const { key, remark } = keyAndRemark(words);
    entry.key.add(key, false);
    if (remark !== '') entry.remarks.push(remark);
  } else if (field === 'explanation') entry.explanation.add(words, false);
  else if (field === 'source' && words !== '') entry.source ??= words;
}

/** A label or further words under a numbered key; false where the line is no part of it. */
export function continued({ line, labels, choice }: Shape, last: KeyEntry): boolean {
  const [first] = labels;
  if (first?.start === 0) {
    labels.forEach((label, index) => applyTo(last, label.field, cut(line, label.end, labels[index + 1]?.start)));
    return true;
  }
  if (!last.explanation.empty) {
    last.explanation.add(cut(line, 0), false);
    return true;
  }
  if (choice !== undefined || isMarks(last.key.first)) return false;
  last.key.add(cut(line, 0), false);
  return true;
}
