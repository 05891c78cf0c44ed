import { excerptOf, fault } from '../../understand/fault.js';
import type { Problem, Reading } from '../reading.js';
import { collect } from './collect.js';
import type { Draft } from './draft.js';
import { bracketHabit, finish } from './finish.js';
import { isJsonLines, readJsonLines } from './json-lines.js';
import { linesOf, type Line } from './lines.js';
import { carryCases } from './material.js';
import { matchKeys } from './match-keys.js';
import { asksNothing, NOTHING_ASKED } from './no-bank.js';
import { understandAll } from './understand-all.js';

/**
 * Reads items out of a plain text as people write them in papers, handouts and chats; and 问卷星's JSON, one object a
 * line. Never throws: what is no item and no heading is told in a warning, line by line.
 */
export function readText(text: string): Reading {
  const lines = linesOf(text);
  if (isJsonLines(lines)) return readJsonLines(lines);
  const { drafts, areas, unclaimed, ignored } = collect(lines);
  const unmatched = matchKeys(drafts, areas);
  if (drafts.length > 0 && asksNothing(drafts, lines)) return NOTHING_ASKED;
  carryCases(drafts);
  const habit = bracketHabit(drafts);
  const reading = understandAll(drafts.map((draft) => finish(draft, habit)));
  return {
    ...reading,
    warnings: [
      ...reading.warnings,
      ...drafts.flatMap(notCarried),
      ...unmatched,
      ...leftOver(unclaimed),
      ...dropped(ignored),
    ],
  };
}

/** Of an item that stands below a text which may be its own. */
function notCarried({ below, line, number }: Draft): readonly Problem[] {
  if (below === undefined) return [];
  const message = '这道题上面有一段材料，看不出是不是这道题的，没有并入题干；如果是，请在题库里补到题干前面。';
  const place = { line, ...(number === undefined ? {} : { item: String(number) }) };
  return [{ place, ...fault('feature.dropped', message, below) }];
}

/** One warning for all: such a line may stand under every item. */
function dropped([first]: readonly Line[]): readonly Problem[] {
  if (first === undefined) return [];
  const message = '“我的答案”“得分”一类的作答记录不属于题目，没有导入。';
  return [{ place: { line: first.number }, ...fault('feature.dropped', message, first.text.trim()) }];
}

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
