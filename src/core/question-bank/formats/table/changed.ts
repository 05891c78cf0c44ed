/** Cells that a spreadsheet computes or has made a date of. */
import { excerptOf } from '../../understand/fault.js';
import type { Problem } from '../reading.js';
import { LONGEST_CELL, type Draft, type Written } from './draft.js';

export interface CellProblems {
  /** The item cannot be trusted. */
  readonly blocking?: Problem;
  readonly warnings: readonly Problem[];
}

const FAILED = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!|SPILL!|CALC!|GETTING_DATA)/u;
const FULL_DATE = /^(\d{4})[-/.年](\d{1,2})(?:[-/.月](\d{1,2})日?|月)$/u;

export interface ItemCells {
  readonly stem: Written;
  readonly choices: readonly Written[];
  readonly keys: readonly Written[];
  /** Explanation, source, tags. */
  readonly others: readonly Written[];
}

export const cellsOf = (draft: Draft): ItemCells => ({
  stem: draft.stem,
  choices: [...draft.choices, ...draft.listed].map(({ written }) => written),
  keys: [...draft.keys, ...draft.parts, ...draft.distractors],
  others: [...draft.explanation, ...draft.source, ...draft.tags],
});

/** What the cells of an item owe to the spreadsheet. */
export function cellProblems({ stem, choices, keys, others }: ItemCells): CellProblems {
  const main = [stem, ...choices, ...keys];
  const blocking = [...main, ...others].map(blocked).find((found) => found !== undefined) ?? [[stem], choices, keys].map(changed).find((found) => found !== undefined);
  if (blocking !== undefined) return { blocking, warnings: [] };
  const all = [...main, ...others];
  const pictured = all.find(({ media }) => media !== undefined);
  const computed = all.find(({ cell }) => cell.formula === true);
  const dated = all.find(({ cell }) => cell.date === true);
  return {
    warnings: [
      ...(pictured === undefined ? [] : [problem(pictured, 'media.missing', `文字里的${(pictured.media ?? []).join('、')}没有读入，请导入后在题目编辑页上传并填写替代文字。`)]),
      ...(computed === undefined ? [] : [problem(computed, 'value.formula', '这里是公式，按上次保存的结果读取，请核对；最好改成文字。')]),
      ...(dated === undefined ? [] : [problem(dated, 'value.changed-by-spreadsheet', '这里是日期格式，按显示的样子读取，请核对是否与原来写的一致。')]),
    ],
  };
} // prettier-ignore

function blocked(written: Written): Problem | undefined {
  if (written.cell.text.length > LONGEST_CELL) {
    return problem(written, 'field.too-long', `这一格超过 ${LONGEST_CELL} 个字，请缩短后再导入。`);
  }
  if (written.cell.formula === true && written.text === '') {
    return problem(written, 'value.formula', '这里的公式没有保存计算结果，请用 Excel 打开、保存后再导入，或改成文字。');
  }
  return FAILED.test(written.text)
    ? problem(written, 'value.formula', '这里的公式出错了，请改成文字后再导入。')
    : undefined;
}

/** 1-2 became 1月2日: a date counts as written only where nothing else can have been meant. */
function changed(list: readonly Written[]): Problem | undefined {
  const dates = list.filter(({ cell }) => cell.date === true);
  const [first] = dates;
  if (first === undefined || dates.every(({ text }) => /^\d{4}年/u.test(text)) || areDates(dates)) return undefined;
  return problem(
    first,
    'value.changed-by-spreadsheet',
    '表格软件把这里改成了日期或时间，看不出原来写的是什么，请把单元格设为文本格式后重新填写。',
  );
}

/** What is typed without a year gets the current one: years that differ, or of the last century, were typed. */
function areDates(dates: readonly Written[]): boolean {
  const years = dates.map(({ text }) => FULL_DATE.exec(text)?.[1]);
  return years.every((year) => year !== undefined) && (new Set(years).size > 1 || Number(years[0]) < 1990);
}

const problem = (written: Written, code: Problem['code'], message: string): Problem => ({
  place: written.place,
  code,
  message,
  ...(written.text === '' ? {} : { excerpt: excerptOf(written.text) }),
});
