import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../../../test/support/bank-arbitraries.js';
import type { StoredBankItem } from '../../types.js';
import { readLooseJson } from './read-loose-json.js';

/** The world's names for what has another name in this house: ask, reply and their relations. */
const asWritten = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value ?? null).replace(/"(\w*)":/gu, (_, name: string) => {
      const worldly = name.replace(/asks?$/u, (own) => own.replace('ask', 'question')).replace(/repl(?:y|ies)/iu, (own) => {
        const plural = own.endsWith('ies') ? 'answers' : 'answer';
        return own.startsWith('R') ? `A${plural.slice(1)}` : plural;
      });
      return `"${worldly}":`;
    }),
  ); // prettier-ignore
const readJson = (value: unknown) => readLooseJson(asWritten(value));

const STEM = '示例：一年有几个季节？';
const TEXTS = ['二', '三', '四'];
const LETTERS = { A: '二', B: '三', C: '四' };

/** What the one item of a file is read as, or why it is not. */
function only(value: unknown): unknown {
  const { read, items, rejected } = readJson(value);
  expect([read, items.length + rejected.length]).toEqual([1, 1]);
  return items[0]?.item ?? rejected[0]?.code;
}
const codes = (value: unknown) => readJson(value).rejected.map(({ code }) => code);

const SINGLE = {
  kind: 'choice',
  select: 'single',
  stem: STEM,
  choices: [
    { id: 'A', text: '二' },
    { id: 'B', text: '三' },
    { id: 'C', text: '四' },
  ],
  correctResponse: 'C',
  tags: [],
};
const MULTIPLE = { ...SINGLE, select: 'multiple', correctResponse: ['A', 'C'] };

describe('choices in JSON', () => {
  it.each<[string, object]>([
    ['a list of texts', { options: TEXTS }],
    ['a list of lettered texts', { options: ['A. 二', 'B、三', 'Ｃ．四'] }],
    ['letters and texts', { options: LETTERS }],
    ['small letters', { choices: { a: '二', b: '三', c: '四', d: '' } }],
    ['pairs', { 选项: Object.entries(LETTERS) }],
    ['objects with key and value', { options: Object.entries(LETTERS).map(([key, value]) => ({ key, value })) }],
    ['objects with label and text', { choices: Object.entries(LETTERS).map(([label, text]) => ({ label, text, id: `x${text}` })) }],
    ['objects of one property', { options: [{ A: '二' }, { B: '三' }, { C: '四' }] }],
    ['properties of the item', { optionA: '二', optionB: '三', optionC: '四', optionD: null }],
    ['Chinese properties', { 选项A: '二', 选项B: '三', 选项C: '四', 选项D: '' }],
    ['one text by lines', { options: 'A.二\nB.三\nC.四' }],
    ['one text by letters', { options: 'A.二 B.三 C.四' }],
    ['one text by bars', { options: '二|三|四' }],
    ['a list within a text', { options: JSON.stringify(TEXTS) }],
    ['HTML', { options: ['<p>二</p>', '<p>三&nbsp;</p>', '<p>四</p>'] }],
  ])('are read from %s', (_name, choices) => {
    expect(only([{ ask: STEM, ...choices, reply: 'C' }])).toEqual(SINGLE);
  }); // prettier-ignore

  it.each<[string, unknown]>([
    ['marks', TEXTS.map((text) => ({ text, isCorrect: text !== '三' }))],
    ['marks as numbers', TEXTS.map((content) => ({ content, is_right: content === '三' ? 0 : 1 }))],
    ['a map of truths', { 二: true, 三: false, 四: true }],
  ])('say the key by %s', (_name, options) => {
    expect(only([{ ask: STEM, options }])).toEqual(MULTIPLE);
  });

  it('take what people read for the text, not what programs compare', () => {
    const options = TEXTS.map((label, index) => ({ label, value: `v${index}` }));
    expect(only([{ title: STEM, options, reply: 'v2' }])).toEqual(SINGLE);
  });

  it('may be called replies, where the key is called otherwise', () => {
    expect(only([{ ask: STEM, replies: TEXTS, correctReply: '四' }])).toEqual(SINGLE);
    expect(only([{ ask: STEM, replies: TEXTS.map((text) => ({ text, correct: text === '四' })) }])).toEqual(SINGLE);
  });

  it('may be the key and the wrong ones', () => {
    expect(only({ results: [{ ask: STEM, correct_reply: '四', incorrect_replies: ['二', '三'] }] })).toMatchObject({
      choices: [{ text: '四' }, { text: '二' }, { text: '三' }],
      correctResponse: 'A',
    });
  });

  it('that are pictures alone are not read', () => {
    expect(only([{ ask: STEM, options: [{ text: '', img: 'a.png' }, { text: '乙' }], reply: 'A' }])).toBe(
      'media.missing',
    );
  });
});

