import { describe, expect, it } from '@jest/globals';
import { readText } from './read-text.js';

const keys = (...lines: string[]) =>
  readText(lines.join('\n')).items.map(({ place, item }) => [place.item, item.correctResponse]);
const refused = (...lines: string[]) =>
  readText(lines.join('\n')).rejected.map(({ place, code }) => `${place.item} ${code}`);

describe('keys of all items behind one label', () => {
  const stems = ['1. 甲写作____。', '2. 乙写作____。'];
  const both = [
    ['1', [['一']]],
    ['2', [['二']]],
  ];

  it.each([
    ['in one line', ['答案：1.一 2.二']],
    ['with stops between them', ['答案：1、一；2、二']],
    ['in brackets', ['参考答案：（1）一（2）二']],
    ['with the second on a line of its own', ['【答案】1. 一', '2. 二']],
    ['after an empty line', ['', '答案：1. 一', '', '2. 二']],
  ])('%s', (_, lines) => {
    expect(keys(...stems, ...lines)).toEqual(both);
    expect(keys('一、填空题', ...stems, ...lines)).toEqual(both);
  });

  it('of different kinds, and the items after them', () => {
    const text = ['1. 丙的意思是____。', '2. 丁是（ ）', 'A.甲 B.乙 C.丙', '答案：1.春；夏 2.AC', '3. 戊是（ ）', 'A.甲 B.乙', '答案：B'];
    expect(keys(...text)).toEqual([['1', [['春', '夏']]], ['2', ['A', 'C']], ['3', 'B']]);
  }); // prettier-ignore

  it('in groups, each with its own', () => {
    const group = (first: number) => [`${first}. 甲写作____。`, `${first + 1}. 乙写作____和____。`, `答案：${first}. 一`, `${first + 1}. 二；三`];
    expect(keys(...group(1), '', ...group(3))).toEqual([['1', [['一']]], ['2', [['二'], ['三']]], ['3', [['一']]], ['4', [['二'], ['三']]]]);
  }); // prettier-ignore

  it('as a word of letters that no single item can have', () => {
    const item = (number: number) => [`${number}. 示例（ ）`, 'A.甲 B.乙'];
    expect(keys(...item(1), ...item(2), ...item(3), '答案：ABA')).toEqual([['1', 'A'], ['2', 'B'], ['3', 'A']]);
  }); // prettier-ignore

  it('that are the parts of one key stay with it', () => {
    const first = ['1. 甲写作____。', '答案：一'];
    expect(keys(...first, '2. 乙写作____，丙写作____。', '答案：1.二 2.三').at(-1)).toEqual(['2', [['二'], ['三']]]);
    expect(keys(...first, '2. 高为____米。', '答案：1.5').at(-1)).toEqual(['2', [['1.5']]]);
    expect(keys(...first, '2. 简述丙。', '答：1.二', '2.三', '3.四').at(-1)).toEqual(['2', '1.二\n2.三\n3.四']);
  });

  it('are refused where they may be either', () => {
    expect(refused(stems[0] ?? '', '2. 乙写作____，丙写作____。', '答案：1.一 2.二')).toEqual(['1 key.missing', '2 key.contradictory']);
    expect(refused(...stems, '3. 丙写作____。', '答案：1.一 2.二')).toEqual(['1 key.missing', '2 key.missing', '3 key.contradictory']);
  }); // prettier-ignore

  it('of a case fill its blanks', () => {
    expect(keys('案例分析题', '1. 甲为____岁，乙为____岁。', '答案：22；20')).toEqual([['1', [['22'], ['20']]]]);
  });
});
