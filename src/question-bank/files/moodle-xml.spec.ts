import { describe, expect, it } from '@jest/globals';

import { millisecondsOf } from '../../../test/support/stopwatch.js';
import { readMoodleXml } from '../../core/question-bank/formats/moodle/read-moodle-xml.js';
import { parseXml } from './xml.js';

const readingOf = (...elements: string[]) =>
  readMoodleXml(parseXml(`<?xml version="1.0"?><quiz>\n${elements.join('\n')}</quiz>`));
const text = (name: string, html: string, format = 'html') =>
  `<${name} format="${format}"><text><![CDATA[${html}]]></text></${name}>`;
const stem = (html: string, format = 'html') => text('questiontext', html, format);
const response = (fraction: string | number, html: string, more = '') =>
  `<answer fraction="${fraction}" format="html"><text><![CDATA[${html}]]></text>${more}</answer>`;
const typed = (type: string, ...inner: string[]) =>
  `<question type="${type}"><name><text>示例</text></name>${inner.join('')}</question>`;
const only = (written: string) => {
  const { items, rejected } = readingOf(written);
  expect({ rejected, count: items.length }).toEqual({ rejected: [], count: 1 });
  return items[0]?.item;
};
const refusal = (written: string) => {
  const { read, rejected } = readingOf(written);
  expect({ read, count: rejected.length }).toEqual({ read: 1, count: 1 });
  return rejected[0];
};
const warningsOf = (written: string) => readingOf(written).warnings.map(({ code, message }) => `${code} ${message}`);