describe('keys in JSON', () => {
  const item = (reply: unknown, more: object = {}) => ({ ask: STEM, options: TEXTS, reply, ...more });

  it.each<[string, unknown, unknown]>([
    ['a letter', 'c', SINGLE],
    ['the text of a choice', '四', SINGLE],
    ['a list of one', ['C'], SINGLE],
    ['letter and text', 'C. 四', SINGLE],
    ['letters', 'AC', MULTIPLE],
    ['a list of letters', ['A', 'C'], MULTIPLE],
    ['a list of texts', ['二', '四'], MULTIPLE],
    ['letters with commas', 'A,C', MULTIPLE],
    ['truths by letter', { A: true, B: false, C: true }, MULTIPLE],
    ['a list within a text', '["A","C"]', MULTIPLE],
    ['no such letter', 'D', 'key.unknown-choice'],
  ])('may be %s', (_name, reply, expected) => {
    expect(only([item(reply)])).toEqual(expected);
  });

  it('name the letters that a list of texts writes, in whatever order', () => {
    expect(only([item('C', { options: ['B. 三', 'C. 四', 'A. 二'] })])).toMatchObject({
      choices: [{ id: 'B', text: '三' }, { id: 'C', text: '四' }, { id: 'A' }],
      correctResponse: 'C',
    });
  });

  it('may be ids of choices', () => {
    const options = TEXTS.map((content, index) => ({ id: 100 + index, content }));
    expect(only([{ ask: STEM, options, reply: [100, 102] }])).toEqual(MULTIPLE);
    expect(only([{ ask: STEM, options: { 1: '二', 2: '三', 3: '四' }, reply: 3 }])).toEqual(SINGLE);
  });

  it('may be numbers, where the file shows from where they count', () => {
    const keysOf = (value: unknown) =>
      readJson(value).items.map(({ item: read }) => (read as { correctResponse: unknown }).correctResponse);
    expect(keysOf([item(0), item(2), item([0, 1])])).toEqual(['A', 'C', ['A', 'B']]);
    expect(keysOf([item(1), item('3'), item('1,2')])).toEqual(['A', 'C', ['A', 'B']]);
  });

  it('are not guessed where it does not show', () => {
    expect(codes([item(1), item(2)])).toEqual(['key.contradictory', 'key.contradictory']);
    expect(codes([item(0), item(3)])).toEqual(['key.contradictory', 'key.contradictory']);
    expect(codes([item('B', { rightReply: 'C' })])).toEqual(['key.contradictory']);
  });

  it('of statements may be truths, but not a number that may be a place', () => {
    const said = (reply: unknown, more: object = {}) =>
      only([{ ask: '示例：一年有四季。', type: '判断题', reply, ...more }]);
    expect(said(true)).toMatchObject({ kind: 'true-false', correctResponse: true });
    expect(said('×')).toMatchObject({ kind: 'true-false', correctResponse: false });
    expect(said(1)).toMatchObject({ kind: 'true-false', correctResponse: true });
    expect(said(false, { options: ['正确', '错误'] })).toMatchObject({ kind: 'true-false', correctResponse: false });
    expect(said(0, { options: ['正确', '错误'] })).toBe('key.contradictory');
  });

  it('of blanks are one a blank or several ways for the only one', () => {
    expect(only([{ 题干: '一周有____天，一年有____月', 题型: '填空题', 答案: ['七', '十二'] }])).toMatchObject({
      kind: 'fill-in',
      correctResponse: [['七'], ['十二']],
    });
    expect(only([{ 题干: '一周有____天', 题型: '填空题', 答案: ['七', '7'] }])).toMatchObject({
      correctResponse: [['七', '7']],
    });
    expect(only([{ 题干: '一周有____天，一年有____月', 题型: '填空题', 答案: ['七', '十二', '日'] }])).toBe(
      'blank.count',
    );
  });

  it('of q is a; a number may lie between two', () => {
    expect(only([{ q: '示例：一年有四季。', a: '对' }])).toMatchObject({ kind: 'true-false', correctResponse: true });
    expect(only([{ q: '示例：一年有____天', reply: { min: 365, max: 366 } }])).toMatchObject({
      kind: 'fill-in',
      correctResponse: [{ min: 365, max: 366 }],
    });
  });

  it('that are missing make drafts of all or refuse the few', () => {
    const bare = { ask: STEM, options: TEXTS };
    const drafts = readJson([bare, bare]);
    expect(drafts.items.map(({ item: read }) => read.correctResponse)).toEqual([undefined, undefined]);
    expect(drafts.warnings).toContainEqual(expect.objectContaining({ code: 'key.missing', place: {} }));
    expect(codes([bare, item('C')])).toEqual(['key.missing']);
  });
});

