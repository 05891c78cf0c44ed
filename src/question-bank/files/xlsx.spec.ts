import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../test/support/bank-arbitraries.js';
import { inlineRows, workbook, workbookFiles, zipped, type WorkbookParts } from '../../../test/support/xlsx-files.js';
import { sheetOf, type Cell, type Sheet } from '../../core/question-bank/formats/sheet.js';
import { printTable } from '../../core/question-bank/formats/table/print-table.js';
import { readBankData } from '../../core/question-bank/formats/table/read-own.js';
import { readTables } from '../../core/question-bank/formats/table/read-tables.js';
import { annotateXlsx } from './xlsx-annotate.js';
import { readXlsx } from './xlsx-read.js';
import { writeXlsx } from './xlsx-write.js';

const flags = ({ formula, date, merged }: Cell) =>
  `${formula === true ? 'F' : ''}${date === true ? 'D' : ''}${merged === true ? 'M' : ''}`;
const brief = ({ rows }: Sheet) =>
  rows.map(({ number, hidden, cells }) =>
    [`${number}${hidden === true ? 'h' : ''}`, ...[...cells].map(([column, cell]) => `${column}${flags(cell)}:${cell.text}`)].join(' '),
  ); // prettier-ignore
const read = async (parts: WorkbookParts) => readXlsx(workbook(parts));
const one = (inside: string): WorkbookParts => ({ sheets: [{ name: '题库', inside }] });

