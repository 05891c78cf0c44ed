import { describe, expect, it } from '@jest/globals';
import { choice, choices, CITIES, codes, declared, item2, only } from '../../../test/support/qti-samples.js';

describe('text to write in QTI 2', () => {
  const entry = (identifier = 'RESPONSE') =>
    `<textEntryInteraction responseIdentifier="${identifier}" expectedLength="9"/>`;
  const own = (identifier: string, value: string) =>
    declared('single', [value], '', 'string').replace('RESPONSE', identifier);

  it('synonyms of a mapping are accepted, what earns less is not', () => {
    const mapped = (key: string, points: string) => `<mapEntry mapKey="${key}" mappedValue="${points}"/>`;
    const mapping = `<mapping>${mapped('示例湖', '1')}${mapped('示例大湖', '1')}${mapped('湖', '0.5')}</mapping>`;
    const reading = item2({
      declarations: declared('single', ['示例湖'], mapping, 'string'),
      body: `<p>最大的湖是${entry()}。</p>`,
    });
    expect(only(reading)).toMatchObject({ stem: '最大的湖是____。', correctResponse: [['示例湖', '示例大湖']] });
    expect(codes(reading)).toEqual(['feature.dropped']);
  });

  it('several places make several blanks', () => {
    const body = `<p>从${entry('R1')}到${entry('R2')}。</p>`;
    expect(only(item2({ declarations: own('R1', '甲') + own('R2', '乙'), body }))).toMatchObject({
      stem: '从____到____。',
      correctResponse: [['甲'], ['乙']],
    });
    expect(only(item2({ declarations: own('R1', '甲'), body }))).toBe('key.missing');
  });

  it.each(['从__到哪里？', '从（  ）到哪里？'])('a blank that the author drew is the place: %s', (drawn) => {
    const body = `<p>${drawn}</p><p>${entry()}</p>`;
    expect(only(item2({ declarations: declared('single', ['甲'], '', 'string'), body }))).toMatchObject({
      stem: '从____到哪里？',
    });
  });

  const response = '<variable identifier="RESPONSE"/>';
  const bound = (name: string, value: string) =>
    `<${name}>${response}<baseValue baseType="float">${value}</baseValue></${name}>`;
  it.each([
    ['exactly', '', { min: 3.14, max: 3.14 }],
    ['with a tolerance', `<equal toleranceMode="absolute" tolerance="0.01 0.02">${response}<correct identifier="RESPONSE"/></equal>`, { min: 3.13, max: 3.16 }],
    ['with a relative one', `<equal toleranceMode="relative" tolerance="10">${response}<baseValue baseType="float">200</baseValue></equal>`, { min: 180, max: 220 }],
    ['in a range', `<and>${bound('gte', '1')}${bound('lte', '9')}</and>`, { min: 1, max: 9 }],
  ])('a number %s', (_, condition, expected) => {
    const rest = `<responseProcessing><responseCondition><responseIf>${condition}
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
      </responseIf></responseCondition></responseProcessing>`;
    const declarations = declared('single', ['3.14'], '', 'float');
    expect(only(item2({ declarations, body: `<p>示例值 ${entry()}</p>`, rest }))).toMatchObject({
      correctResponse: [expected],
    });
  }); // prettier-ignore

  it('a pattern is no text that could be shown as the key', () => {
    const rest = `<responseProcessing><responseCondition><responseIf><patternMatch pattern="[0-9]+">${response}</patternMatch>
      <setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
      </responseIf></responseCondition></responseProcessing>`;
    const declarations = declared('single', [], '', 'string');
    expect(only(item2({ declarations, body: `<p>示例${entry()}</p>`, rest }))).toBe('key.unreadable');
  });

  it('long texts: the model is the key, what scorers are told explains, without a model it is a draft', () => {
    const body = (more = '') =>
      `<extendedTextInteraction responseIdentifier="RESPONSE"><prompt>谈谈示例。</prompt></extendedTextInteraction>${more}`;
    const model = declared('single', ['言之成理即可。'], '', 'string');
    expect(only(item2({ declarations: model, body: body() }))).toMatchObject({
      kind: 'short-answer',
      stem: '谈谈示例。',
      correctResponse: '言之成理即可。',
    });
    const rubrics =
      '<rubricBlock view="scorer"><p>每点 1 分</p></rubricBlock><rubricBlock view="candidate"><p>不少于 100 字</p></rubricBlock>';
    expect(only(item2({ declarations: declared('single', [], '', 'string'), body: body(rubrics) }))).toEqual({
      id: 'sample-1',
      kind: 'short-answer',
      stem: '谈谈示例。\n不少于 100 字',
      explanation: '每点 1 分',
      tags: [],
    });
  });
});