describe('where items stand in JSON', () => {
  const item = { ask: STEM, options: TEXTS, reply: 'C' };
  const count = (value: unknown) => readJson(value).items.length;

  it.each<[string, unknown, number]>([
    ['wrapped by a service', { code: 0, msg: 'ok', data: { total: 1, list: [item] } }, 1],
    ['by kind', { 单选题: [item], 多选题: [{ ...item, reply: 'AC' }] }, 2],
    ['by id', { '101': item, '102': item }, 2],
    ['in sections with titles', { title: '示例卷', sections: [{ name: '单选题', asks: [item] }] }, 1],
    ['called items', { title: '示例题库', items: [{ ask: '示例：雪是白的。', reply: true }] }, 1],
    ['with the stem in an object', [{ ask: { stem: STEM, choices: [{ label: 'A', text: '二' }, { label: 'B', text: '四' }] }, replyKey: 'B' }], 1],
  ])('is found out: %s', (_name, value, expected) => {
    expect(count(value)).toBe(expected);
  }); // prettier-ignore

  it('groups say the kind or the tag', () => {
    const { items } = readJson({ 第一章: { 多选题: [item] }, 判断题: [{ 题目: '示例：雪是白的。', 答案: 'A' }] });
    expect(items.map(({ item: read }) => [read.kind, read.tags])).toEqual([
      ['choice', ['第一章']],
      ['true-false', []],
    ]);
    expect(items[0]?.item).toMatchObject({ select: 'multiple', correctResponse: ['C'] });
  });

  it('material goes before the stems that rest on it', () => {
    const value = [{ content: '材料：示例一则。', children: [{ stem: '它说了什么？', reply: '一则示例' }] }];
    expect(only(value)).toMatchObject({ kind: 'short-answer', stem: '材料：示例一则。\n它说了什么？' });
  });

  it('pairs of stem and key are items', () => {
    const value = { '示例：一年有四个季节。': '正确', '示例：一周有____天。': '七' };
    expect(readJson(value).items.map(({ item: read }) => read.kind)).toEqual(['true-false', 'fill-in']);
  });

  it('rows of cells are a table, with headings or by kind', () => {
    const rows = [['题目', '选项', '答案'], [STEM, TEXTS, 'C'], ['示例：一周有几天？', ['六', '七'], 'B']]; // prettier-ignore
    expect(readJson(rows).items.map(({ item: read }) => read.correctResponse)).toEqual(['C', 'B']);
    const byKind = { 判断题: [['示例：一年有四季。', true], ['示例：一周有八天。', 'F']] }; // prettier-ignore
    expect(readJson(byKind).items.map(({ item: read }) => read.correctResponse)).toEqual([true, false]);
  });

  it('an item without a stem is counted and refused', () => {
    expect(codes([item, { ...item, ask: '' }])).toEqual(['stem.missing']);
  });

  it.each([[null], [[]], [{}], [7], ['示例'], [{ version: 1, author: '示例' }], [[[1, 2]]]])(
    'finds nothing in %j',
    (value) => {
      expect(readJson(value)).toMatchObject({ read: 0, items: [], rejected: [{ code: 'file.empty' }] });
    },
  );
});

