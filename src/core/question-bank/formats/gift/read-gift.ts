import { fault, refuse } from '../../understand/fault.js';
import { Collector } from '../moodle/collector.js';
import { unsupported, type Making } from '../moodle/graded.js';
import { idOf, tagsOf } from '../moodle/headers.js';
import { Notes } from '../moodle/notes.js';
import type { Reading } from '../reading.js';
import { blocksOf, type Block } from './blocks.js';
import { Marked } from './marked.js';
import { BRACES, understandSection } from './section.js';
import { withFormat } from './texts.js';

/**
 * GIFT as Moodle reads it. Each block between empty lines is read for itself: a bad one is refused with its line and the
 * next is not touched. Never throws; time is linear.
 */
export function readGift(text: string): Reading {
  const collector = new Collector();
  const blocks = blocksOf(text.replaceAll(BRACES, ''));
  if (blocks.length === 0) collector.warn({}, fault('file.empty', '文件里没有题目，请检查是否选对了文件。'));
  for (const block of blocks) {
    const notes = new Notes();
    const { title, rest } = titled(Marked.of(block.text));
    const item = block.id ?? title;
    const place = { line: block.line, ...(item === undefined || item === '' ? {} : { item }) };
    collector.add(place, readBlock(block, rest, notes), notes);
  }
  return collector.done();
}

/** `::title::` names the item for its authors; participants do not see it. */
function titled(text: Marked): { readonly title?: string; readonly rest: Marked } {
  if (!text.startsWith('::')) return { rest: text };
  const end = text.indexOf('::', 2);
  if (end < 0) return { rest: text.slice(2) };
  return { title: text.slice(2, end).words.trim(), rest: text.slice(end + 2).trim() };
}

function readBlock(block: Block, text: Marked, notes: Notes): Making {
  const open = text.indexOf('{');
  const close = text.indexOf('}');
  const shown = text.words.trim();
  if (open < 0 && close < 0) {
    return /｛[^｛｝]*｝/u.test(shown)
      ? refuse('key.unreadable', '作答部分用了全角的大括号，请改成半角的 { } 后再导入。', shown)
      : unsupported('说明文字', shown);
  }
  if (open < 0 || close < open) {
    return refuse('key.unreadable', '大括号没有成对，看不出答案写在哪里，请补上缺少的 { 或 }。', shown);
  }
  if (text.indexOf('{', open + 1) >= 0 || text.indexOf('}', close + 1) >= 0) {
    return refuse('key.unreadable', '大括号不止一对，请在不是作答部分的大括号前加反斜线，写成 \\{ 和 \\}。', shown);
  }
  const { format, rest: before } = withFormat(text.slice(0, open), 'moodle');
  const behind = text.slice(close + 1).trim();
  return understandSection({
    section: text.slice(open + 1, close).trim(),
    format,
    before,
    // A remark of the author that some programs allow there.
    after: behind.startsWith('//') ? behind.slice(0, 0) : text.slice(close + 1),
    head: { ...idOf(block.id, notes), tags: tagsOf(block.tags, block.category, notes) },
    notes,
  });
}