describe('readXlsx', () => {
  it('shows each cell as a person sees it', async () => {
    const [sheet] = await read({
      sheets: [
        {
          name: '题库',
          inside: `<sheetData>
            <row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="s"><v>1</v></c><c r="D2" t="inlineStr"><is><r><t>富</t></r><r><t xml:space="preserve">文 </t></r></is></c></row>
            <row r="3" hidden="1"><c r="A3"><v>0.30000000000000004</v></c><c r="B3" s="1"><v>45293</v></c><c r="C3" s="2"><v>0.5</v></c><c r="D3" t="b"><v>1</v></c></row>
            <row r="4"><c r="A4"><f>A3*2</f><v>0.6</v></c><c r="B4" t="str"><f>"甲"</f><v>甲</v></c><c r="C4"><f>B9</f></c><c r="D4" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E4" t="d"><v>2024-01-02T00:00:00</v></c></row>
            <row r="5"><c r="A5" s="1"/><c r="B5" t="inlineStr"><is><t>  </t></is></c></row>
          </sheetData>`,
        },
      ],
      strings: '<si><t>题干</t></si><si><r><t>换行_x000D_\n后</t></r><rPh><t>huanhang</t></rPh></si>',
      styles: '<numFmts><numFmt numFmtId="176" formatCode="m&quot;月&quot;d&quot;日&quot;"/></numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="176"/><xf numFmtId="9"/></cellXfs>',
    });
    expect(brief(sheet as Sheet)).toEqual([
      '2 0:题干 1:换行\n后 3:富文 ',
      '3h 0:0.3 1D:1月2日 2:50% 3:TRUE',
      '4 0F:0.6 1F:甲 2F: 3F:#DIV/0! 4D:2024-01-02',
    ]);
  }); // prettier-ignore

  it('keeps powers and indices of rich text, in shared strings and in cells', async () => {
    const raised = (level: string, text: string) => `<r><rPr><vertAlign val="${level}"/></rPr><t>${text}</t></r>`;
    const power = `<r><t>10</t></r>${raised('superscript', '-2')}<r><t> 与 H</t></r>${raised('subscript', '2')}<r><t>O2</t></r>`;
    const [sheet] = await read({
      ...one(
        `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>${power}</is></c></row></sheetData>`,
      ),
      strings: `<si>${power}</si>`,
    });
    expect(brief(sheet as Sheet)).toEqual(['1 0:10⁻² 与 H₂O2 1:10⁻² 与 H₂O2']);
  });

  it('names cells in which words are crossed out, in part or as a whole', async () => {
    const struck = '<r><rPr><strike/></rPr><t>旧</t></r><r><rPr><strike val="0"/></rPr><t>新</t></r>';
    const [sheet] = await read({
      ...one(`<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is>${struck}</is></c><c r="B2" s="1"><v>7</v></c><c r="C2" s="0"><v>8</v></c></row></sheetData>`),
      strings: `<si><t>题干</t></si><si>${struck}</si>`,
      styles: '<fonts><font/><font><strike/></font></fonts><cellXfs><xf fontId="0"/><xf fontId="1"/></cellXfs>',
    });
    expect(brief(sheet as Sheet)).toEqual(['1 0:题干 1:旧新', '2 0:旧新 1:7 2:8']);
    expect(sheet?.remarks).toMatchObject([
      {
        place: { sheet: '题库', cell: 'B1' },
        code: 'feature.dropped',
        message: expect.stringMatching(/^从 B1 起有 3 个单元格有划掉的文字.*请.+。$/u),
      },
    ]);
  });

  it('spreads merged cells over rows that have words of their own', async () => {
    const [sheet] = await read(
      one(`<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>标题</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>题干</t></is></c><c r="B2" t="inlineStr"><is><t>甲</t></is></c></row>
        <row r="3"><c r="B3" t="inlineStr"><is><t>乙</t></is></c></row><row r="4"><c r="A4"/></row></sheetData>
        <mergeCells><mergeCell ref="A1:XFD1"/><mergeCell ref="A2:A4"/><mergeCell ref="C2:D9"/></mergeCells>`),
    );
    expect(brief(sheet as Sheet)).toEqual(['1 0:标题 1M:标题', '2 0:题干 1:甲', '3 1:乙 0M:题干']);
  });

  it('reads what other programs write: prefixes, no references, absolute paths, other capitals', async () => {
    const files = new Map(workbookFiles(one('')));
    files.set('xl/worksheets/sheet0.xml', '<x:worksheet xmlns:x="urn:x"><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>甲</x:t></x:is></x:c><x:c/><x:c><x:v>2</x:v></x:c></x:row><x:row/><x:row><x:c><x:v>3</x:v></x:c></x:row></x:sheetData></x:worksheet>');
    files.set('xl/_rels/workbook.xml.rels', (files.get('xl/_rels/workbook.xml.rels') ?? '').replace('worksheets/sheet0.xml', '/XL/Worksheets/Sheet0.xml'));
    const [sheet] = await readXlsx(zipped(files));
    expect(brief(sheet as Sheet)).toEqual(['1 0:甲 2:2', '3 0:3']);
  }); // prettier-ignore

  it('keeps hidden sheets, and names pictures, notes and macros that it leaves', async () => {
    const drawing = '<wsDr><twoCellAnchor><from><col>1</col><colOff>9</colOff><row>4</row></from><pic/></twoCellAnchor></wsDr>';
    const sheets = await read({
      sheets: [
        {
          name: '题库',
          inside: '<sheetData><row r="1"><c r="A1" t="str"><f>_xlfn.DISPIMG("ID",1)</f><v>=DISPIMG("ID",1)</v></c><c r="B1"><v>1</v></c></row></sheetData><drawing r:id="d"/>',
          relations: [['d', 'drawing', '../drawings/drawing1.xml'], ['c', 'comments', '../comments1.xml']],
        },
        { name: '隐藏', state: 'veryHidden', inside: inlineRows([['甲']]) },
      ],
      relations: [['v', 'vbaProject', 'vbaProject.bin']],
      files: { 'xl/drawings/drawing1.xml': drawing, 'xl/comments1.xml': '<comments/>', 'xl/vbaProject.bin': 'x' },
    });
    expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([['题库', undefined], ['隐藏', true]]);
    expect(sheets[0]?.remarks?.map(({ code, place }) => [code, place.cell])).toEqual([
      ['feature.dropped', undefined],
      ['media.missing', 'A1'],
      ['feature.dropped', undefined],
      ['media.missing', 'B5'],
    ]);
    expect(brief(sheets[0] as Sheet)).toEqual(['1 1:1']);
  }); // prettier-ignore
});