describe('types of Moodle', () => {
  it('multichoice with one right choice', () => {
    const written = typed('multichoice', stem('<p>题</p>'), '<single>true</single>', response(0, '<p>甲</p>'), response(100, '<p>乙</p>')); // prettier-ignore
    expect(only(written)).toEqual({
      kind: 'choice',
      select: 'single',
      stem: '题',
      choices: [
        { id: 'A', text: '甲' },
        { id: 'B', text: '乙' },
      ],
      correctResponse: 'B',
      tags: [],
    });
  });

  it.each([
    ['false', ['50', '-100', '50'], ['A', 'C']],
    ['0', ['33.33333', '33.33333', '33.33333'], ['A', 'B', 'C']],
    ['', ['50', '0', '50'], ['A', 'C']],
    ['false', ['0', '100.0000000', '0'], ['B']],
    ['false', ['100', '100', '0'], ['A', 'B']],
  ])('multichoice with several right ones: single %s, %j', (single, fractions, correctResponse) => {
    const choices = fractions.map((fraction, index) => response(fraction, `选项${index}`));
    const written = typed('multichoice', stem('题'), single === '' ? '' : `<single>${single}</single>`, ...choices);
    expect(only(written)).toMatchObject({ select: 'multiple', correctResponse });
  });

  it('sets of right choices, each marked with 100', () => {
    const written = typed('multichoiceset', stem('题'), response(100, '甲'), response(0, '乙'), response(100, '丙'));
    expect(only(written)).toMatchObject({ select: 'multiple', correctResponse: ['A', 'C'] });
    expect(warningsOf(written)).toEqual([]);
  });

  it.each([
    ['100', '0', true],
    ['0', '100', false],
  ])('truefalse %s/%s', (yes, no, correctResponse) => {
    const written = typed('truefalse', stem('题'), response(yes, 'true'), response(no, 'false'));
    expect(only(written)).toMatchObject({ kind: 'true-false', correctResponse });
  });

  it('shortanswer with accepted texts, compared as they are written', () => {
    const inner = ['北京', '<北平>'].map((words) => `<answer fraction="100" format="moodle_auto_format"><text><![CDATA[${words}]]></text></answer>`); // prettier-ignore
    const written = typed('shortanswer', stem('首都是'), '<usecase>0</usecase>', ...inner, response(0, '*'));
    expect(only(written)).toMatchObject({ kind: 'fill-in', stem: '首都是____', correctResponse: [['北京', '<北平>']] });
  });

  it('numerical with tolerance', () => {
    const written = typed('numerical', stem('π 约等于___。'), response(100, '3.14', '<tolerance>0.005</tolerance>'));
    expect(only(written)).toMatchObject({ stem: 'π 约等于____。', correctResponse: [{ min: 3.135, max: 3.145 }] });
  });

  it.each(['matching', 'ddmatch'])('%s, with a right side that nothing belongs to', (type) => {
    const pair = (left: string, right: string) => `<subquestion format="html"><text>${left}</text><answer><text>${right}</text></answer></subquestion>`; // prettier-ignore
    expect(only(typed(type, stem('连线'), pair('甲', '一'), pair('乙', '二'), pair('', '三')))).toMatchObject({
      kind: 'matching',
      choices: [{ text: '甲' }, { text: '乙' }],
      targets: [{ text: '一' }, { text: '二' }, { text: '三' }],
      correctResponse: { A: '1', B: '2' },
    });
  });

  it('essay with and without a model response', () => {
    expect(only(typed('essay', stem('谈谈'), text('graderinfo', '<p>要点</p>')))).toMatchObject({
      kind: 'short-answer',
      correctResponse: '要点',
    });
    const bare = typed('essay', stem('谈谈'), '<attachmentsrequired>1</attachmentsrequired>', text('responsetemplate', '一、')); // prettier-ignore
    expect(only(bare)).not.toHaveProperty('correctResponse');
    expect(warningsOf(bare).join()).toMatch(/上传附件.*作答模板.*key\.missing/u);
  });

  it('ordering in the order of its fractions', () => {
    const written = typed('ordering', stem('排序'), '<selecttype>ALL</selecttype>', response(2, '中'), response(1, '先'), response(3, '后')); // prettier-ignore
    expect(only(written)).toMatchObject({
      kind: 'ordering',
      choices: [{ text: '先' }, { text: '中' }, { text: '后' }],
    });
    const part = typed('ordering', stem('排序'), '<selectcount>2</selectcount>', response(1, '一'), response(2, '二'), response(3, '三')); // prettier-ignore
    expect(warningsOf(part).join()).toContain('每次只排其中几项');
  });

  it('cloze with words and numbers is a fill-in of several blanks', () => {
    const written = typed(
      'cloze',
      stem(
        '<p>首都是{1:SHORTANSWER:=北京#对~%50%北平~*#不对}，面积{2:NM:%100%16410:10}平方公里，{:MW:=a &amp; \\}b}。</p>',
      ),
    );
    expect(only(written)).toMatchObject({
      kind: 'fill-in',
      stem: '首都是____，面积____平方公里，____。',
      correctResponse: [['北京'], { min: 16_400, max: 16_420 }, ['a & }b']],
      explanation: '“北京”：对\n“其他答案”：不对',
    });
    expect(warningsOf(written).join()).toMatch(/各空不同的分值.*部分得分/u);
  });

  it('cloze with one gap of choices is a choice', () => {
    expect(only(typed('multianswer', stem('首都是{1:MULTICHOICE_V:上海~=北京}。')))).toMatchObject({
      kind: 'choice',
      select: 'single',
      stem: '首都是____。',
      correctResponse: 'B',
    });
    expect(only(typed('cloze', stem('选{1:MR:%50%甲~%50%乙~丙}')))).toMatchObject({ correctResponse: ['A', 'B'] });
  });

  it.each([
    ['gapselect', 'selectoption'],
    ['ddwtos', 'dragbox'],
  ])('%s with one gap is a choice among its group', (type, name) => {
    const option = (words: string, group: number) => `<${name}><text>${words}</text><group>${group}</group></${name}>`;
    const written = typed(type, stem('首都是[[2]]。'), option('上海', 1), option('北京', 1), option('别的', 2));
    expect(only(written)).toMatchObject({ stem: '首都是____。', choices: [{ text: '上海' }, { text: '北京' }], correctResponse: 'B' }); // prettier-ignore
  });

  it.each([
    ['description', '说明文字'],
    ['ddimageortext', '拖放到图片'],
    ['ddmarker', '热点'],
    ['calculated', '变量计算题'],
    ['random', '随机抽题'],
    ['coderunner', '编程题'],
    ['somethingnew', 'somethingnew'],
    ['constructor', 'constructor'],
    ['', '未写明的题型'],
  ])('%s is named and refused', (type, name) => {
    expect(refusal(typed(type, stem('题')))).toMatchObject({
      code: 'kind.unsupported',
      message: expect.stringContaining(name),
      place: { line: 2, item: '示例' },
    });
  });

  it.each([
    ['several gaps of choices', typed('cloze', stem('{1:MC:=甲~乙}和{1:MC:=甲~乙}')), 'kind.unsupported'],
    ['a gap that does not end', typed('cloze', stem('{1:MC:=甲~乙')), 'kind.unsupported'],
    ['a cloze with a low line of its own', typed('cloze', stem('____和{1:SA:=甲}')), 'blank.count'],
    ['two gaps for words of a list', typed('gapselect', stem('[[1]]和[[2]]')), 'kind.unsupported'],
    ['a gap without word', typed('gapselect', stem('[[3]]')), 'key.unknown-choice'],
    ['an upload', typed('essay', stem('题'), '<responseformat>noinline</responseformat>'), 'kind.unsupported'],
    ['two keys of a single choice', typed('multichoice', stem('题'), '<single>true</single>', response(100, '甲'), response(100, '乙')), 'key.contradictory'],
    ['no key', typed('multichoice', stem('题'), '<single>true</single>', response(0, '甲'), response(0, '乙')), 'key.missing'],
    ['no full key', typed('multichoice', stem('题'), '<single>true</single>', response(90, '甲'), response(0, '乙')), 'key.unreadable'],
    ['shares that do not add up', typed('multichoice', stem('题'), '<single>false</single>', response(50, '甲'), response(30, '乙')), 'key.contradictory'],
    ['neither true nor false', typed('truefalse', stem('题'), response(0, 'true'), response(0, 'false')), 'key.missing'],
    ['both', typed('truefalse', stem('题'), response(100, 'true'), response(100, 'false')), 'key.contradictory'],
    ['another word', typed('truefalse', stem('题'), response(100, 'vrai')), 'key.unreadable'],
    ['whatever is written', typed('numerical', stem('题'), response(100, '*')), 'key.unreadable'],
    ['no stem', typed('truefalse', response(100, 'true')), 'stem.missing'],
    ['a picture as stem', typed('truefalse', stem('<img src="a.png">'), response(100, 'true')), 'stem.missing'],
    ['a picture as choice', typed('multichoice', stem('题'), response(100, '<img src="a.png">'), response(0, '乙')), 'choices.malformed'],
  ])('refuses %s', (_, written, code) => {
    expect(refusal(written)).toMatchObject({ code, message: expect.stringMatching(/请.+。$/u) });
  }); // prettier-ignore
});

