/** A cell that holds a whole item: 题干, choices, 答案：A, 解析：…, on lines of their own or one after the other. */
import { tidy } from '../../understand/characters.js';
import { labelsIn, type Field } from '../text/labels.js';
import { shaded } from '../text/lines.js';

export interface LabelledStem {
  readonly stem: string;
  readonly key: string;
  /** What follows the other labels. */
  readonly fields: ReadonlyMap<Field, string>;
}

/** Undefined where no label says what the key is: then the words are the stem's. */
export function labelledStem(text: string): LabelledStem | undefined {
  const parts: { field: Field | 'stem'; text: string }[] = [{ field: 'stem', text: '' }];
  for (const line of text.split('\n')) {
    const within = parts.at(-1)?.field;
    const labels = labelsIn(shaded(line), within === 'stem' ? undefined : within);
    let from = 0;
    const add = (to?: number) => {
      const last = parts.at(-1) as (typeof parts)[number];
      last.text += line.slice(from, to);
    };
    for (const { field, start, end } of labels) {
      add(start);
      parts.push({ field, text: '' });
      from = end;
    }
    add();
    (parts.at(-1) as (typeof parts)[number]).text += '\n';
  }
  const said = (field: Field | 'stem') => parts.filter((part) => part.field === field).map((part) => tidy(part.text)).filter((words) => words !== '');
  const keys = said('key');
  const stem = said('stem').join('\n');
  if (keys.length !== 1 || stem === '') return undefined;
  const names = [...new Set(parts.map(({ field }) => field))].filter((field): field is Field => field !== 'stem' && field !== 'key' && field !== 'ignored');
  return { stem, key: keys[0] as string, fields: new Map(names.map((field) => [field, said(field).join('\n')])) };
} // prettier-ignore
