import type { Problem } from '../../core/question-bank/formats/reading.js';
import { cellName, type Sheet } from '../../core/question-bank/formats/sheet.js';
import { FileError } from './file-error.js';
import { TABLE_LIMITS, type TableLimits } from './xlsx-limits.js';
import { openPackage, read, relationsOf, type Package, type Parts, type SheetPart } from './xlsx-package.js';
import { Allowance, worksheet, type SheetContent, type Surroundings } from './xlsx-sheet.js';
import { sharedStrings } from './xlsx-strings.js';
import { cellStyles } from './xlsx-styles.js';
import { walkXml } from './xlsx-xml.js';

/**
 * The sheets of a workbook (.xlsx, .xlsm, .xltx) in its order, hidden ones too. Parts are inflated one at a time and
 * read as a stream; nothing outside the file is fetched, no macro and no formula is run. Throws `FileError` for what is
 * no such workbook, is damaged or goes beyond `limits`.
 */
export async function readXlsx(bytes: Uint8Array, limits: TableLimits = TABLE_LIMITS): Promise<Sheet[]> {
  const workbook = await openPackage(bytes, limits.zip);
  if (workbook.sheets.length > limits.sheets) {
    throw new FileError('file.too-large', `工作表超过 ${limits.sheets} 张，请拆成几个较小的表格再上传。`);
  }
  const { parts, strings, styles, date1904 } = workbook;
  const around: Surroundings = {
    shared:
      strings === undefined
        ? { strings: [], struck: new Set() }
        : sharedStrings(await read(parts, strings), limits.characters),
    styles: styles === undefined ? { formats: [], struck: new Set() } : cellStyles(await read(parts, styles)),
    date1904,
  };
  const allowance = new Allowance(limits);
  const sheets: Sheet[] = [];
  for (const part of workbook.sheets) {
    const content = worksheet(await read(parts, part.path), around, allowance);
    const remarks = [
      ...(sheets.length === 0 && workbook.macros ? [macrosLeft(part)] : []),
      ...content.pictures.map((at) => pictureLeft(part, cellName(at.column, at.row))),
      ...struckWords(part, content),
      ...(await attachments(workbook, part)),
    ];
    sheets.push({
      name: part.name,
      ...(part.hidden ? { hidden: true } : {}),
      ...(remarks.length > 0 ? { remarks } : {}),
      rows: content.rows,
    });
  }
  return sheets;
}

const macrosLeft = ({ name }: SheetPart): Problem => ({
  place: { sheet: name },
  code: 'feature.dropped',
  message: '表格带有宏，宏不会运行，也不会读入，只读取了单元格里的文字。',
});

const pictureLeft = ({ name }: SheetPart, cell: string): Problem => ({
  place: { sheet: name, cell },
  code: 'media.missing',
  message: `${cell} 处的图片没有读入，请导入后在题目编辑页上传图片并填写替代文字。`,
});

function struckWords({ name }: SheetPart, { struck }: SheetContent): readonly Problem[] {
  const [first] = struck;
  if (first === undefined) return [];
  const cell = cellName(first.column, first.row);
  const where = struck.length === 1 ? cell : `从 ${cell} 起有 ${struck.length} 个单元格`;
  const message = `${where}有划掉的文字，已按普通文字读入；如已作废，请从表格里删去后再导入。`;
  return [{ place: { sheet: name, cell }, code: 'feature.dropped', message }];
}

const notesLeft = ({ name }: SheetPart): Problem => ({
  place: { sheet: name },
  code: 'feature.dropped',
  message: '单元格的批注没有读入，有用的内容请写进单元格。',
});

/** Pictures that lie over cells, at most this many of a sheet by name. */
const MOST_PICTURES = 200;

async function attachments({ parts }: Package, part: SheetPart): Promise<readonly Problem[]> {
  const relations = await relationsOf(parts, part.path);
  const problems = relations.some(({ type }) => type === 'comments') ? [notesLeft(part)] : [];
  for (const { type, path } of relations) {
    if (type !== 'drawing' || !parts.has(path)) continue;
    const cells = await pictureCells(parts, path);
    problems.push(...cells.slice(0, MOST_PICTURES).map((cell) => pictureLeft(part, cell)));
  }
  return problems;
}

/** Upper left cells of the pictures of a drawing. */
async function pictureCells(parts: Parts, path: string): Promise<readonly string[]> {
  const cells: string[] = [];
  let [row, column, inside, number] = [0, 0, '', ''];
  let inFrom = false;
  walkXml(await read(parts, path), {
    open: (name) => {
      if (name === 'from') inFrom = true;
      if (name === 'pic') cells.push(cellName(column, row + 1));
      inside = name;
      number = '';
    },
    text: (text) => {
      if (inFrom && (inside === 'row' || inside === 'col')) number += text;
    },
    close: (name) => {
      if (name === 'from') inFrom = false;
      if (inFrom && name === 'row') row = Math.trunc(Number(number)) || 0;
      if (inFrom && name === 'col') column = Math.min(Math.trunc(Number(number)) || 0, 16_383);
      inside = '';
    },
  });
  return cells;
}