describe('what stands beside in JSON', () => {
  it('is read by its name in Chinese and English', () => {
    const fields = { analysis: '<b>示例</b>解析', difficulty: '中', score: 2, knowledge: ['季节', '常识'], source: '《示例》', id: 'Q-7' };
    expect(only([{ title: STEM, options: TEXTS, reply: 'C', ...fields }])).toEqual({
      ...SINGLE,
      explanation: '示例解析',
      difficulty: 3,
      points: 2,
      tags: ['季节', '常识'],
      source: { document: '《示例》' },
      id: 'Q-7',
    });
    const chinese = { 题目: STEM, 选项: TEXTS, 正确答案: 'C', 答案解析: '示例解析', 难度: 3, 分值: '2分', 知识点: '季节、常识', 出处: '《示例》' };
    expect(only([chinese])).toMatchObject({ explanation: '示例解析', difficulty: 3, points: 2, tags: ['季节', '常识'] });
    const form = { qtype: '考试单选', title: STEM, select: TEXTS, correctselect: ['C'], quizscore: '10', answeranalysis: '示例解析' };
    expect(only([form])).toEqual({ ...SINGLE, explanation: '示例解析', points: 10 });
  }); // prettier-ignore

  it('may be an explanation in sections', () => {
    const analysis = { title: '示例标题', sections: [{ content: '第一节' }, { content: '<p>第二节</p>' }] };
    expect(only([{ q: STEM, options: TEXTS, reply: 'C', analysis }])).toEqual({
      ...SINGLE,
      explanation: '示例标题\n第一节\n第二节',
    });
  });

  it('is named where it is not read', () => {
    const { warnings } = readJson([
      { ask: STEM, options: TEXTS, reply: 'C', type: 1, createTime: '2023', image: 'x/a.png' },
      '示例',
    ]);
    expect(warnings.map(({ code, excerpt }) => [code, excerpt])).toEqual([
      ['kind.unknown', undefined],
      ['text.unclaimed', 'createTime、image'],
      ['text.unclaimed', '示例'],
      ['media.missing', undefined],
    ]);
  });

  it('words of another meaning under the name of the kind are tags', () => {
    const value = [
      { ask: STEM, type: '党史', options: TEXTS, reply: 'C' },
      { ask: STEM, type: '法律', options: TEXTS, reply: 'C' },
    ];
    expect(readJson(value).items.map(({ item: read }) => read.tags)).toEqual([['党史'], ['法律']]);
  });
});

describe('readLooseJson', () => {
  const shapeOf = (item: StoredBankItem) => ({
    type: { 'true-false': '判断题', choice: '', 'fill-in': '填空题', ordering: '排序题', matching: '', 'short-answer': '简答题' }[item.kind] ||
      (item.kind === 'choice' && item.select === 'multiple' ? '多选题' : '单选题'),
    ask: item.stem,
    ...('choices' in item ? { options: Object.fromEntries(item.choices.map(({ id, text }) => [id, text])) } : {}),
    reply: item.correctResponse,
  }); // prettier-ignore

  it('never changes what an item says', () => {
    const options = {
      kinds: ['true-false', 'choice-single', 'choice-multiple', 'short-answer'] as const,
      fields: [],
      keys: 'all' as const,
      // Tags and references are taken for HTML.
      avoid: { stem: ['<', '&'], choice: ['<', '&'], other: ['<', '&'] },
    };
    fc.assert(
      fc.property(bankArbitrary(options), ({ items }) => {
        const reading = readJson(items.map(shapeOf));
        expect(reading.read).toBe(items.length);
        for (const { place, item } of reading.items) {
          const original = items[Number(/\d+/u.exec(place.item ?? '')?.[0]) - 1];
          expect({ ...item, id: original?.id }).toEqual(original);
        }
      }),
    );
  });

  it('refuses what is nested without end', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(readLooseJson(deep).rejected).toMatchObject([{ code: 'file.unsupported' }]);
    expect(only([{ ask: STEM, options: TEXTS, reply: '['.repeat(99) + ']'.repeat(99) }])).toBe('key.unreadable');
  });

  it('counts everything that it finds, and fails on nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
        const { read, items, rejected } = readLooseJson(value);
        expect(items.length + rejected.length).toBe(read === 0 ? rejected.length : read);
      }),
    );
  });
});

it('columns named after their table are known without its name', () => {
  const { items } = readLooseJson({ rows: [{ tmType: '单选题', tmContent: '示例（ ）', tmA: '甲', tmB: '乙', tmC: '', tmKey: 'B', flag: null }, { fld_name: '又一示例（ ）', fld_option_list: ['甲', '乙'], fld_key: 'A' }] }); // prettier-ignore
  expect(items.map(({ item }) => [item.stem, item.correctResponse])).toEqual([
    ['示例（ ）', 'B'],
    ['又一示例（ ）', 'A'],
  ]);
});
