import { excerptOf } from '../../understand/fault.js';
import { understand } from '../../understand/understand.js';
import type { Problem, ReadItem, Reading } from '../reading.js';
import { collect } from './collect.js';
import { bracketHabit, finish } from './finish.js';
import { isJsonLines, readJsonLines } from './json-lines.js';
import { linesOf, type Line } from './lines.js';
import { matchKeys } from './match-keys.js';

/**
 * Reads items out of a plain text as people write them in papers, handouts and chats; and 问卷星's JSON, one object a
 * line. Never throws: what is no item and no heading is told in a warning, line by line.
 */
export function readText(text: string): Reading {
  const lines = linesOf(text);
  if (isJsonLines(lines)) return readJsonLines(lines);
  const { drafts, areas, unclaimed } = collect(lines);
  const unmatched = matchKeys(drafts, areas);
  const habit = bracketHabit(drafts);
  const finished = drafts.map((draft) => finish(draft, habit));
  const keyless = finished.every(({ raw, fault }) => raw.key === undefined && fault?.code !== 'key.contradictory');
  const items: ReadItem[] = [];
  const rejected: Problem[] = [];
  const warnings: Problem[] = [];
  for (const { raw, fault } of finished) {
    if (fault !== undefined) {
      rejected.push({ place: raw.place, ...fault });
      continue;
    }
    const understood = understand(raw, { keyless });
    if (understood.ok) {
      items.push({ place: raw.place, item: understood.item });
      warnings.push(...understood.warnings);
    } else rejected.push(understood.problem);
  }
  if (keyless && items.length > 0) warnings.unshift(withoutKeys(items));
  return { read: finished.length, items, rejected, warnings: [...warnings, ...unmatched, ...leftOver(unclaimed)] };
}

const withoutKeys = (items: readonly ReadItem[]): Problem => ({
  place: items[0]?.place ?? {},
  code: 'key.missing',
  message: `文件里没有答案，${items.length} 道题作为没有答案的草稿读入，请逐题补上答案后再使用。`,
});

/** One warning for lines that stand together. */
function leftOver(lines: readonly Line[]): readonly Problem[] {
  const runs: Line[][] = [];
  for (const line of lines) {
    const run = runs.at(-1);
    if (run !== undefined && line.number === (run.at(-1)?.number ?? 0) + 1) run.push(line);
    else runs.push([line]);
  }
  return runs.map((run) => {
    const first = run[0]?.number ?? 0;
    const where = run.length === 1 ? '这一行' : `第 ${first} 到 ${first + run.length - 1} 行`;
    return {
      place: { line: first },
      code: 'text.unclaimed' as const,
      message: `${where}不属于任何题目，没有读入；如果是题目，请检查题号和选项的写法。`,
      excerpt: excerptOf(run.map(({ text }) => text.trim()).join(' ')),
    };
  });
}