describe('writeXlsx', () => {
  it('gives every printed bank back', async () => {
    await fc.assert(
      fc.asyncProperty(bankArbitrary(), async (bank) => {
        const sheets = await readXlsx(await writeXlsx(printTable(bank).output));
        expect(readTables(sheets).items.map(({ item }) => item)).toEqual(bank.items);
        const { slug, title, description, documents } = bank;
        expect(readBankData(sheets)).toEqual({ slug, title, description, documents });
      }),
      { numRuns: 60 },
    );
  });

  it('writes texts only, whatever they begin with or hold', async () => {
    const sign = fc.constantFrom('=', '+', '-', '@', "'", '\t', '_x0041_', '\u0007', '&', '<', ']]>', '');
    const text = fc.tuple(sign, fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 })).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.array(text, { minLength: 1, maxLength: 6 }), async (texts) => {
        const bytes = await writeXlsx([sheetOf('表', texts.map((words) => [words]))]);
        const [sheet] = await readXlsx(bytes);
        const expected = texts.map((words) => words.replace(/\r\n?/gu, '\n').replace(/\p{Surrogate}|[\uFFFE\uFFFF]/gu, '\uFFFD'));
        const back = expected.map((_, index) => sheet?.rows.find(({ number }) => number === index + 1)?.cells.get(0));
        expect(back.map((cell) => cell?.text.replaceAll(/[\uFFFE\uFFFF]/gu, '\uFFFD') ?? '')).toEqual(expected.map((words) => (words.trim() === '' ? '' : words)));
        expect(back.some((cell) => cell?.formula === true)).toBe(false);
      }),
    );
  }); // prettier-ignore

  it('gives a sheet a name that is allowed', async () => {
    const bytes = await writeXlsx([sheetOf('[题]:库/2024?*\\', [['甲']]), sheetOf('', [['乙']])]);
    expect((await readXlsx(bytes)).map(({ name }) => name)).toEqual(['题  库 2024', '工作表']);
  });
});

describe('annotateXlsx', () => {
  const rows = [
    ['题目', 'A', 'B', '答案'],
    ['示例一', '甲', '乙', 'A'],
    ['示例二', '甲', '乙', 'D'],
  ];
  const parts: WorkbookParts = {
    sheets: [
      { name: '题库', inside: `<dimension ref="A1:D3"/><cols><col min="1" max="4" width="9"/></cols>${inlineRows(rows)}<pageMargins left="1"/>` },
      { name: '别的', inside: inlineRows([['无关']]) },
    ],
    styles: '<fonts count="1"><font/></fonts><cellXfs count="1"><xf numFmtId="0"/></cellXfs><dxfs count="0"/>',
    relations: [['v', 'vbaProject', 'vbaProject.bin']],
    files: { 'xl/vbaProject.bin': '宏', 'docProps/app.xml': '<x/>' },
  }; // prettier-ignore
  const remarksOf = ({ rejected, warnings }: ReturnType<typeof readTables>) => [
    ...rejected.map((problem) => ({ problem, rejected: true })),
    ...warnings.filter(({ place }) => place.sheet === '题库').map((problem) => ({ problem, rejected: false })),
  ];

  it('writes beside each row what is wrong with it, and is read again as if it had not', async () => {
    const before = readTables(await readXlsx(workbook(parts)));
    expect(before.rejected.map(({ place }) => place.cell)).toEqual(['D3']);
    const annotated = await annotateXlsx(workbook(parts), remarksOf(before));
    const [sheet, other] = await readXlsx(annotated);
    expect(brief(sheet as Sheet)).toEqual([
      expect.stringMatching(/^1 .*4:【导入提示】\n请核对：/u),
      '2 0:示例一 1:甲 2:乙 3:A',
      expect.stringMatching(/^3 .*4:未读入：答案“D”超出了选项/u),
    ]);
    expect(brief(other as Sheet)).toEqual(['1 0:无关']);
    const after = readTables(await readXlsx(annotated));
    expect([after.items, after.rejected]).toEqual([before.items, before.rejected]);
    // Once more, and the column is the same one.
    const [again] = await readXlsx(await annotateXlsx(annotated, remarksOf(before)));
    expect(brief(again as Sheet)).toEqual(brief(sheet as Sheet));
  });

  it('marks the rows, keeps what it does not know and takes macros out', async () => {
    const { unzip } = await import('./unzip.js');
    const before = readTables(await readXlsx(workbook(parts)));
    const files = await unzip(await annotateXlsx(workbook(parts), remarksOf(before)), { entries: 99, bytes: 1e7, ratio: 99 });
    const text = async (path: string) => new TextDecoder().decode(await files.get(path)?.());
    expect(await text('xl/worksheets/sheet0.xml')).toMatch(
      /<\/sheetData><conditionalFormatting sqref="A3:E3"><cfRule type="expression" dxfId="0" priority="9999"><formula>TRUE<\/formula><\/cfRule><\/conditionalFormatting><pageMargins/u,
    );
    expect(await text('xl/styles.xml')).toContain('<dxfs count="1"><dxf>');
    expect([...files.keys()]).toContain('docProps/app.xml');
    expect([...files.keys()].filter((path) => path.includes('vba'))).toEqual([]);
    expect(await text('xl/_rels/workbook.xml.rels')).not.toContain('vba');
  }); // prettier-ignore
});
