/** 问卷星's exam items, one JSON object a line. */
import { fault } from '../../understand/fault.js';
import type { RawChoice, RawItem } from '../raw-item.js';
import type { Place, Reading } from '../reading.js';
import type { Finished } from './finish.js';
import type { Line } from './lines.js';
import { understandAll } from './understand-all.js';

type Fields = Readonly<Record<string, unknown>>;

const parsed = (line: Line): Fields | undefined => {
  try {
    const value: unknown = JSON.parse(line.text.trim().replace(/,$/u, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
  } catch {
    return undefined;
  }
};

/** Whether the first line is such an object: it names the kind and the title of an item. */
export function isJsonLines(lines: readonly Line[]): boolean {
  const first = lines.find(({ blank }) => !blank);
  if (first === undefined || !first.text.trimStart().startsWith('{')) return false;
  const fields = parsed(first);
  return fields !== undefined && 'title' in fields && ('qtype' in fields || 'select' in fields);
}

export const readJsonLines = (lines: readonly Line[]): Reading =>
  understandAll(lines.filter(({ blank }) => !blank).map(found));

function found(line: Line): Finished {
  const place: Place = { line: line.number };
  const fields = parsed(line);
  if (fields !== undefined) return { raw: rawItem(fields, place) };
  const reason = '这一行不是完整的 JSON 对象，没有读入；请检查引号、逗号和括号。';
  return { raw: { place, stem: '', choices: [] }, fault: fault('file.malformed', reason, line.text.trim()) };
}

function words(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

function list(value: unknown): readonly string[] {
  if (Array.isArray(value))
    return value.flatMap((entry) => words(entry) ?? words((entry as Fields | null)?.['title']) ?? []);
  const single = words(value);
  return single === undefined ? [] : [single];
}

function rawItem(fields: Fields, place: Place): RawItem {
  const kind = words(fields['qtype']);
  const choices = list(fields['select']).map((text): RawChoice => ({ text, place }));
  const keys = list(fields['correctselect'] ?? fields['correctanswer'] ?? fields['answer']);
  // Blanks are set apart by “|”, choices by nothing that could stand in their texts.
  const key = keys.length === 0 ? undefined : keys.join(choices.length === 0 ? '|' : '\n');
  const points = words(fields['quizscore']);
  const explanation = words(fields['answeranalysis']);
  return {
    place,
    stem: words(fields['title']) ?? '',
    choices,
    ...(kind === undefined ? {} : { kind }),
    ...(key === undefined ? {} : { key }),
    ...(points === undefined ? {} : { points }),
    ...(explanation === undefined ? {} : { explanation }),
  };
}
