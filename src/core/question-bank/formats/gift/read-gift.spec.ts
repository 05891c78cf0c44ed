import { describe, expect, it } from '@jest/globals';

import { readGift } from './read-gift.js';

const itemsOf = (text: string) => readGift(text).items.map(({ item }) => item);
const only = (text: string) => {
  const { items, rejected } = readGift(text);
  expect({ rejected, count: items.length }).toEqual({ rejected: [], count: 1 });
  return items[0]?.item;
};
const codesOf = (text: string) => {
  const { items, rejected, warnings } = readGift(text);
  return {
    items: items.length,
    rejected: rejected.map(({ code }) => code),
    warnings: warnings.map(({ code }) => code),
  };
};

describe('kinds of GIFT', () => {
  it.each([
    ['{T}', true],
    ['{TRUE}', true],
    ['{ True }', true],
    ['{F}', false],
    ['{FALSE#示例评语}', false],
  ])('%s is true-false', (section, correctResponse) => {
    expect(only(`示例法自公布之日起施行。${section}`)).toMatchObject({
      kind: 'true-false',
      stem: '示例法自公布之日起施行。',
      correctResponse,
    });
  });

  it('one right choice is a single choice, with the blank where the braces stand in a sentence', () => {
    expect(only('示例国的首都是{~甲城 =乙城 ~丙城}。')).toEqual({
      kind: 'choice',
      select: 'single',
      stem: '示例国的首都是____。',
      choices: [
        { id: 'A', text: '甲城' },
        { id: 'B', text: '乙城' },
        { id: 'C', text: '丙城' },
      ],
      correctResponse: 'B',
      tags: [],
    });
    expect(only('示例国的首都是？{\n~甲城\n=乙城\n}')).toMatchObject({ stem: '示例国的首都是？' });
  });

  it('letters that stand in all choices are taken off', () => {
    expect(only('示例题？{~A. 甲 =B. 乙}')).toMatchObject({
      choices: [{ text: '甲' }, { text: '乙' }],
      correctResponse: 'B',
    });
  });

  it.each([
    ['{~%50%甲 ~%50%乙 ~丙}', ['A', 'B']],
    ['{~%33.33333%甲 ~%-100%乙 ~%33.33333%丙 ~%33.33333%丁}', ['A', 'C', 'D']],
    ['{~%33,3%甲 ~%33,3%乙 ~%33,3%丙}', ['A', 'B', 'C']],
    ['{=%50%甲 =%50%乙 ~丙}', ['A', 'B']],
    ['{~%75%甲 ~%25%乙 ~丙}', ['A', 'B']],
  ])('shares that add up to 100 are a multiple choice: %s', (section, correctResponse) => {
    expect(only(`下列正确的有${section}`)).toMatchObject({ kind: 'choice', select: 'multiple', correctResponse });
  });

  it.each([
    ['示例法施行于{=一月 =1月}。', '示例法施行于____。', [['一月', '1月']]],
    ['示例法施行于{=一月}', '示例法施行于____', [['一月']]],
    ['示例法施行于_____。{=一月}', '示例法施行于____。', [['一月']]],
    ['示例法施行于（　　）。{=%100%一月}', '示例法施行于____。', [['一月']]],
    ['main() 返回什么？{=int}', 'main() 返回什么？____', [['int']]],
    ['首都？{一月}', '首都？____', [['一月']]],
    ['{=甲城}是首都。', '____是首都。', [['甲城']]],
  ])('accepted texts fill a blank: %s', (text, stem, correctResponse) => {
    expect(only(text)).toMatchObject({ kind: 'fill-in', stem, correctResponse });
  });

  it.each([
    ['{#1822:5}', { min: 1817, max: 1827 }],
    ['{#1..5}', { min: 1, max: 5 }],
    ['{#-2.5..-1}', { min: -2.5, max: -1 }],
    ['{#3.14:0.005}', { min: 3.135, max: 3.145 }],
    ['{#=7#对了 ~#不对}', { min: 7, max: 7 }],
    ['{#=%100%10:1 =%100%11:1}', { min: 9, max: 12 }],
    ['{#=-7:0 =4:0}', ['-7', '4']],
  ])('numbers fill a blank: %s', (section, blank) => {
    expect(only(`示例数是${section}`)).toMatchObject({
      kind: 'fill-in',
      stem: '示例数是____',
      correctResponse: [blank],
    });
  });

  it('arrows are a matching; a right side may serve twice or nobody', () => {
    expect(only('连线。{\n=甲 -> 一\n=乙->二\n=丙 -> 一\n= -> 三\n}')).toMatchObject({
      kind: 'matching',
      choices: [{ text: '甲' }, { text: '乙' }, { text: '丙' }],
      targets: [
        { id: '1', text: '一' },
        { id: '2', text: '二' },
        { id: '3', text: '三' },
      ],
      correctResponse: { A: '1', B: '2', C: '1' },
    });
  });

  it('empty braces are a short answer, a draft without a model response', () => {
    expect(only('谈谈示例。{}')).toEqual({ kind: 'short-answer', stem: '谈谈示例。', tags: [] });
    expect(only('谈谈示例。{####参考答案：要点一\\n解析：看第一章}')).toMatchObject({
      correctResponse: '要点一',
      explanation: '看第一章',
    });
    expect(codesOf('谈谈示例。{####评语}').warnings).toEqual(['key.missing']);
  });

  it('> is an ordering, one entry a line', () => {
    expect(only('排序。{>3 ALL VERTICAL ABSOLUTE_POSITION SHOW\n先\n中\n后\n}')).toMatchObject({
      kind: 'ordering',
      choices: [{ text: '先' }, { text: '中' }, { text: '后' }],
      correctResponse: ['A', 'B', 'C'],
    });
    expect(codesOf('排序。{>2 RANDOM\n先\n中\n后\n}').warnings).toEqual(['feature.dropped']);
  });
});

