import { describe, expect, it } from '@jest/globals';
import { choice, CITIES, codes, declared, item2, only, qtiFile, V21, V30 } from '../../../test/support/qti-samples.js';
import { readQti } from '../../core/question-bank/formats/qti/read-qti.js';

describe('choices of QTI 2', () => {
  it('one right, several right, 正确 and 错误', () => {
    expect(only(item2({ declarations: declared('single', ['opt2']), body: choice(CITIES) }))).toEqual({
      id: 'sample-1',
      kind: 'choice',
      select: 'single',
      stem: '示例：哪一项是首都？',
      choices: [
        { id: 'A', text: '示例甲市' },
        { id: 'B', text: '示例乙市' },
        { id: 'C', text: '示例丙市' },
      ],
      correctResponse: 'B',
      tags: [],
    });
    const several = item2({ declarations: declared('multiple', ['opt3', 'opt1']), body: choice(CITIES, '0') });
    expect(only(several)).toMatchObject({ select: 'multiple', correctResponse: ['A', 'C'] });
    for (const [texts, truth] of [
      [['对', '错'], true],
      [['错误', '正确'], false],
      [['True', 'False'], true],
    ] as const) {
      const reading = item2({ declarations: declared('single', ['opt1']), body: choice(texts) });
      expect(only(reading)).toMatchObject({ kind: 'true-false', correctResponse: truth });
    }
  });

  it('text before, within and below; pictures, formulas and tables are named', () => {
    const formula =
      '<math xmlns="http://www.w3.org/1998/Math/MathML"><mfrac><mn>1</mn><mrow><mi>a</mi><mo>+</mo><mn>2</mn></mrow></mfrac></math>';
    const ruby = '<ruby><rb>示例</rb><rp>(</rp><rt>shìlì</rt><rp>)</rp></ruby>';
    const reading = item2({
      declarations: declared('single', ['opt1']),
      body: `<div><p>读  材料：<img src="images/map.png" alt="示例地图"/></p>
        <table><tr><th>示例列</th><td>12</td></tr></table>
        <p>${ruby}，x<sup>2</sup>，${formula}</p></div>
        ${choice(CITIES)}<p>（提示：只选一项）</p>`,
    });
    expect(only(reading)).toMatchObject({
      stem: '读 材料：示例地图\n示例列 12\n示例（shìlì），x²，1/(a+2)\n示例：哪一项是首都？\n（提示：只选一项）',
    });
    expect(codes(reading)).toEqual(['media.missing', 'feature.dropped', 'feature.dropped']);
  });

  it('letters that stand in the texts are taken off', () => {
    const reading = item2({ declarations: declared('single', ['opt1']), body: choice(['A. 示例甲', 'B. 示例乙']) });
    expect(only(reading)).toMatchObject({ choices: [{ text: '示例甲' }, { text: '示例乙' }] });
  });

  it('a choice from a list in the line leaves a blank', () => {
    const body = `<p>示例的首都是<inlineChoiceInteraction responseIdentifier="RESPONSE" shuffle="false">
      <inlineChoice identifier="P" fixed="true">请选择…</inlineChoice>
      <inlineChoice identifier="G">甲市</inlineChoice><inlineChoice identifier="L">乙市</inlineChoice>
    </inlineChoiceInteraction>。</p>`;
    expect(only(item2({ declarations: declared('single', ['L']), body }))).toMatchObject({
      kind: 'choice',
      select: 'single',
      stem: '示例的首都是____。',
      correctResponse: 'B',
    });
  });
});

