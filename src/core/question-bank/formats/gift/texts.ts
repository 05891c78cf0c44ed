import type { Notes, TextFormat } from '../moodle/notes.js';
import { Marked } from './marked.js';

const FORMAT = /^\s*\[(html|moodle|markdown|plain)\]/u;

/** `[html]` and the like in front of a text; without it the text has the format of the stem. */
export function withFormat(
  text: Marked,
  inherited: TextFormat,
): { readonly format: TextFormat; readonly rest: Marked } {
  const [prefix = '', name] = FORMAT.exec(text.words) ?? [];
  return name === undefined
    ? { format: inherited, rest: text }
    : { format: name as TextFormat, rest: text.slice(prefix.length) };
}

export function plainOf(text: Marked, inherited: TextFormat, notes: Notes): string {
  const { format, rest } = withFormat(text, inherited);
  return notes.plain(rest.words, format);
}

/** Accepted texts and right sides are compared as they are: nothing in them is markup. */
export const literalOf = (text: Marked, notes: Notes): string =>
  notes.plain(withFormat(text, 'plain').rest.words, 'plain');
