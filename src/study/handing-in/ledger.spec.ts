import ExcelJS from 'exceljs';
import fc from 'fast-check';

import { partOfOffice, partsOfOffice } from '../../../test/support/office.js';
import { sampleLedger, sampleRow } from '../../../test/support/sample-ledger.js';
import { ledgerDocument } from './ledger-document.js';
import { ledgerWorkbook, sheetNames } from './ledger-workbook.js';
import { cutRow, linesOf } from './lines.js';
import { coverage } from './year-ledger.js';

const opened = async (bytes: Buffer): Promise<ExcelJS.Workbook> => {
  const workbook = new ExcelJS.Workbook();
  // Its types name a Buffer of their own.
  await workbook.xlsx.load(bytes as never);
  return workbook;
};

describe('the ledger as a spreadsheet', () => {
  it('has contents with links to a sheet for each mode', async () => {
    const workbook = await opened(await ledgerWorkbook(sampleLedger()));
    expect(workbook.worksheets.map(({ name }) => name)).toEqual(['目录', '领导领学', '支部共学', '专家导学', '个人自学', '研讨践学', '学时']);
    const contents = workbook.getWorksheet('目录');
    const links = contents?.getColumn(2).values.filter((value) => typeof value === 'object' && value !== null && 'hyperlink' in value);
    expect(links).toContainEqual({ text: '支部共学', hyperlink: "#'支部共学'!A1" });
    expect(links).toHaveLength(6);
  }); // prettier-ignore

  it('is set up for A4 with a heading on every page and numbers of pages', async () => {
    const workbook = await opened(await ledgerWorkbook(sampleLedger()));
    for (const sheet of workbook.worksheets) expect(sheet.pageSetup).toMatchObject({ paperSize: 9, fitToWidth: 1, fitToHeight: 0 });
    const branch = workbook.getWorksheet('支部共学');
    expect(branch?.pageSetup.printTitlesRow).toBe('1:2');
    expect(branch?.headerFooter.oddFooter).toContain('第 &P 页，共 &N 页');
    expect(branch?.getRow(2).values).toContain('到会情况');
  }); // prettier-ignore

  it('holds what was entered, corrected and late, and never a formula', async () => {
    const workbook = await opened(await ledgerWorkbook(sampleLedger()));
    const rows = workbook.getWorksheet('支部共学')?.getSheetValues() ?? [];
    const text = JSON.stringify(rows);
    expect(text).toContain('更正1：实到人数由26改为27');
    expect(text).toContain('补录');
    expect(workbook.getWorksheet('研讨践学')?.getRow(3).getCell(5).formula).toBeUndefined();
    expect(workbook.getWorksheet('专家导学')?.getRow(3).getCell(1).value).toBe('本年度没有已审核的记录。');
    expect(workbook.getWorksheet('学时')?.getRow(3).getCell(5).value).toBe(56);
  });

  it('goes on in a further row where a row would be too high to be seen', async () => {
    const workbook = await opened(await ledgerWorkbook(sampleLedger()));
    const sheet = workbook.getWorksheet('支部共学');
    const heights = sheet?.getRows(1, sheet.rowCount)?.map(({ height }) => height) ?? [];
    expect(Math.max(...heights)).toBeLessThan(410);
    const first = sheet?.getColumn(1).values.filter((value) => value === '续');
    expect(first?.length).toBeGreaterThan(1);
  });

  it('names sheets so that Excel takes them', () => {
    const names = sheetNames(['学/习:[一]', '', "'引号'", '目录', '甲'.repeat(50), '甲'.repeat(50)]);
    for (const name of names) {
      expect(name.length).toBeLessThanOrEqual(31);
      expect(name).not.toMatch(/[\\/?*[\]:]/u);
    }
    expect(new Set(names).size).toBe(6);
    expect(names).not.toContain('目录');
  });
});