describe('the key of QTI 2', () => {
  const mapping = (...entries: readonly (readonly [string, number])[]) =>
    `<mapping defaultValue="0">${entries.map(([key, points]) => `<mapEntry mapKey="${key}" mappedValue="${points}"/>`).join('')}</mapping>`;
  const rewarded = (value: string, points: string) =>
    `<responseProcessing><responseCondition><responseIf>
      <match><variable identifier="RESPONSE"/><baseValue baseType="identifier">${value}</baseValue></match>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">${points}</baseValue></setOutcomeValue>
    </responseIf></responseCondition></responseProcessing>`;

  it.each([
    ['mapping alone', 'single', [], mapping(['opt2', 1], ['opt1', -1]), '', 'B'],
    ['the most of a mapping', 'single', [], mapping(['opt2', 1], ['opt1', 0.5]), '', 'B'],
    ['mapping of several', 'multiple', [], mapping(['opt1', 1], ['opt2', -1], ['opt3', 0.5]), '', ['A', 'C']],
    ['response processing', 'single', [], '', rewarded('opt3', '2'), 'C'],
    ['two of a mapping alike', 'single', [], mapping(['opt1', 1], ['opt2', 1]), '', 'key.unreadable'],
    ['none at all', 'single', [], '', rewarded('opt3', '0'), undefined],
    ['rules that cannot be told', 'single', [], '', rewarded('opt3', '1').replace('<match>', '<not><match>').replace('</match>', '</match></not>'), 'key.unreadable'],
    ['two where one may be chosen', 'single', ['opt1', 'opt2'], '', '', 'key.contradictory'],
    ['a choice that is not there', 'single', ['opt9'], '', '', 'key.unknown-choice'],
    ['mapping against the declared', 'multiple', ['opt1'], mapping(['opt1', 0], ['opt2', 1]), '', 'key.contradictory'],
    ['declared, others in part', 'multiple', ['opt1', 'opt2'], mapping(['opt1', 1], ['opt2', 1], ['opt3', 0.5]), '', ['A', 'B']],
  ] as const)('%s', (_, cardinality, values, more, rest, expected) => {
    const reading = item2({
      declarations: declared(cardinality, values, more),
      body: choice(CITIES, cardinality === 'single' ? '1' : '0'),
      rest,
    });
    const item = only(reading);
    expect(typeof item === 'string' ? item : item?.correctResponse).toEqual(expected);
  }); // prettier-ignore

  it('a file without any key holds drafts; one with some refuses those without', () => {
    const item = (identifier: string, values: readonly string[]) =>
      `<assessmentItem xmlns="${V21}" identifier="${identifier}">${declared('single', values)}<itemBody>${choice(CITIES)}</itemBody></assessmentItem>`;
    const none = readQti([qtiFile('a.xml', item('a', [])), qtiFile('b.xml', item('b', []))]);
    expect([none.items.length, codes(none)]).toEqual([2, ['key.missing']]);
    const some = readQti([qtiFile('a.xml', item('a', [])), qtiFile('b.xml', item('b', ['opt1']))]);
    expect(some.rejected).toMatchObject([{ code: 'key.missing', place: { file: 'a.xml', item: 'a' } }]);
    expect([some.read, some.items.length]).toEqual([2, 1]);
  });
});

describe('feedback', () => {
  const modal = (identifier: string, text: string, showHide = 'show') =>
    `<modalFeedback outcomeIdentifier="FEEDBACK" identifier="${identifier}" showHide="${showHide}">${text}</modalFeedback>`;
  const set = (value: string) =>
    `<setOutcomeValue identifier="FEEDBACK"><baseValue baseType="identifier">${value}</baseValue></setOutcomeValue>`;
  const settled = `<responseProcessing><responseCondition>
    <responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>${set('f1')}</responseIf>
    <responseElse>${set('f2')}</responseElse>
  </responseCondition></responseProcessing>`;

  it.each([
    ['for who is right explains, for who is wrong is named', settled + modal('f1', '<p>因为示例甲。</p>') + modal('f2', '请重读。'), '因为示例甲。', 1],
    ['is told by its name', modal('correct', '因为示例。') + modal('incorrect', '回答错误！'), '因为示例。', 0],
    ['is shown unless …, that is always', modal('NEVER', '总是显示。', 'hide'), '总是显示。', 0],
    ['of the right choice', modal('opt1', '甲对。') + modal('opt2', '乙不对，因为示例。'), '甲对。', 1],
    ['that is a mere verdict explains nothing', modal('correct', 'Correct!') + modal('incorrect', 'That’s not correct'), undefined, 0],
  ])('%s', (_, rest, explanation, named) => {
    const reading = item2({ declarations: declared('single', ['opt1']), body: choice(CITIES), rest });
    expect((only(reading) as { explanation?: string }).explanation).toBe(explanation);
    expect(codes(reading)).toEqual(Array.from({ length: named }, () => 'feature.dropped'));
  }); // prettier-ignore

  it('within a choice is no part of it', () => {
    const inline = (identifier: string, text: string) =>
      `<feedbackInline outcomeIdentifier="FEEDBACK" identifier="${identifier}" showHide="show"> — ${text}</feedbackInline>`;
    const reading = item2({
      declarations: declared('single', ['opt1']),
      body: choice([`示例甲${inline('opt1', '依据示例第一条。')}`, `示例乙${inline('opt2', '错误')}`]),
    });
    expect(only(reading)).toMatchObject({
      choices: [{ text: '示例甲' }, { text: '示例乙' }],
      explanation: '依据示例第一条。',
    });
  });
});

