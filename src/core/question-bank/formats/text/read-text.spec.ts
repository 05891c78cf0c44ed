import { describe, expect, it } from '@jest/globals';
import type { ReadBankItem } from '../reading.js';
import { readText } from './read-text.js';

/** `stem / A 甲 / B 乙 = key`, on one line. */
export function brief(item: ReadBankItem): string {
  const choices = 'choices' in item ? item.choices.map(({ id, text }) => ` / ${id} ${text}`).join('') : '';
  const name = item.kind === 'choice' ? item.select : item.kind;
  return `${name}: ${item.stem.replaceAll('\n', '¶')}${choices} = ${JSON.stringify(item.correctResponse)}`;
}

const lines = (...text: string[]) => text.join('\n');
const items = (text: string) => readText(text).items.map(({ item }) => brief(item));

describe('a key after each item', () => {
  it.each([
    '答案：B', '答案:b', '参考答案：B', '正确答案：B', '正确答案 B', '标准答案： Ｂ', '【答案】B', '[答案] B', '答 案：B', '　　答案：B',
    '答案：（B）', '答案为：B', '答案（B）', '答案B', 'Answer: B', '答案：В', '（答案：B）',
  ])('%s', (key) => {
    expect(items(lines('1. 示例题干是（ ）。', 'A. 甲', 'B. 乙', 'C. 丙', key))).toEqual([
      'single: 示例题干是（ ）。 / A 甲 / B 乙 / C 丙 = "B"',
    ]);
  }); // prettier-ignore

  it('with an explanation, a source and what else labels say', () => {
    const [first] = readText(
      lines(
        '1. 示例题干（ ）',
        'A. 甲 B. 乙',
        '【答案】A 【解析】示例解析，答案：A 是对的。',
        '第二行解析。',
        '难度：易',
        '分值：2分',
        '知识点：党史、法律',
        '出处：示例条例第三条',
      ),
    ).items;
    expect(first?.item).toMatchObject({
      correctResponse: 'A',
      explanation: '示例解析，答案：A 是对的。\n第二行解析。',
      difficulty: 1,
      points: 2,
      tags: ['党史', '法律'],
      source: { document: '示例条例第三条' },
    });
  });

  it('may be a model answer of several lines with a list of its own', () => {
    const text = lines(
      '1. 简述示例。',
      '答案：要点如下。',
      '1. 第一点',
      '2. 第二点',
      '2. 示例是什么？',
      '答：是示例。',
    );
    expect(items(text)).toEqual([
      'short-answer: 简述示例。 = "要点如下。\\n1. 第一点\\n2. 第二点"',
      'short-answer: 示例是什么？ = "是示例。"',
    ]);
  });

  it('tells the kind where nothing else does', () => {
    const text = lines(
      '1、单（ ）', '(A)甲', '(B)乙', '【答案】A', '2、多', '（A）甲', '（B）乙', '【答案】AB',
      '3、首都是____，国庆是____。', '【答案】（甲）（乙）', '4、示例说法。', '【答案】正确', '5、谈谈认识。', '【答案】示例。',
    ); // prettier-ignore
    expect(items(text)).toEqual([
      'single: 单（ ） / A 甲 / B 乙 = "A"',
      'multiple: 多 / A 甲 / B 乙 = ["A","B"]',
      'fill-in: 首都是____，国庆是____。 = [["甲"],["乙"]]',
      'true-false: 示例说法。 = true',
      'short-answer: 谈谈认识。 = "示例。"',
    ]);
  });

  it('is not what somebody once gave', () => {
    const text = lines('1. 示例（ ）', 'A. 甲', 'B. 乙', '我的答案：A', '正确答案：B', '得分：0分');
    expect(items(text)).toEqual(['single: 示例（ ） / A 甲 / B 乙 = "B"']);
    expect(readText(text).warnings).toMatchObject([{ code: 'feature.dropped', place: { line: 4 } }]);
  });
});