describe('what GIFT carries beside', () => {
  it('takes id and tags from the comment, further tags from the category', () => {
    const [one, two] = readGift(
      '$CATEGORY: $course$/top/Default for 示例/安全\\/x//消防/灭火器\n\n// question: 7  name: 示例\n// [id:sb-7] [tag:重点] [tag:一\\]二]\n::标题\\: 一::题一{T}\n\n题二{F}\n',
    ).items;
    expect(one).toMatchObject({
      place: { line: 5, item: 'sb-7' },
      item: { id: 'sb-7', tags: ['灭火器', 'x/消防', '安全\\', '重点', '一]二'] },
    });
    expect(two?.item).not.toHaveProperty('id');
  });

  it('names an item by its title where it has no id', () => {
    expect(readGift('\n\n::标题\\: 一::题一{T}').items[0]?.place).toEqual({ line: 3, item: '标题: 一' });
  });

  it('leaves out an id that cannot be one, and says so', () => {
    expect(codesOf('// [id:有 空格]\n题{T}')).toEqual({ items: 1, rejected: [], warnings: ['field.unreadable'] });
  });

  it.each([
    ['题{T####总的说明}', '总的说明'],
    ['题{T#答错了#答对了}', '“正确”：答对了\n“错误”：答错了'],
    ['题{F#答错了}', '答错了'],
    ['题{F#答错了#答对了}', '“正确”：答错了\n“错误”：答对了'],
    ['题{T##答对了}', '答对了'],
    ['题{=甲#因为甲 ~乙}', '因为甲'],
    ['题{=甲#因为甲 ~乙#不是乙\n####总评}', '总评\n“甲”：因为甲\n“乙”：不是乙'],
    ['题{=甲 =%0%*#都不对}', '“其他答案”：都不对'],
    ['题{#=7:1#好 ~#差}', '“7”：好\n“其他答案”：差'],
  ])('remarks become the explanation: %s', (text, explanation) => {
    expect(readGift(text).items[0]?.item).toMatchObject({ explanation });
  });

  it('reads HTML, Moodle’s own text, Markdown and plain text', () => {
    const html =
      '::x::[html]<p>甲 &amp; <b>乙</b></p>\\n<p><img src\\="@@PLUGINFILE@@/图.png" alt\\="示例图"/></p>{=<p>对</p> ~[plain]<p>}';
    expect(only(html)).toMatchObject({ stem: '甲 & 乙\n示例图', choices: [{ text: '对' }, { text: '<p>' }] });
    expect(codesOf(html).warnings).toEqual(['media.missing']);
    expect(only('第一行\n第二行&nbsp;<i>斜</i>{T}')).toMatchObject({ stem: '第一行\n第二行 斜' });
    expect(only('[markdown]**粗** [链接](https://127.0.0.1/) ![图](a/b.png){T}')).toMatchObject({ stem: '粗 链接 图' });
    expect(only('[plain]a <b>b</b> &amp; c{T}')).toMatchObject({ stem: 'a <b>b</b> &amp; c' });
  });

  it('takes escaped signs as characters and full-width ones as they are', () => {
    expect(only('\\{甲\\} \\= \\~ \\# \\: \\\\ \\(x\\)＝｛｝{=\\=2 ~\\~3}')).toMatchObject({
      stem: '{甲} = ~ # : \\ \\(x\\)＝｛｝',
      choices: [{ text: '=2' }, { text: '~3' }],
    });
    expect(only('一\\n二{T}')).toMatchObject({ stem: '一\n二' });
  });

  it.each([
    ['题{=甲 ~%50%乙 ~丙}', '部分得分'],
    ['题{=甲 =%75%乙}', '部分得分'],
    ['题{#=7:0 =%50%7:2}', '部分得分'],
    ['题{~%75%甲 ~%25%乙}', '不同的比例'],
    ['题{=*甲*}', '通配符'],
    ['[html]<a href\\="http\\://127.0.0.1/">题</a>{T}', '链接'],
  ])('says what it drops: %s', (text, words) => {
    const { items, warnings } = readGift(text);
    expect(items).toHaveLength(1);
    expect(warnings).toMatchObject([{ code: 'feature.dropped', message: expect.stringContaining(words) }]);
  });
});