describe('QTI 3', () => {
  const item3 = (body: string, rest = '') =>
    readQti([
      qtiFile(
        'item.xml',
        `<qti-assessment-item xmlns="${V30}" identifier="示例-3" title="t" time-dependent="false" xml:lang="zh-CN">
          <qti-response-declaration identifier="RESPONSE" cardinality="single" base-type="identifier">
            <qti-correct-response><qti-value>B</qti-value></qti-correct-response></qti-response-declaration>
          <qti-outcome-declaration identifier="MAXSCORE" cardinality="single" base-type="float">
            <qti-default-value><qti-value>2.5</qti-value></qti-default-value></qti-outcome-declaration>
          <qti-item-body>${body}</qti-item-body>${rest}
        </qti-assessment-item>`,
      ),
    ]);
  const interaction = (prompt: string) =>
    `<qti-choice-interaction response-identifier="RESPONSE" max-choices="1">${prompt}
      <qti-simple-choice identifier="A">示例甲</qti-simple-choice>
      <qti-simple-choice identifier="B">示例乙</qti-simple-choice></qti-choice-interaction>`;

  it('reads alike, with points', () => {
    const reading = item3(interaction('<qti-prompt>示例题干</qti-prompt>'));
    expect(reading.version).toBe('3.0');
    expect(only(reading)).toMatchObject({ id: '示例-3', stem: '示例题干', correctResponse: 'B', points: 2.5 });
  });

  it('cards for the whole stem are read aloud or easy to read, others are named', () => {
    const card = (support: string, text: string) =>
      `<qti-card support="${support}"><qti-html-content><p>${text}</p></qti-html-content></qti-card>`;
    const whole = card('spoken', '朗读示例') + card('simplified-language-portions', '易读示例');
    const catalogs = `<qti-catalog-info><qti-catalog id="c1">${whole}</qti-catalog>
      <qti-catalog id="c2">${card('spoken', '词语')}</qti-catalog></qti-catalog-info>`;
    const reading = item3(
      interaction('<qti-prompt data-catalog-idref="c1">示例<span data-catalog-idref="c2">题</span>干</qti-prompt>'),
      catalogs,
    );
    expect(only(reading)).toMatchObject({ readAloud: '朗读示例', easyRead: '易读示例' });
    expect(codes(reading)).toEqual(['feature.dropped']);
  });

  it('words of QTI 2 in the namespace of QTI 3 are understood', () => {
    const mixed = `<assessmentItem xmlns="${V30}" identifier="m">${declared('single', ['示例词'], '', 'string')}
      <itemBody><p>示例<qti-text-entry-interaction expected-length="9" response-identifier="RESPONSE"/>。</p></itemBody>
      </assessmentItem>`;
    expect(only(readQti([qtiFile('m.xml', mixed)]))).toMatchObject({ kind: 'fill-in', correctResponse: [['示例词']] });
  });
});
