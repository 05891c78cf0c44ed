/** Two tables beside each other on one sheet. */
import type { Sheet } from '../sheet.js';
import { headingOf, type Heading } from './layout.js';

/** Headings stand among the first rows. */
const DEEPEST = 40;

/** The sheet as one for each of its tables; cells keep their places. */
export function sideBySide(sheet: Sheet): readonly Sheet[] {
  for (const row of sheet.rows.slice(0, DEEPEST)) {
    const heading = headingOf(row);
    const boundary = heading === undefined ? undefined : boundaryIn(heading);
    if (boundary === undefined) continue;
    const part = (fits: (column: number) => boolean): Sheet => {
      const rows = sheet.rows.map((one) => ({ ...one, cells: new Map([...one.cells].filter(([column]) => fits(column))) }));
      return { ...sheet, rows: rows.filter(({ cells }) => cells.size > 0) };
    };
    const { remarks: _remarks, ...right } = part((column) => column >= boundary);
    return [part((column) => column < boundary), ...sideBySide(right)];
  }
  return [sheet];
} // prettier-ignore

/** Where stem and key stand twice, one pair behind the other: the first column of the second pair. */
function boundaryIn({ texts, roles }: Heading): number | undefined {
  const columns = [...texts.keys()].sort((one, other) => one - other);
  const of = (...fields: readonly string[]) => columns.filter((column) => fields.includes(roles.get(column)?.field ?? ''));
  const [stem, secondStem] = of('stem');
  const keys = of('key', 'part');
  const firstKey = keys.find((column) => column > (stem ?? Infinity));
  if (secondStem === undefined || firstKey === undefined || firstKey > secondStem || !keys.some((column) => column > secondStem)) return undefined;
  const between = columns.filter((column) => column > firstKey && column <= secondStem);
  // A number or a kind before the second stem belongs to it; behind an empty column everything does.
  const gap = between.find((column, index) => column > (between[index - 1] ?? firstKey) + 1);
  return gap ?? between.find((column) => ['number', 'id', 'kind', 'stem'].includes(roles.get(column)?.field ?? ''));
} // prettier-ignore
