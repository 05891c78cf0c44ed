import { fault } from '../../understand/fault.js';
import { understand } from '../../understand/understand.js';
import type { Problem, Reading, ReadItem } from '../reading.js';
import { draftsOf, rawOf, type Draft } from './drafts.js';

/**
 * Aiken: a stem, choices `A.` or `A)`, `ANSWER: A`. Moodle wants the stem on one line; here it may have several. Words that
 * belong to no item are named. Never throws; time is linear.
 */
export function readAiken(text: string): Reading {
  const all = draftsOf(text);
  const drafts = all.filter(isItem);
  const keyless = drafts.length > 0 && drafts.every(({ key }) => key === undefined);
  const items: ReadItem[] = [];
  const rejected: Problem[] = [];
  const warnings: Problem[] = [];
  for (const draft of all) {
    const place = { line: draft.line };
    if (!isItem(draft)) {
      const words = draft.stem.join(' ');
      warnings.push({ place, ...fault('text.unclaimed', '这些文字后面没有选项和答案，不是题目，没有读入。', words) });
      continue;
    }
    const empty = draft.choices.find((choice) => choice.text === '');
    if (empty !== undefined) {
      const message = `选项 ${empty.label} 没有文字，请补上或删去。`;
      rejected.push({ place: { line: empty.line }, ...fault('choices.malformed', message, draft.stem.join(' ')) });
      continue;
    }
    const understanding = understand(rawOf(draft), { keyless });
    if (!understanding.ok) rejected.push(understanding.problem);
    else {
      items.push({ place, item: understanding.item });
      warnings.push(...understanding.warnings);
    }
  }
  if (drafts.length === 0) {
    warnings.push({ place: {}, ...fault('file.empty', '文件里没有题目，请检查是否选对了文件。') });
  }
  if (keyless) {
    warnings.push({ place: {}, ...fault('key.missing', '整个文件都没有答案，题目作为草稿读入，请在题库里补上答案。') });
  }
  return { read: drafts.length, items, rejected, warnings };
}

const isItem = ({ choices, key }: Draft) => choices.length > 0 || key !== undefined;
