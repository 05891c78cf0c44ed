/** Keys of several items behind the label of the last one: 答案：1.甲 2.乙 under item 2, while item 1 has none. */
import { allBlanks } from '../../understand/blanks.js';
import { fault } from '../../understand/fault.js';
import { fillingsOf } from './brackets.js';
import type { Collecting, PlacedArea } from './collecting.js';
import type { Draft } from './draft.js';
import { newSection, readKeyArea } from './key-area.js';
import { entriesOf, newEntry, type KeyEntry } from './key-entries.js';
import type { Label } from './labels.js';
import { cut, type Line } from './lines.js';
import { numberAs } from './numbers.js';

const UNDECIDED = '答案里有题号，看不出是前面几道题的答案还是这道题各部分的答案，请在每道题后面单独写答案。';

/**
 * The keys that begin in this line for the current item and those before it; undefined where they are the current one's
 * own. They must name every item that waits for a key, and no other.
 */
export function owedKeys(pass: Collecting): Omit<PlacedArea, 'after'> | undefined {
  const { line, labels } = pass.shape;
  const [label, second] = labels;
  const { current } = pass;
  if (label?.field !== 'key' || label.start > 0 || second !== undefined || current === undefined) return undefined;
  const run = waiting(pass, current);
  const entries = run.length < 2 ? [] : (lettersFor(line, label, run) ?? entriesOf({ line }, label.end, 'any'));
  if (entries.length === 0 || entries[0]?.number !== run[0]?.number || decimal(line, label)) return undefined;
  const blanks = allBlanks(current.stem.toString()).count;
  const begun = newSection(line.number);
  begun.entries.push(...entries);
  // The points of a model answer cannot be told from the next items.
  const until = current.choices.length > 0 || blanks > 0 ? (current.number ?? 0) : Infinity;
  const count = entries.length;
  const area = readKeyArea(pass.shapes, pass.index + 1, { titled: false, begun, until, close: true });
  const named = area.sections.flatMap(({ entries: each }) => each.map(({ number }) => number));
  const complete = named.length === run.length && run.every(({ number }, index) => number === named[index]);
  if (complete && area.sections.length === 1 && count !== (blanks > 1 ? blanks : 0)) return { ...area, of: run };
  if (count > 1) current.fault ??= fault('key.contradictory', UNDECIDED, cut(line, label.end));
  return undefined;
}

/** The current item and those right before it, as far as their numbers run on and none has a key. */
function waiting({ drafts, areas }: Collecting, current: Draft): readonly Draft[] {
  const run: Draft[] = [];
  const from = areas.at(-1)?.after ?? 0;
  let due = current.number;
  for (let index = drafts.length - 1; index >= from && due !== undefined; index -= 1) {
    const draft = drafts[index] as Draft;
    const keyed = draft.key !== undefined || fillingsOf(draft.stem.toString()).length > 0;
    if (draft.number !== due || keyed) break;
    run.unshift(draft);
    due -= 1;
  }
  return run;
}

/** ABBA under the last of four items: no item of choices has the same key twice. */
function lettersFor(line: Line, { end }: Label, run: readonly Draft[]): readonly KeyEntry[] | undefined {
  const letters = line.shade.slice(end).trim();
  if (!/^[A-Z]+$/u.test(letters) || letters.length !== run.length) return undefined;
  if (new Set(letters).size === letters.length) return undefined;
  return run.map(({ number = 0 }, index) => newEntry(number, line.number, letters[index] ?? ''));
}

/** 1.5 is one number. */
const decimal = ({ shade }: Line, { end }: Label): boolean => numberAs('plain', shade, end)?.doubtful === true;
