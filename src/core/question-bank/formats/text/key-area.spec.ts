import { describe, expect, it } from '@jest/globals';
import { compactKeys, keysOfRun, tableKeys } from './key-grammar.js';
import { readText } from './read-text.js';

const lines = (...text: string[]) => text.join('\n');
const keys = (text: string) => readText(text).items.map(({ item }) => item.correctResponse);

const paper = (...area: string[]) =>
  lines(
    '示例试卷', '一、单选题', '1. 甲（ ）', 'A. 一 B. 二', '2. 乙（ ）', 'A. 一 B. 二', '二、多选题', '3. 丙（ ）', 'A. 一 B. 二 C. 三',
    '三、判断题', '4. 丁。（ ）', '5. 戊。（ ）', '', ...area,
  ); // prettier-ignore
const ALL = ['B', 'A', ['A', 'C'], true, false];

describe('keys at the end', () => {
  it.each([
    ['in ranges', ['参考答案', '一、1-2 BA', '二、3.AC', '三、4-5 √×']],
    ['in one list', ['参考答案：', '1.B 2.A 3.AC 4.√ 5.×']],
    ['in one list with a label', ['答案：1.B 2.A 3.A、C 4.对 5.错']],
    ['in lines of their own', ['参考答案及解析', '一、单选题', '1、B', '2、A', '二、多选题', '3、AC', '三、判断题', '4、对', '5、错']],
    ['in a table', ['标准答案', '题号 1 2 3 4 5', '答案 B A AC √ ×']],
    ['behind their headings', ['【参考答案】', '单选题：1-2：BA', '多选题：3、AC', '判断题：4-5 √ ×']],
    ['without numbers', ['参考答案', '一、单选题', 'BA', '二、多选题', '3.AC', '三、判断题', '√ ×']],
    ['with labels', ['答案解析', '1.【答案】B', '【解析】因为。', '2.【答案】A。解析：因为。', '3. AC', '4. √', '5. ×']],
    ['without a title', ['1-2 BA 3.AC 4-5 √×']],
  ])('%s', (_, area) => {
    const reading = readText(paper(...area));
    expect(reading.items.map(({ item }) => item.correctResponse)).toEqual(ALL);
    expect(reading.rejected).toEqual([]);
  }); // prettier-ignore

  it('bring their explanations', () => {
    const text = lines('1. 甲（ ）', 'A. 一 B. 二', '2. 乙（ ）', 'A. 一 B. 二', '参考答案', '1. B。因为甲。', '2.【答案】A', '【解析】因为乙。', '所以。'); // prettier-ignore
    expect(readText(text).items.map(({ item }) => item.explanation)).toEqual(['因为甲。', '因为乙。\n所以。']);
  });

  it('are words for blanks and model answers', () => {
    const text = lines('一、填空题', '1. 是____和____。', '2. 有____。', '二、简答题', '1. 甲？', '答案：', '一、1.左；右 2.上', '二、1.第一行。', '第二行。'); // prettier-ignore
    expect(keys(text)).toEqual([[['左'], ['右']], [['上']], '第一行。\n第二行。']);
  });

  it('belong to the section before them where each has its own', () => {
    const text = lines('一、单选题', '1. 甲（ ） A.一 B.二', '2. 乙（ ） A.一 B.二', '答案：1.A 2.B', '二、判断题', '1. 丙。', '2. 丁。', '答案：1-2 √×'); // prettier-ignore
    expect(keys(text)).toEqual(['A', 'B', true, false]);
  });

  it('belong to their own paper of several', () => {
    const one = (a: string, b: string) => ['试卷', '一、单选题', '1. 甲（ ） A.一 B.二', '二、判断题', '1. 乙。（ ）', '参考答案', `一、1.${a}`, `二、1.${b}`]; // prettier-ignore
    expect(keys(lines(...one('A', '√'), ...one('B', '×')))).toEqual(['A', true, 'B', false]);
  });

  it('are told where they fit no item', () => {
    const { warnings, rejected } = readText(paper('参考答案', '1.B 2.A 3.AC 4.√ 9.×'));
    expect(rejected).toMatchObject([{ code: 'key.missing', place: { item: '5' } }]);
    expect(warnings).toContainEqual(
      expect.objectContaining({ code: 'text.unclaimed', place: { line: 15, item: '9' } }),
    );
  });

  it('that contradict a key in the stem make the item fail', () => {
    const text = lines('1. 甲（ A ）', 'A. 一 B. 二', '2. 乙（ B ）', 'A. 一 B. 二', '参考答案', '1-2 AA');
    const { items, rejected } = readText(text);
    expect(items.map(({ item }) => item.correctResponse)).toEqual(['A']);
    expect(rejected).toMatchObject([{ code: 'key.contradictory', place: { item: '2' } }]);
  });
});

describe('the grammar of keys', () => {
  it.each([
    ['1-5 ABCDE', ['A', 'B', 'C', 'D', 'E']],
    ['1~3: AB C ABD', ['AB', 'C', 'ABD']],
    ['(1-3) √×√ (4-5) 对 错', ['√', '×', '√', '对', '错']],
    ['1、A  2、B', ['A', 'B']],
    ['1.A;2.BC;3.D。', ['A', 'BC', 'D']],
  ])('%s', (text, expected) => {
    expect(compactKeys(text)?.map(({ key }) => key)).toEqual(expected);
  });

  it.each(['1-5 ABCD', '1. 甲', '1.A股', 'ABC', '', '1-2 A甲'])('“%s” is none', (text) => {
    expect(compactKeys(text)).toBeUndefined();
  });

  it('of runs and tables needs as many keys as numbers', () => {
    expect(keysOfRun('AB CD', 3)).toBeUndefined();
    expect(tableKeys('1 2 3', 'A B')).toBeUndefined();
    expect(tableKeys('| 1 | 2 |', '| A | BC |')).toEqual([{ number: 1, key: 'A' }, { number: 2, key: 'BC' }]); // prettier-ignore
  });
});

describe('an area of keys goes on', () => {
  const paper = ['一、多选题', '1、甲（ ）', 'A、一 B、二 C、三', '二、名词解释', '2、乙', '3、丙'];
  const read = (...lines: string[]) => readText([...paper, ...lines].join('\n'));

  it('behind explanations and headings, whatever number comes next', () => {
    const reading = read(
      '答案及解析',
      '二、名词解释',
      '2、答：乙的意思。',
      '3、答：丙的意思。',
      '一、多选题',
      '1、AB',
      '【解析】因为。',
      '2024年6月1日',
    );
    expect(reading.items.map(({ item }) => item.correctResponse)).toEqual([['A', 'B'], '乙的意思。', '丙的意思。']);
    expect(reading.items[0]?.item.explanation).toBe('因为。');
    expect(reading.warnings.map(({ place }) => place.line)).toEqual([14]);
  });

  it('from any number that is used', () => {
    const reading = read('参考答案', '二、名词解释', '3、答：丙的意思。');
    expect(reading.items.map(({ place, item }) => [place.item, item.correctResponse])).toEqual([['3', '丙的意思。']]);
    expect(reading.rejected.map(({ code }) => code)).toEqual(['key.missing', 'key.missing']);
  });

  it('or its keys in words are told, never items', () => {
    const reading = readText(['1、甲。', '答案：对', '2、答：乙的意思。'].join('\n'));
    expect(reading.items).toHaveLength(1);
    expect(reading.rejected.map(({ code, place }) => [code, place.line])).toEqual([['text.unclaimed', 3]]);
  });
});
