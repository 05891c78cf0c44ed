/** Lines with labels: 答案：, 【解析】, 题型： … */
import { truthOf } from '../../understand/truth.js';
import { fault } from '../../understand/fault.js';
import { choiceAtStart } from './choice-labels.js';
import type { Collecting } from './collecting.js';
import { addKey, type Draft } from './draft.js';
import { labelsIn, type Label } from './labels.js';
import { cut, type Line } from './lines.js';

const BRACKETED = /^\s*[【[]/u;
const UNDECIDED = '看不出“题型”这一行说的是上一题还是下一题，请把题型写在每道题的前面，并用空行隔开各题。';
/** Longer words are a remark, not the name of a subject. */
const LONGEST_TAG = 20;

export function takeFields(pass: Collecting, line: Line, labels: readonly Label[]): void {
  const [head] = labels;
  const ahead = head?.field === 'kind' && pass.kinds !== 'after';
  if (ahead || head?.field === 'stem') begin(pass, line, head, labels[1]?.start);
  const draft = pass.current;
  if (draft === undefined) {
    if (pass.announced.kind === undefined) pass.leave(line);
    else pass.settled.add(line);
    return;
  }
  const list = applying(pass, draft, line, labels);
  pass.claim(line);
  const before = labels[0]?.start === 0 ? cut(line, 0, list[0]?.start) : '';
  if (before !== '') draft.explanation.add(before, pass.brokenOff);
  list.forEach((label, index) => field(pass, draft, line, label, list[index + 1]?.start));
  if (list[0]?.field === 'explanation' && draft.key !== undefined && pass.state !== 'stem') pass.state = 'explained';
}

/** 题型：单选题 before 题目：……, or 题目：…… alone, ends what went before. */
function begin(pass: Collecting, line: Line, { field: name, end }: Label, to: number | undefined): void {
  const fresh = pass.current === undefined || (pass.state === 'stem' && pass.current.stem.empty);
  if (fresh && pass.current !== undefined) return;
  if (name === 'stem') {
    pass.titled();
    pass.open(line, undefined, 0, 0);
  } else if ((pass.state !== 'stem' && pass.state !== 'choices') || pass.current?.kind !== undefined) {
    const undecided = pass.kinds === 'undecided' ? fault('kind.contradictory', UNDECIDED, line.text.trim()) : undefined;
    if (undecided !== undefined && pass.current !== undefined) pass.current.fault ??= undecided;
    pass.close();
    const words = { kind: cut(line, end, to), line };
    pass.announced = { ...pass.announced, ...words, ...(undecided === undefined ? {} : { fault: undecided }) };
  }
}

/** Within an explanation “答案：” belongs to it, unless the key is still missing. */
function applying(pass: Collecting, draft: Draft, line: Line, labels: readonly Label[]): readonly Label[] {
  if (pass.state !== 'explained' || draft.key === undefined) return labels;
  return labelsIn(line.shade, 'explanation').filter(
    ({ field: name, start }, index) => index > 0 || name !== 'key' || BRACKETED.test(line.shade.slice(start)),
  );
}

function field(pass: Collecting, draft: Draft, line: Line, label: Label, to: number | undefined): void {
  const words = cut(line, label.end, to);
  switch (label.field) {
    case 'key':
      key(pass, draft, line, words, /[:】\]]/u.test(line.shade.slice(label.start, label.end)));
      return;
    case 'explanation':
      draft.explanation.add(words, false);
      pass.state = 'explained';
      return;
    case 'tags':
      if (words.length > LONGEST_TAG * 2 || /。/u.test(words)) draft.explanation.add(words, false);
      else draft.tags.push(...words.split(/[、,，;；|\s]+/u).filter((tag) => tag !== ''));
      return;
    case 'stem':
      pass.addStem(line, label.end, to ?? line.text.length);
      draft.telling = true;
      return;
    case 'choices': {
      const choice = choiceAtStart(line.shade.slice(label.end, to));
      if (choice === undefined) return;
      const shifted = { ...choice, start: choice.start + label.end, end: choice.end + label.end };
      pass.addChoices(line, shifted, to ?? line.text.length);
      return;
    }
    case 'ignored':
      pass.ignored.push(line);
      return;
    default:
      if (words !== '') draft[label.field] ??= words;
  }
}

function key(pass: Collecting, draft: Draft, line: Line, words: string, colon: boolean): void {
  // Even an empty one: the item is there, its key is missing.
  draft.telling = true;
  if (words !== '') addKey(draft, words, line.number);
  const complete = draft.choices.length > 0 || truthOf(words) !== undefined || /^[A-Za-z\s,、;；，]+$/u.test(words);
  const next = pass.shapes[pass.index + 1]?.line.blank ?? true;
  const waits = words === '' ? colon && draft.key === undefined && !next : !complete;
  pass.state = waits ? 'open' : 'closed';
}
