import { describe, expect, it } from '@jest/globals';
import { readDocument } from './read-document.js';
import type { WordBlock, WordLine, WordNote } from './word-document.js';

const line = (text: string, marked = '', ...notes: readonly WordNote[]): WordLine => ({ text, marked, notes });
const lines = (...texts: readonly (string | WordLine)[]): WordBlock[] =>
  texts.map((text) => ({ kind: 'line', line: typeof text === 'string' ? line(text) : text }));
const table = (rows: readonly (readonly string[])[], words = rows.map((row) => line(row.join('\t')))): WordBlock => ({
  kind: 'table',
  rows: rows.map((row, index) => ({
    number: index + 1,
    cells: new Map(row.flatMap((text, column) => (text === '' ? [] : [[column, { text }] as const]))),
  })),
  lines: words,
});
const read = (...blocks: readonly WordBlock[]) => readDocument({ blocks, foreign: false });
const stems = (reading: ReturnType<typeof readDocument>) => reading.items.map(({ item }) => item.stem);

const ITEM = ['1. 示例：一年有几个季节？', 'A. 二', 'B. 三', 'C. 四', '答案：C'];

describe('readDocument', () => {
  it('reads items of the text', () => {
    const reading = read(...lines('一、单选题', ...ITEM));
    expect(reading.items).toMatchObject([{ place: { line: 2 }, item: { select: 'single', correctResponse: 'C' } }]);
  });

  it('reads a table with an item a row, whose kind a heading above may say', () => {
    const rows = [
      ['序号', '题目', '答案'],
      ['1', '示例：一年有四个季节。', '√'],
      ['2', '示例：一周有八天。', '×'],
    ];
    const reading = read(...lines('二、判断题'), table(rows), ...lines('三、单选题', ...ITEM));
    expect(reading.read).toBe(3);
    expect(stems(reading)).toEqual(['示例：一年有几个季节？', '示例：一年有四个季节。', '示例：一周有八天。']);
    expect(reading.items[2]?.place).toMatchObject({ sheet: '二、判断题', cell: 'B3' });
  });

  it('reads a card for each item, and refuses the one without a key', () => {
    const card = (stem: string, key: string) => [['题目', stem], ['选项', 'A.红 B.高 C.蓝'], ['答案', key]]; // prettier-ignore
    const reading = read(
      table(card('示例：哪些是颜色？', 'AC')),
      table([...card('示例：天空是什么颜色？', 'C'), ...card('示例：草地是什么颜色？', '')]),
    );
    expect(reading.items.map(({ item }) => item.correctResponse)).toEqual([['A', 'C'], 'C']);
    expect(reading.rejected).toMatchObject([{ code: 'key.missing', place: { sheet: '题卡' } }]);
  });

  it('reads a table that only lays out choices or keys as text', () => {
    const choices = table([['A. 二', 'B. 三'], ['C. 四', 'D. 五']]); // prettier-ignore
    const reading = read(...lines('1. 示例：一年有几个季节？'), choices, ...lines('答案：C'));
    expect(reading.items).toMatchObject([{ item: { correctResponse: 'C', choices: [{}, {}, {}, {}] } }]);
  });

  it.each([
    [[['题号', '1', '2'], ['答案', 'C', 'B']]],
    [[['1', '2'], ['C', 'B']]],
    [[['1-2', 'CB']]],
  ])('reads %j as the keys of items above', (rows) => {
    const items = [...ITEM.slice(0, -1), '2. 示例：一周有几天？', 'A. 六', 'B. 七'];
    const reading = read(...lines('一、单选题', ...items, '参考答案'), table(rows));
    expect(reading.items.map(({ item }) => item.correctResponse)).toEqual(['C', 'B']);
  }); // prettier-ignore

  it('reads a whole paper in the frame of a table', () => {
    const reading = read(
      table(
        [[ITEM.join('\n')]],
        ITEM.map((text) => line(text)),
      ),
    );
    expect(reading.items).toMatchObject([{ item: { correctResponse: 'C' } }]);
  });

  it('takes no mark for a key, and says so', () => {
    const bare = ITEM.slice(0, -1);
    const reading = read(...lines(...bare.slice(0, 3), line('C. 四', '四')));
    expect(reading.items).toMatchObject([{ item: { kind: 'choice' } }]);
    expect(reading.items[0]?.item).not.toHaveProperty('correctResponse');
    expect(reading.warnings).toContainEqual({
      place: { line: 4 },
      code: 'feature.dropped',
      message: expect.stringContaining('有 1 行选项用颜色、加粗或底色标出'),
      excerpt: 'C. 四',
    });
    const bold = read(...lines(...bare.map((text) => line(text, text)), ITEM[4] ?? ''));
    expect(bold.warnings).toEqual([]);
  });

  it('says at which item a picture stood', () => {
    const reading = read(...lines(...ITEM.slice(0, 2), line('B. ［图片］', '', 'picture'), ...ITEM.slice(3)));
    expect(reading.warnings).toEqual([
      expect.objectContaining({ code: 'media.missing', place: { line: 3, item: '1' }, excerpt: 'B. ［图片］' }),
    ]);
  });

  it.each<[WordNote, string, RegExp]>([
    ['formula', 'feature.dropped', /公式/u],
    ['shape', 'feature.dropped', /图表/u],
    ['symbol', 'feature.dropped', /符号/u],
    ['hidden', 'feature.dropped', /隐藏/u],
    ['struck', 'feature.dropped', /划掉/u],
    ['footnote', 'text.unclaimed', /脚注/u],
    ['underlined', 'feature.dropped', /下划线/u],
  ])('names %s', (note, code, message) => {
    const reading = read(...lines(line(ITEM[0] ?? '', '', note), ...ITEM.slice(1)));
    expect(reading.items).toHaveLength(1);
    expect(reading.warnings).toEqual([expect.objectContaining({ code, message: expect.stringMatching(message) })]);
  });

  it('says what stands in a table or another file too', () => {
    const rows = [
      ['题目', '选项A', '选项B', '答案'],
      ['示例：一年有几个季节？', '三', '四', 'B'],
    ];
    const { warnings } = readDocument({ blocks: [table(rows, [line('四', '', 'picture')])], foreign: true });
    expect(warnings.map(({ code, place }) => [code, place])).toEqual([
      ['media.missing', { sheet: '表格1' }],
      ['feature.dropped', {}],
    ]);
  });

  it('says that there are none', () => {
    expect(read(...lines('示例通知'))).toMatchObject({ read: 0, rejected: [{ code: 'file.empty' }] });
    expect(read()).toMatchObject({ read: 0, rejected: [{ code: 'file.empty' }] });
  });
});