describe('order and pairs of QTI 2', () => {
  const order = `<orderInteraction responseIdentifier="RESPONSE"><prompt>排序</prompt>${choices(...CITIES)}</orderInteraction>`;

  it('an order uses every choice once', () => {
    const ordered = (...values: readonly string[]) =>
      only(item2({ declarations: declared('ordered', values), body: order }));
    expect(ordered('opt3', 'opt1', 'opt2')).toMatchObject({ kind: 'ordering', correctResponse: ['C', 'A', 'B'] });
    expect(ordered('opt3', 'opt1')).toBe('kind.unsupported');
    expect(ordered('opt3', 'opt3', 'opt1')).toBe('key.contradictory');
  });

  const side = (name: string, texts: readonly string[]) =>
    `<simpleMatchSet>${texts.map((text, index) => `<simpleAssociableChoice identifier="${name}${index}" matchMax="1">${text}</simpleAssociableChoice>`).join('')}</simpleMatchSet>`;
  const paired = (...values: readonly string[]) =>
    only(
      item2({
        declarations: declared('multiple', values, '', 'directedPair'),
        body: `<matchInteraction responseIdentifier="RESPONSE" shuffle="true" maxAssociations="9"><prompt>连线</prompt>
          ${side('L', CITIES)}${side('R', ['南方', '北方'])}</matchInteraction>`,
      }),
    );

  it('each on the left has one partner', () => {
    expect(paired('L0 R1', 'L1 R1', 'L2 R0')).toMatchObject({
      kind: 'matching',
      targets: [
        { id: '1', text: '南方' },
        { id: '2', text: '北方' },
      ],
      correctResponse: { A: '2', B: '2', C: '1' },
    });
    expect(paired('L0 R1', 'L0 R0', 'L1 R1')).toBe('kind.unsupported');
    expect(paired('L0 R1', 'L1 R1', 'L2')).toBe('key.unreadable');
  });

  it('sides change places where only the right ones are all used, once each', () => {
    expect(paired('L2 R0', 'L0 R1')).toMatchObject({
      choices: [
        { id: 'A', text: '南方' },
        { id: 'B', text: '北方' },
      ],
      correctResponse: { A: '3', B: '1' },
    });
  });
});

describe('what no contest can play', () => {
  it.each([
    ['hotspotInteraction', '热点题'],
    ['selectPointInteraction', '图上点位置'],
    ['graphicOrderInteraction', '图上排序'],
    ['graphicAssociateInteraction', '图上连线'],
    ['graphicGapMatchInteraction', '拖到图上'],
    ['positionObjectInteraction', '摆放物体'],
    ['gapMatchInteraction', '拖词填空'],
    ['hottextInteraction', '文章里选词'],
    ['associateInteraction', '配对题'],
    ['sliderInteraction', '滑块'],
    ['mediaInteraction', '音视频'],
    ['drawingInteraction', '画图题'],
    ['uploadInteraction', '上传文件'],
    ['customInteraction', '自定义'],
    ['portableCustomInteraction', '自定义'],
    ['someNewInteraction', 'someNewInteraction'],
  ])('%s is named', (name, words) => {
    const reading = item2({
      declarations: declared('single', ['A']),
      body: `<p>示例</p><${name} responseIdentifier="RESPONSE"/>`,
    });
    expect(reading.rejected).toMatchObject([{ code: 'kind.unsupported', place: { item: 'sample-1', line: 2 } }]);
    expect(reading.rejected[0]?.message).toContain(words);
  });

  const keyed = declared('single', ['opt1']);

  it('nothing to respond to, several things at once, chance', () => {
    expect(only(item2({ body: '<p>只有示例文字。</p>' }))).toBe('kind.unsupported');
    const two = choice(CITIES) + choice(CITIES).replaceAll('RESPONSE', 'R2');
    expect(only(item2({ declarations: keyed, body: two }))).toBe('kind.unsupported');
    const random = `<p><printedVariable identifier="N"/></p>${choice(CITIES)}`;
    expect(only(item2({ declarations: keyed, body: random }))).toBe('kind.unsupported');
  });

  it.each([
    ['a picture alone', ['<img src="a.png" alt=""/>', '示例乙'], 'choices.malformed'],
    ['two alike', ['示例甲', '示例 甲'], 'choices.duplicate'],
    ['one alone', ['示例甲'], 'choices.too-few'],
    ['more than letters', Array.from({ length: 27 }, (_, index) => `示例${index}`), 'choices.too-many'],
  ])('choices: %s', (_, texts, code) => {
    expect(only(item2({ declarations: keyed, body: choice(texts) }))).toBe(code);
  });
});