describe('blocks of GIFT', () => {
  it('a bad one is refused with its line, the others are read', () => {
    const { read, items, rejected } = readGift('题一{T}\n\n题二{=甲 ~乙\n\n题三{F}\r\n\r\n题四 }\n\n题五{T}');
    expect(read).toBe(5);
    expect(items.map(({ place }) => place.line)).toEqual([1, 5, 9]);
    expect(rejected).toMatchObject([
      { place: { line: 3 }, code: 'key.unreadable', excerpt: '题二{=甲 ~乙' },
      { place: { line: 7 }, code: 'key.unreadable' },
    ]);
  });

  it('empty lines between choices do not end the item', () => {
    const { items, rejected } = readGift('题一{\n\n=甲\n\n~乙\n\n}\n\n题二{T}');
    expect(rejected).toEqual([]);
    expect(items.map(({ place }) => place.line)).toEqual([1, 9]);
  });

  it('comments stand anywhere and are no items', () => {
    const text = '\uFEFF// 说明\n\n// 题一\n题一{\n// 选项\n=甲\n~乙\n}\n// 完\n\n题二{T} // 备注';
    expect(itemsOf(text)).toMatchObject([{ stem: '题一' }, { stem: '题二' }]);
  });

  it.each([
    ['只是一段说明文字。', 'kind.unsupported'],
    ['题｛=甲 ~乙｝', 'key.unreadable'],
    ['$\\frac{1}{2}$ 是多少{=0.5}', 'key.unreadable'],
    ['题{~甲 ~乙}', 'key.missing'],
    ['题{=%0%甲}', 'key.missing'],
    ['题{=甲 =乙 ~丙}', 'key.contradictory'],
    ['题{=甲 ~x = 5}', 'key.contradictory'],
    ['题{~%50%甲 ~%30%乙 ~丙}', 'key.contradictory'],
    ['题{=甲 ~甲}', 'choices.duplicate'],
    ['题{=甲 ~}', 'choices.malformed'],
    ['题{甲 =乙 ~丙}', 'choices.malformed'],
    ['题{~%100%甲}', 'choices.too-few'],
    [`题{${Array.from({ length: 27 }, (_, index) => `~选项${index}`).join('')}=对}`, 'choices.too-many'],
    ['题{#约五}', 'key.unreadable'],
    ['题{#5..1}', 'key.unreadable'],
    ['题{#=1:0.1 =5:0.1}', 'kind.unsupported'],
    ['题{#}', 'key.missing'],
    ['题{=a*b}', 'key.unreadable'],
    ['题{=甲 =*}', 'key.unreadable'],
    ['题{#=7 =*}', 'key.unreadable'],
    ['题____和____。{=甲}', 'blank.count'],
    ['连线{=甲->一 =乙}', 'key.unreadable'],
    ['连线{=甲->一 =乙->}', 'key.missing'],
    ['连线{=甲->一 =乙->一}', 'choices.too-few'],
    ['连线{=甲->一 =甲->二}', 'choices.duplicate'],
    ['排序{>甲\n乙\n}', 'key.unreadable'],
    ['::只有标题::{T}', 'stem.missing'],
  ])('refuses %s', (text, code) => {
    const { read, rejected } = readGift(text);
    expect(read).toBe(1);
    expect(rejected).toMatchObject([{ place: { line: 1 }, code, message: expect.stringMatching(/。$/u) }]);
  });

  it('a multiple choice with one right choice and shares of 100 each are taken with a warning', () => {
    expect(codesOf('题{~%100%甲 ~乙}')).toEqual({ items: 1, rejected: [], warnings: ['key.contradictory'] });
    expect(codesOf('题{~%100%甲 ~%100%乙 ~丙}')).toEqual({ items: 1, rejected: [], warnings: ['key.contradictory'] });
  });

  it('a title or a category begins an item where the empty line is forgotten', () => {
    const lines = [
      '$CATEGORY: 示例',
      '::一:: 甲{T}',
      '// [id:x-2] [tag:二]',
      '::二:: 乙{',
      '=是 ~否',
      '}',
      '$CATEGORY: 别的',
      '::三:: 没有结束{=甲 ~乙',
      '::四:: 丁{F}',
    ];
    const { items, rejected } = readGift(lines.join('\n'));
    expect(items.map(({ place, item: { id, tags } }) => [place.line, place.item, id, tags])).toEqual([
      [2, '一', undefined, ['示例']],
      [4, 'x-2', 'x-2', ['示例', '二']],
      [9, '四', undefined, ['别的']],
    ]);
    expect(rejected).toMatchObject([{ place: { line: 8, item: '三' }, code: 'key.unreadable' }]);
  });

  it('a file without items says so', () => {
    expect(readGift('// 空\n\n$CATEGORY: 示例\n')).toMatchObject({ read: 0, warnings: [{ code: 'file.empty' }] });
  });
});