describe('what Moodle keeps beside', () => {
  it('id number, tags, category, points, general feedback and remarks', () => {
    const { items } = readingOf(
      '<question type="category"><category><text>$course$/top/默认/示例库/消防</text></category></question>',
      typed(
        'truefalse',
        stem('题'),
        text('generalfeedback', '<p>总评</p>'),
        '<defaultgrade>2.5000000</defaultgrade><idnumber>sb-1</idnumber>',
        response(100, 'true', text('feedback', '对了')),
        response(0, 'false', text('feedback', '')),
        '<tags><tag><text>重点</text></tag><tag><text>消防</text></tag></tags>',
      ),
    );
    expect(items).toEqual([
      {
        place: { line: 3, item: 'sb-1' },
        item: {
          id: 'sb-1',
          kind: 'true-false',
          stem: '题',
          correctResponse: true,
          points: 2.5,
          tags: ['消防', '示例库', '重点'],
          explanation: '总评\n“正确”：对了',
        },
      },
    ]);
  });

  it('pictures, links, hints, units and the like are named, once an item', () => {
    const written = typed(
      'numerical',
      '<questiontext format="html"><text><![CDATA[<p>题<img src="@@PLUGINFILE@@/图.png" alt="示例图"></p>]]></text><file name="图.png" encoding="base64">AAAA</file></questiontext>',
      text('generalfeedback', '<a href="http://127.0.0.1/">看</a>'),
      text('hint', '想一想'),
      response(100, '5', '<tolerance>0</tolerance>'),
      '<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>',
    );
    expect(only(written)).toMatchObject({ stem: '题示例图____', explanation: '看' });
    expect(readingOf(written).warnings).toMatchObject([
      { code: 'media.missing', excerpt: '图.png' },
      { code: 'feature.dropped', message: '分步提示、链接的地址、数值的单位没有保留，请核对题目是否仍然完整。' },
    ]);
    const old = typed('shortanswer', stem('题'), '<image>a/b.gif</image><usecase>1</usecase>', response(100, '甲'));
    expect(warningsOf(old).join()).toMatch(/media\.missing.*区分大小写/u);
  });

  it('other formats of text, and HTML that is not wrapped', () => {
    const truth = response(100, 'true');
    expect(only(typed('truefalse', stem('一 <b>\n二', 'plain_text'), truth))).toMatchObject({ stem: '一 <b>\n二' });
    expect(only(typed('truefalse', stem('一\n<b>二</b>', 'moodle_auto_format'), truth))).toMatchObject({
      stem: '一\n二',
    });
    expect(only(typed('truefalse', '<questiontext><text><p>一</p><p>二<sup>2</sup></p></text></questiontext>', truth))).toMatchObject({ stem: '一\n二²' }); // prettier-ignore
  });

  it('a file without items says so, a single question is read', () => {
    expect(readingOf()).toMatchObject({ read: 0, warnings: [{ code: 'file.empty' }] });
    expect(readMoodleXml(parseXml(typed('truefalse', stem('题'), response(100, 'true')))).items).toHaveLength(1);
  });

  it('takes time in proportion to the length', () => {
    const choice = (index: number) => typed('multichoice', stem(`<p>示例题 ${index}</p>`), response(100, '甲'), response(0, '乙')); // prettier-ignore
    const all = `<quiz>${Array.from({ length: 5000 }, (_, index) => choice(index)).join('')}</quiz>`;
    const root = parseXml(all);
    expect(millisecondsOf(() => expect(readMoodleXml(root).items).toHaveLength(5000))).toBeLessThan(3000);
    const gaps = parseXml(typed('cloze', stem('{1:SA:=甲}'.repeat(20_000)), stem('{1:SA:'.repeat(20_000))));
    expect(millisecondsOf(() => readMoodleXml(gaps))).toBeLessThan(3000);
  });
});
