/** Tables that are a card for each item: 题目, 选项 and 答案 below each other, what they hold beside them. */
import type { Cell, Sheet } from '../sheet.js';
import { headingOf } from '../table/layout.js';
import { roleOf } from '../table/roles.js';

/** What stands on a card, by its heading. */
export type Card = ReadonlyMap<string, Cell>;

/** Undefined: the table is none of that. One table may hold several cards. */
export function uprightItems(rows: Sheet['rows']): readonly Card[] | undefined {
  const [first] = rows;
  if (first === undefined || headingOf(first) !== undefined) return undefined;
  const pairs = rows.flatMap(({ cells }) => {
    const [heading, ...values] = cells.values();
    return heading === undefined ? [] : [{ heading: heading.text.trim(), role: roleOf(heading.text), values }];
  });
  if (pairs.some(({ role, values }) => role === undefined || values.length > 1)) return undefined;
  const cards: Map<string, Cell>[] = [];
  for (const { heading, values } of pairs) {
    if (cards.length === 0 || cards.at(-1)?.has(heading) === true) cards.push(new Map());
    const [value] = values;
    if (value !== undefined) cards.at(-1)?.set(heading, value);
  }
  const fields = new Set(pairs.map(({ role }) => role?.field));
  return fields.has('stem') && fields.has('key') ? cards : undefined;
}

/** All cards of a document as the rows of one table. */
export function cardSheet(cards: readonly Card[]): Sheet {
  const headings = [...new Set(cards.flatMap((card) => [...card.keys()]))];
  const head = new Map(headings.map((text, column) => [column, { text }] as const));
  const rows = cards.map((card, index) => ({
    number: index + 2,
    cells: new Map([...card].map(([heading, cell]) => [headings.indexOf(heading), cell] as const)),
  }));
  return { name: '题卡', rows: [{ number: 1, cells: head }, ...rows] };
}