describe('a key in the brackets of the stem', () => {
  it.each(['（ B ）', '( B )', '（B）', '[ B ]', '【B】', '（　Ｂ　）', '____B____'])('%s of choices', (place) => {
    const empty = /_/u.test(place) ? '____' : `${place[0]}　${place.at(-1)}`;
    expect(items(lines(`1. 示例是${place}。`, 'A. 甲', 'B. 乙'))).toEqual([
      `single: 示例是${empty}。 / A 甲 / B 乙 = "B"`,
    ]);
  });

  it.each([
    ['1. 示例成立。（ √ ）', true], ['1. 示例成立（×）。', false], ['1. 示例成立。（正确）', true], ['1. 示例成立。[ 错 ]', false],
    ['1. （√）示例成立。', true], ['（ × ）1. 示例成立。', false], ['1. 示例成立。√', true], ['1. 示例成立。 ×', false],
    ['1. 示例成立。答案：是', true], ['1. 示例成立。（F）', false],
  ])('of a statement: %s', (text, key) => {
    const [item] = items(lines('判断题', text));
    expect(item?.replace('立 =', '立。 =')).toBe(`true-false: 示例成立。 = ${key}`);
  }); // prettier-ignore

  it('of several letters, on the next line, before the number', () => {
    const text = lines(
      '1. 甲（A、C）',
      'A.一 B.二 C.三',
      '2. 乙是',
      '（ AB ）',
      'A.一 B.二',
      '（ B ）3. 丙',
      'A.一 B.二',
      '4. 丁',
      'A.一 B.二',
      '（ A ）',
    );
    expect(items(text)).toEqual([
      'multiple: 甲（　） / A 一 / B 二 / C 三 = ["A","C"]',
      'multiple: 乙是（　） / A 一 / B 二 = ["A","B"]',
      'single: （　）丙 / A 一 / B 二 = "B"',
      'single: 丁 / A 一 / B 二 = "A"',
    ]);
  });

  it('is left in the sentence where it is no key: 分贝（A）', () => {
    const text = lines('1. 噪音超过90分贝（A）时（ ）', 'A. 甲', 'B. 乙', '答案：A', '2. 示例（ ）', 'A. 甲', 'B. 乙', '答案：B', '3. 示例（ ）', 'A. 甲', 'B. 乙', '答案：B'); // prettier-ignore
    expect(items(text)[0]).toBe('single: 噪音超过90分贝（A）时（ ） / A 甲 / B 乙 = "A"');
  });

  it('fills the blanks of a fill-in', () => {
    expect(items(lines('填空题', '1. 宗旨是（为人民服务）。', '2. 是（ 富强 ）、（ 民主 ）。'))).toEqual([
      'fill-in: 宗旨是____。 = [["为人民服务"]]',
      'fill-in: 是____、____。 = [["富强"],["民主"]]',
    ]);
  });
});

