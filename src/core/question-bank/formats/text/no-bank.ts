/** A guide, minutes, a file about banks: a document with paragraphs and lists that asks nothing. */
import { fault } from '../../understand/fault.js';
import type { Reading } from '../reading.js';
import { keyOf, type Draft } from './draft.js';
import { shaded, type Line } from './lines.js';

/** A question, a blank, brackets to fill in, or a word that asks for more than a line. */
const ASKING =
  /[?][)"”』」\s]*$|_{4,}|[(【[]\s*[)】\]]|什么|如何|怎样|怎么|哪些|哪几|何谓|为何|(?:^\s*|请|试)(?:简述|论述|试述|简答|谈谈|列举|列出|写出|说明|阐述|分析|解释|概述|回答|结合)/mu;
/** Of Markdown: what looks like a key in one is a cell. */
const TABLE_ROW = /^\s*\|.*\|\s*$/u;

/** True where none of what looked like an item is one by its choices, key, kind or words. */
export function asksNothing(drafts: readonly Draft[], lines: readonly Line[]): boolean {
  const isTable = (number: number | undefined) => TABLE_ROW.test(lines[(number ?? 0) - 1]?.shade ?? '');
  return drafts.every((draft) => {
    const { choices, fault: found, kind, section, telling, stem } = draft;
    if (choices.length > 0 || found !== undefined || kind !== undefined || section.kind !== undefined) return false;
    if (keyOf(draft) !== undefined) return draft.number === undefined && isTable(draft.keyLine);
    return isTable(draft.line) || (!telling && !ASKING.test(shaded(stem.toString())));
  });
}

const MESSAGE =
  '文件里没有认出题目：没有选项、答案，也没有空或问句。请检查是否选对了文件；如果是简答题，请在前面加一行“一、简答题”，或在每题下面写上“答案：”。';

export const NOTHING_ASKED: Reading = {
  read: 0,
  items: [],
  rejected: [],
  warnings: [{ place: {}, ...fault('file.empty', MESSAGE) }],
};
