import { describe, expect, it } from '@jest/globals';
import { numbered, paragraph, run, table, wordFile, type WordParts } from '../../../test/support/word-files.js';
import { readDocx } from './docx-read.js';
import { zipFiles } from './zip.js';

const blocksOf = async (parts: WordParts | string) =>
  (await readDocx(wordFile(typeof parts === 'string' ? { body: parts } : parts))).blocks;
const linesOf = async (parts: WordParts | string) =>
  (await blocksOf(parts)).flatMap((block) => (block.kind === 'line' ? [block.line] : block.lines));
const textOf = async (parts: WordParts | string) => (await linesOf(parts)).map(({ text }) => text);

const level = (index: number, format: string, text: string, more = '') =>
  `<w:lvl w:ilvl="${index}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
const abstract = (id: number, ...levels: readonly string[]) =>
  `<w:abstractNum w:abstractNumId="${id}">${levels.join('')}</w:abstractNum>`;
const list = (id: number, abstractId: number, more = '') =>
  `<w:num w:numId="${id}"><w:abstractNumId w:val="${abstractId}"/>${more}</w:num>`;

describe('numbers that Word gives', () => {
  const NUMBERING =
    abstract(0, level(0, 'decimal', '%1'), level(1, 'upperLetter', '%2、')) +
    abstract(1, level(0, 'chineseCounting', '%1、')) +
    abstract(2, level(0, 'bullet', '')) +
    list(1, 0) +
    list(2, 1) +
    list(3, 2) +
    list(4, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>');

  it('are written out, and those of choices begin again with each item', async () => {
    const body = [
      numbered(2, 0, '单选题'),
      numbered(1, 0, '示例一'),
      numbered(1, 1, '甲'),
      numbered(1, 1, '乙'),
      numbered(1, 0, '示例二'),
      numbered(1, 1, '丙'),
      numbered(2, 0, '多选题'),
      numbered(1, 0, '示例三'),
      numbered(4, 0, '示例四'),
      numbered(3, 0, '点'),
      numbered(9, 0, '无'),
    ].join('');
    expect(await textOf({ body, numbering: NUMBERING })).toEqual([
      '一、 单选题',
      '1. 示例一',
      'A、 甲',
      'B、 乙',
      '2. 示例二',
      'A、 丙',
      '二、 多选题',
      '3. 示例三',
      '1. 示例四',
      '点',
      '无',
    ]);
  });

  it('come from the style, unless the paragraph takes them away', async () => {
    const styles =
      '<w:style w:styleId="Item"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>' +
      '<w:style w:styleId="Choice"><w:basedOn w:val="Item"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>';
    const body =
      paragraph('示例', '<w:pStyle w:val="Item"/>') +
      paragraph('甲', '<w:pStyle w:val="Choice"/>') +
      paragraph('乙', '<w:pStyle w:val="Item"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>');
    expect(await textOf({ body, numbering: NUMBERING, styles })).toEqual(['1. 示例', 'A、 甲', '乙']);
  });

  it.each([
    ['lowerLetter', '%1)', 27, 'aa)'],
    ['upperRoman', '%1.', 4, 'IV.'],
    ['decimalEnclosedCircle', '%1', 2, '②.'],
    ['decimalFullWidth', '%1．', 12, '１２．'],
    ['chineseCountingThousand', '第%1题', 12, '第十二题'],
    ['ideographTraditional', '%1', 3, '丙.'],
    ['chineseLegalSimplified', '%1、', 2, '贰、'],
    ['decimalZero', '%1.', 3, '03.'],
    ['none', '%1', 3, ''],
    ['of-a-later-word', '(%1)', 3, '(3)'],
  ])('may be %s', async (format, text, count, label) => {
    const numbering = abstract(0, level(0, format, text)) + list(1, 0);
    const lines = await textOf({ body: numbered(1, 0, '示例').repeat(count), numbering });
    expect(lines.at(-1)).toBe(`${label} 示例`.trim());
  });

  it('count an empty paragraph and do not show it', async () => {
    const body = numbered(1, 0, '示例') + numbered(1, 0, '') + numbered(1, 0, '示例');
    expect(await textOf({ body, numbering: NUMBERING })).toEqual(['1. 示例', '', '3. 示例']);
  });

  it('show the levels above, in figures where the list is a legal one', async () => {
    const numbering =
      abstract(0, level(0, 'chineseCounting', '第%1条'), level(1, 'decimal', '%1.%2', '<w:isLgl/>')) + list(1, 0);
    const body = numbered(1, 0, '示例').repeat(2) + numbered(1, 1, '示例');
    expect(await textOf({ body, numbering })).toEqual(['第一条 示例', '第二条 示例', '2.1 示例']);
  });
});

describe('what stands in a paragraph', () => {
  it('is left out where it is the table of contents', async () => {
    const styles = '<w:style w:styleId="11"><w:name w:val="toc 1"/></w:style>';
    expect(await textOf({ body: paragraph('示例……1', '<w:pStyle w:val="11"/>') + paragraph('甲'), styles })).toEqual(['甲']);
  }); // prettier-ignore

  it('takes a line break of the file itself for a space', async () => {
    expect(await textOf(paragraph('甲\n  乙'))).toEqual(['甲 乙']);
  });

  it('keeps tabs and soft line breaks', async () => {
    const body = paragraph('<w:r><w:t>A.甲</w:t><w:tab/><w:t>B.乙</w:t><w:br/><w:t>C.丙</w:t></w:r>');
    expect(await textOf(body)).toEqual(['A.甲\tB.乙', 'C.丙']);
  });

  it.each([
    ['a sign by its code', '<w:sym w:font="Wingdings" w:char="F0FC"/>', '√'],
    ['a sign of Wingdings 2', '<w:sym w:font="Wingdings 2" w:char="F050"/>', '√'],
    ['the root sign', '<w:sym w:font="Symbol" w:char="F0D6"/>', '√'],
    ['a letter in Wingdings', '<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>û</w:t>', '×'],
    ['private use in Symbol', '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uF0B4</w:t>', '×'],
    ['Chinese in Symbol', '<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>甲a</w:t>', '甲α'],
    ['a power', '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t>', '²'],
    ['a power as LibreOffice has it', '<w:rPr><w:position w:val="8"/><w:sz w:val="19"/></w:rPr><w:t>-3</w:t>', '⁻³'],
    ['an index', '<w:rPr><w:vertAlign w:val="subscript"/></w:rPr><w:t>2</w:t>', '₂'],
  ])('reads %s', async (_name, content, text) => {
    expect(await textOf(`<w:p><w:r>${content}</w:r></w:p>`)).toEqual([text]);
  });

  it('says where a sign is not known', async () => {
    const [line] = await linesOf(paragraph('<w:r><w:sym w:font="Webdings" w:char="F041"/></w:r>'));
    expect(line).toEqual({ text: '\uFFFD', marked: '', notes: ['symbol'] });
  });

  it('takes spaces with a line under them for a blank, not words', async () => {
    const line = '<w:u w:val="single"/>';
    const blank = run('一周有') + run('  ', line) + run('  ', line) + run('天，一年有') + run('\u3000\u3000', line) + run('月');
    expect(await textOf(paragraph(blank))).toEqual(['一周有____天，一年有____月']);
    const [filled] = await linesOf(paragraph(run('一周有') + run('  ', line) + run('七', line) + run('  ', line) + run('天')));
    expect(filled).toEqual({ text: '一周有  七  天', marked: '', notes: ['underlined'] });
    expect(await textOf(paragraph(run('甲') + run(' ', line) + run('乙', '<w:u w:val="none"/>')))).toEqual(['甲 乙']);
  }); // prettier-ignore

  it('shows tracked changes as accepted', async () => {
    const body =
      paragraph(`${run('甲')}<w:del><w:r><w:delText>乙</w:delText></w:r></w:del><w:ins>${run('丙')}</w:ins><w:moveFrom>${run('丁')}</w:moveFrom>`) +
      paragraph('首', '<w:rPr><w:del/></w:rPr>') +
      paragraph('尾'); // prettier-ignore
    expect(await textOf(body)).toEqual(['甲丙', '首尾']);
  });

  it('shows fields by their results, and circled signs of EQ fields', async () => {
    const field = (instruction: string, result: string) =>
      '<w:r><w:fldChar w:fldCharType="begin"/></w:r>' +
      `<w:r><w:instrText>${instruction}</w:instrText></w:r>` +
      (result === '' ? '' : `<w:r><w:fldChar w:fldCharType="separate"/></w:r>${run(result)}`) +
      '<w:r><w:fldChar w:fldCharType="end"/></w:r>';
    const body = paragraph(field('PAGE', '7') + field(' eq \\o\\ac(○,2)', '') + field('eq \\f(1,2)', ''));
    expect(await textOf(body)).toEqual(['7②1/2']);
  });

  it('reads text boxes once, after their paragraph', async () => {
    const box = `<w:txbxContent>${paragraph('盒')}</w:txbxContent>`;
    const drawing =
      `<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>${box}</wps:txbx></w:drawing></mc:Choice>` +
      `<mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>`;
    expect(await textOf(paragraph(`${run('甲')}<w:r>${drawing}</w:r>`))).toEqual(['甲', '盒']);
  });

  it('names pictures, formulas, notes, hidden words and those crossed out', async () => {
    const body =
      paragraph(`${run('A.')}<w:r><w:drawing><a:blip/></w:drawing></w:r>`) +
      paragraph('<w:r><w:object><v:imagedata/><o:OLEObject ProgID="Equation.3"/></w:object></w:r>') +
      paragraph(
        '<m:oMath><m:f><m:num><m:r><m:t>a+b</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>',
      ) +
      paragraph(`${run('甲')}<w:r><w:footnoteReference/></w:r>`) +
      paragraph(run('乙', '<w:vanish/>')) +
      paragraph(run('丙', '<w:strike/>') + run('丁', '<w:strike w:val="0"/>')) +
      paragraph(run(' ', '<w:dstrike/>') + run('戊'));
    expect(await linesOf(body)).toEqual([
      { text: 'A.［图片］', marked: '', notes: ['picture'] },
      { text: '［公式］', marked: '', notes: ['picture'] },
      { text: '(a+b)/2', marked: '', notes: ['formula'] },
      { text: '甲', marked: '', notes: ['footnote'] },
      { text: '乙', marked: '', notes: ['hidden'] },
      { text: '丙丁', marked: '', notes: ['struck'] },
      { text: ' 戊', marked: '', notes: [] },
    ]);
  });

  it.each(['<w:b/>', '<w:highlight w:val="yellow"/>', '<w:color w:val="FF0000"/>', '<w:shd w:val="clear" w:fill="FFFF00"/>'])(
    'tells words marked by %s',
    async (properties) => {
      const [line] = await linesOf(paragraph(run('A.') + run('甲', properties)));
      expect(line?.marked).toBe('甲');
    },
  ); // prettier-ignore

  it.each(['', '<w:b w:val="0"/>', '<w:color w:val="333333"/>', '<w:shd w:fill="auto"/>', '<w:highlight w:val="none"/>'])(
    'does not take %s for a mark',
    async (properties) => {
      expect((await linesOf(paragraph(run('甲', properties))))[0]?.marked).toBe('');
    },
  ); // prettier-ignore
});

describe('tables of Word', () => {
  it('are rows of cells, and lines for those that only lay out the page', async () => {
    const [block] = await blocksOf(table([['题目', '答案'], ['示例', paragraph('甲') + paragraph('乙')]])); // prettier-ignore
    if (block?.kind !== 'table') throw new Error('no table');
    expect(block.rows.map(({ number, cells }) => [number, [...cells].map(([column, { text }]) => [column, text])])).toEqual([
      [1, [[0, '题目'], [1, '答案']]],
      [2, [[0, '示例'], [1, '甲\n乙']]],
    ]); // prettier-ignore
    expect(block.lines.map(({ text }) => text)).toEqual(['题目\t答案', '示例', '甲', '乙']);
  });

  it('have numbers of items in cells of their own, or grids of keys', async () => {
    const body = table([['1', '示例一周有几天'], ['1', 'A', '2', 'B'], ['1', '2', '3', '4']]); // prettier-ignore
    expect(await textOf(body)).toEqual(['1.\t示例一周有几天', '1\tA\t2\tB', '1\t2\t3\t4']);
  });

  it('know merged cells and leave out deleted rows', async () => {
    const wide = `<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>${paragraph('宽')}`;
    const first = `<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>${paragraph('高')}`;
    const body =
      table([
        [wide, '丙'],
        [first, '丁'],
        [`<w:tcPr><w:vMerge/></w:tcPr>${paragraph('')}`, '戊'],
      ]) + '<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl>';
    const [block, gone] = await blocksOf(body);
    if (block?.kind !== 'table' || gone?.kind !== 'table') throw new Error('no table');
    expect(block.rows.map(({ cells }) => [...cells])).toEqual([
      [[0, { text: '宽' }], [2, { text: '丙' }]],
      [[0, { text: '高' }], [1, { text: '丁' }]],
      [[0, { text: '高', merged: true }], [1, { text: '戊' }]],
    ]); // prettier-ignore
    expect(gone.rows).toEqual([]);
  });
});

describe('a file that is no Word document', () => {
  const zip = (files: Readonly<Record<string, string>>) =>
    zipFiles(new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])));

  it.each<[string, Uint8Array, string]>([
    ['half an archive', wordFile({ body: '' }).slice(0, 300), 'file.malformed'],
    ['an archive of something else', zip({ 'a.txt': 'a' }), 'file.malformed'],
    ['broken XML', zip({ 'word/document.xml': '<w:document' }), 'file.malformed'],
    [
      'an entity of its own',
      zip({ 'word/document.xml': '<!DOCTYPE a [<!ENTITY b "c">]><document><body>&b;</body></document>' }),
      'file.malformed',
    ],
  ])('is refused: %s', async (_name, bytes, code) => {
    await expect(readDocx(bytes)).rejects.toMatchObject({ name: 'FileError', code });
  });

  it('is read where only its insides are unknown', async () => {
    expect(await readDocx(wordFile({ body: '<w:altChunk/><w:unknown><w:p/></w:unknown>' }))).toEqual({
      blocks: [],
      foreign: true,
    });
  });
});