describe('tags and headings', () => {
  it('set kind and points', () => {
    const text = lines(
      '一、单项选择题（每题2分，共2分）', '1．甲（ ）', 'A．一 B．二', '答案：A',
      '二、多选题(每题3分)', '1．乙（ ）', 'A．一 B．二', '答案：A',
      '三、判断题：对的打√，错的打×。', '1．丙。', '答案：√',
      '四、不定项选择题', '1．丁', 'A．一 B．二', '答案：B',
    ); // prettier-ignore
    const { items: read, warnings } = readText(text);
    expect(read.map(({ item }) => [brief(item), item.points])).toEqual([
      ['single: 甲（ ） / A 一 / B 二 = "A"', 2],
      ['multiple: 乙（ ） / A 一 / B 二 = ["A"]', 3],
      ['true-false: 丙。 = true', undefined],
      ['multiple: 丁 / A 一 / B 二 = ["B"]', undefined],
    ]);
    expect(warnings).toMatchObject([{ code: 'key.contradictory', place: { line: 8 } }]);
  });

  it('of a kind hold for the chapters within them, not for the next of their own rank', () => {
    const text = lines(
      '一、判断题', '（一）党史', '1. 甲。', '答案：A', '（二）法律', '1. 乙。', '答案：B', '二、其他', '1. 丙（ ）', 'A. 一', 'B. 二', '答案：AB',
    ); // prettier-ignore
    expect(items(text)).toEqual(['true-false: 甲。 = true', 'true-false: 乙。 = false', 'multiple: 丙（ ） / A 一 / B 二 = ["A","B"]']); // prettier-ignore
  });

  it('no longer hold where numbers begin anew without one', () => {
    const text = lines(
      '多选题',
      '1. 甲',
      'A. 一 B. 二',
      '答案：AB',
      '2. 乙',
      'A. 一 B. 二',
      '答案：AB',
      '1. 丙',
      'A. 一 B. 二',
      '答案：A',
    );
    expect(items(text)[2]).toBe('single: 丙 / A 一 / B 二 = "A"');
  });

  it.each(['（单选题，2分）', '【单选题】', '[单选题](系统评分)', '（单选）', '(2分)'])(
    'stand before the stem: %s',
    (tag) => {
      expect(items(lines(`1.${tag}示例是（ ）`, 'A.甲', 'B.乙', '答案：A'))).toEqual([
        'single: 示例是（ ） / A 甲 / B 乙 = "A"',
      ]);
    },
  );

  it('of an application count its items', () => {
    const text = lines(
      '1/2 单选题 (2分)',
      '甲？',
      'A. 一',
      'B. 二',
      '正确答案：B',
      '',
      '2/2 判断题',
      '乙。',
      '正确答案：错误',
    );
    expect(items(text)).toEqual(['single: 甲？ / A 一 / B 二 = "B"', 'true-false: 乙。 = false']);
  });

  it('may be labels', () => {
    const text = lines(
      '题型：多选题',
      '题目：示例',
      '选项：A. 甲 B. 乙',
      '答案：AB',
      '',
      '题型：判断题',
      '题目：示例成立',
      '答案：错',
    );
    expect(items(text)).toEqual(['multiple: 示例 / A 甲 / B 乙 = ["A","B"]', 'true-false: 示例成立 = false']);
  });
});

describe('问卷星', () => {
  it('without keys gives drafts', () => {
    const text = lines('1. 甲[单选题]', '一', '二', '', '2. 乙[多选题]', '一', '二', '', '3. 是{_}。[填空题]', '', '4. 丙[判断题]', '对', '错', '', '5. 丁[问答题]'); // prettier-ignore
    const { items: read, warnings, rejected } = readText(text);
    expect(read.map(({ item }) => brief(item))).toEqual([
      'single: 甲 / A 一 / B 二 = undefined',
      'multiple: 乙 / A 一 / B 二 = undefined',
      'fill-in: 是____。 = undefined',
      'true-false: 丙 = undefined',
      'short-answer: 丁 = undefined',
    ]);
    expect(rejected).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'key.missing' }]);
  });

  it('marks correct choices in what it exports', () => {
    expect(
      items(lines('1. 甲 [单选题] *', 'A.一', 'B.二(正确答案)', '2. 乙 [判断题] *', '对', '错(正确答案)')),
    ).toEqual(['single: 甲 / A 一 / B 二 = "B"', 'true-false: 乙 = false']);
  });

  it('as JSON, one object a line', () => {
    const text = lines(
      '{"qtype":"考试单选","title":"甲？","select":["一","二"],"correctselect":["B"],"quizscore":"10","answeranalysis":"因为。"}',
      '{"qtype":"考试多选","title":"乙？","select":["一","二"],"correctselect":["A","B"]}',
      '{"qtype":"考试多项填空","title":"是{_}和{_}。","correctselect":["三","四"]}',
      '{"qtype":"考试绘图","title":"画。"}',
      '{"qtype":"考试单选",',
    );
    const { read, items: found, rejected } = readText(text);
    expect(found.map(({ item }) => brief(item))).toEqual([
      'single: 甲？ / A 一 / B 二 = "B"',
      'multiple: 乙？ / A 一 / B 二 = ["A","B"]',
      'fill-in: 是____和____。 = [["三"],["四"]]',
    ]);
    expect(found[0]?.item).toMatchObject({ points: 10, explanation: '因为。' });
    expect(read).toBe(5);
    expect(rejected.map(({ code, place }) => [code, place.line])).toEqual([['kind.unsupported', 4], ['file.malformed', 5]]); // prettier-ignore
  });
});