describe('the ledger as a document', () => {
  it('has its contents written out, with page numbers, and asks for no update', async () => {
    const xml = partOfOffice(await ledgerDocument(sampleLedger()), 'word/document.xml');
    const toc = xml.slice(xml.indexOf('<w:sdt>'), xml.indexOf('</w:sdt>'));
    expect(toc).toMatch(/TOC .*\\h/u);
    for (const heading of ['一、概况', '二、领导领学', '三、支部共学', '四、专家导学', '七、学时']) expect(toc).toContain(heading);
    const pages = [...toc.matchAll(/<w:tab\/><w:t[^>]*>(\d+)<\/w:t>/gu)].map(([, page]) => Number(page));
    expect(pages).toHaveLength(7);
    expect(pages.slice(0, 3)).toEqual([1, 2, 3]);
    expect(pages).toEqual(pages.toSorted((one, other) => one - other));
    expect(xml).not.toContain('w:dirty="true"');
    const settings = partOfOffice(await ledgerDocument(sampleLedger()), 'word/settings.xml');
    expect(settings).not.toContain('updateFields w:val="true"');
  }); // prettier-ignore

  it('says the page on which the breaks that it makes put each heading', async () => {
    const xml = partOfOffice(await ledgerDocument(sampleLedger()), 'word/document.xml');
    const toc = xml.slice(xml.indexOf('<w:sdt>'), xml.indexOf('</w:sdt>'));
    const said = [...toc.matchAll(/w:anchor="(part\d+)".*?<w:tab\/><w:t[^>]*>(\d+)</gu)].map(([, anchor, page]) => [anchor, Number(page)]);
    const body = xml.slice(xml.indexOf('</w:sdt>'));
    const found: (readonly [string | undefined, number])[] = [];
    let page = 0;
    // A section ends with its sectPr and each page within it with a break before a paragraph.
    for (const [mark, anchor] of body.matchAll(/<w:pageBreakBefore\/>|<w:sectPr|<w:bookmarkStart[^>]*w:name="(part\d+)"/gu)) {
      if (mark === '<w:sectPr' || mark === '<w:pageBreakBefore/>') page += 1;
      else found.push([anchor, page]);
    }
    expect(found).toEqual(said);
  }); // prettier-ignore

  it('has a section of its own for each mode, on A4, with a heading row that is repeated', async () => {
    const parts = partsOfOffice(await ledgerDocument(sampleLedger()));
    const xml = parts.get('word/document.xml') ?? '';
    expect(xml.match(/<w:sectPr/gu)).toHaveLength(9);
    expect(xml.match(/<w:pgSz w:w="16838" w:h="11906" w:orient="landscape"\/>/gu)).toHaveLength(7);
    expect(xml.match(/<w:pgNumType[^>]*w:start="1"/gu)).toHaveLength(1);
    const tables = xml.match(/<w:tbl>/gu)?.length;
    expect(xml.match(/<w:tblHeader\/>/gu)).toHaveLength(tables ?? 0);
    const footers = [...parts].filter(([path]) => path.startsWith('word/footer')).map(([, text]) => text);
    expect(footers.length).toBeGreaterThan(0);
    for (const footer of footers) expect(footer).toContain('PAGE');
  });

  it('lists a mode that is archived by now, and leaves it out of the coverage', async () => {
    const ledger = sampleLedger();
    const gone = { name: '示例旧方式', meaning: '已停用', former: true, rows: [sampleRow()] };
    const more = { ...ledger, modes: [...ledger.modes, gone] };
    expect([coverage(ledger), coverage(more)]).toEqual([{ covered: 4, of: 5 }, { covered: 4, of: 5 }]); // prettier-ignore
    const text = partOfOffice(await ledgerDocument(more), 'word/document.xml').replace(/<[^>]+>/gu, '');
    expect(text).toContain('启用的方式5个，为4/5');
    expect(text).toContain('示例旧方式已停用1不计');
  });

  it('opens with signs that XML cannot hold left out', async () => {
    const ledger = sampleLedger();
    const [mode] = ledger.modes;
    if (mode === undefined) throw new Error('no mode');
    const odd = { ...ledger, modes: [{ ...mode, rows: [sampleRow({ title: '题\u0001目\ud800' })] }] };
    const xml = partOfOffice(await ledgerDocument(odd), 'word/document.xml');
    expect(xml).toContain('题目');
  });
});

describe('lines of a cell', () => {
  const someText = fc.string({ unit: fc.constantFrom('学', '习', 'a', 'W', ' ', '，', '\n', '1'), maxLength: 300 });

  it('never lose or change a sign', () => {
    fc.assert(
      fc.property(fc.array(someText, { minLength: 1, maxLength: 3 }), fc.integer({ min: 4, max: 30 }), fc.integer({ min: 1, max: 9 }), (cells, squares, most) => {
        const parts = cutRow(cells, cells.map(() => squares), most);
        const joined = cells.map((_, index) => parts.map((part) => part.cells[index]).join(''));
        expect(joined.map(plain)).toEqual(cells.map(plain));
        for (const { lines } of parts) expect(lines).toBeLessThanOrEqual(most);
      }),
    );
  }); // prettier-ignore

  it('hold no more squares than there is room for', () => {
    fc.assert(
      fc.property(someText, fc.integer({ min: 4, max: 30 }), (text, squares) => {
        for (const line of linesOf(text, squares)) {
          const squaresOf = [...line].reduce((sum, sign) => sum + (/[\u0020-\u007e]/u.test(sign) ? 0.5 : 1), 0);
          expect(squaresOf).toBeLessThanOrEqual(squares);
        }
      }),
    );
  });
});

/** Breaks between paragraphs are where parts are cut, too. */
const plain = (text: string | undefined): string => (text ?? '').replaceAll('\n', '');
