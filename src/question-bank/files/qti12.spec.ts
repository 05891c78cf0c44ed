import { describe, expect, it } from '@jest/globals';
import { codes, only, qtiFile } from '../../../test/support/qti-samples.js';
import { readQti } from '../../core/question-bank/formats/qti/read-qti.js';

const read = (items: string) =>
  readQti([
    qtiFile(
      'file.xml',
      `<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2"><assessment title="示例"><section ident="s">${items}</section></assessment></questestinterop>`,
    ),
  ]);

const escaped = (html: string) => html.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const html = (text: string) => `<material><mattext texttype="text/html">${escaped(text)}</mattext></material>`;
const plain = (text: string) => `<material><mattext texttype="text/plain">${text}</mattext></material>`;
const field = (label: string, entry: string) =>
  `<qtimetadatafield><fieldlabel>${label}</fieldlabel><fieldentry>${entry}</fieldentry></qtimetadatafield>`;

interface Sample {
  readonly type?: string;
  readonly presentation: string;
  readonly conditions?: string;
  readonly feedback?: string;
}

const item = ({ type = '', presentation, conditions = '', feedback = '' }: Sample) =>
  `<item ident="示例-1" title="题">
    <itemmetadata><qtimetadata>${field('question_type', type)}${field('points_possible', '2.0')}</qtimetadata></itemmetadata>
    <presentation>${presentation}</presentation>
    <resprocessing><outcomes><decvar maxvalue="100" minvalue="0" varname="SCORE" vartype="Decimal"/></outcomes>${conditions}</resprocessing>
    ${feedback}
  </item>`;

const labels = (...entries: readonly (readonly [string, string])[]) =>
  entries.map(([ident, text]) => `<response_label ident="${ident}">${plain(text)}</response_label>`).join('');
const lid = (cardinality: string, inner: string, ident = 'response1', prompt = '') =>
  `<response_lid ident="${ident}" rcardinality="${cardinality}">${prompt}<render_choice>${inner}</render_choice></response_lid>`;
const str = (ident = 'response1', attributes = '') =>
  `<response_str ident="${ident}" rcardinality="Single"><render_fib ${attributes}><response_label ident="a"/></render_fib></response_str>`;
const equal = (value: string, ident = 'response1') => `<varequal respident="${ident}">${value}</varequal>`;
const condition = (tests: string, points = '100', more = '', action = 'Set') =>
  `<respcondition continue="No"><conditionvar>${tests}</conditionvar>${points === '' ? '' : `<setvar action="${action}" varname="SCORE">${points}</setvar>`}${more}</respcondition>`;
const CHOICES = labels(['11', '示例甲'], ['12', '示例乙'], ['13', '示例丙']);

describe('Canvas', () => {
  const shows = (ident: string) => `<displayfeedback feedbacktype="Response" linkrefid="${ident}"/>`;
  const feedback = (ident: string, text: string) =>
    `<itemfeedback ident="${ident}"><flow_mat>${html(text)}</flow_mat></itemfeedback>`;

  it('one choice, with the feedback that explains', () => {
    const reading = read(
      item({
        type: 'multiple_choice_question',
        presentation: html('<div><p>示例：哪一项&nbsp;对？</p></div>') + lid('Single', CHOICES),
        conditions:
          condition('<other/>', '', shows('general_fb')) +
          condition(equal('11'), '', shows('11_fb')) +
          condition(equal('12'), '', shows('12_fb')) +
          condition(equal('12'), '100', shows('correct_fb')),
        feedback:
          feedback('general_fb', '<p>总的说明。</p>') +
          feedback('12_fb', '<p>乙对在这里。</p>') +
          feedback('11_fb', '甲不对，因为示例。') +
          feedback('correct_fb', 'Correct!'),
      }),
    );
    expect(only(reading)).toEqual({
      id: '示例-1',
      kind: 'choice',
      select: 'single',
      stem: '示例：哪一项 对？',
      choices: [
        { id: 'A', text: '示例甲' },
        { id: 'B', text: '示例乙' },
        { id: 'C', text: '示例丙' },
      ],
      correctResponse: 'B',
      explanation: '总的说明。\n乙对在这里。',
      points: 2,
      tags: [],
    });
    expect([reading.version, codes(reading)]).toEqual(['1.2', ['feature.dropped']]);
  });

  it('several choices: all in one condition, those that are not right negated', () => {
    const all = `<and>${equal('11')}<not>${equal('12')}</not>${equal('13')}</and>`;
    expect(
      only(read(item({ presentation: html('选') + lid('Multiple', CHOICES), conditions: condition(all) }))),
    ).toMatchObject({ select: 'multiple', correctResponse: ['A', 'C'] });
  });

  it('several choices that each add to the points; those that take away are wrong', () => {
    const added = condition(equal('11'), '25', '', 'Add') + condition(equal('12'), '-10', '', 'Add') + condition(equal('13'), '25', '', 'Add');
    expect(
      only(read(item({ presentation: html('选') + lid('Multiple', CHOICES), conditions: added }))),
    ).toMatchObject({ select: 'multiple', correctResponse: ['A', 'C'] });
  }); // prettier-ignore

  it('正确 and 错误', () => {
    const presentation = html('示例说法') + lid('Single', labels(['7', 'True'], ['8', 'False']));
    expect(only(read(item({ presentation, conditions: condition(equal('8')) })))).toMatchObject({
      kind: 'true-false',
      correctResponse: false,
    });
  });

  it('a text to write has every text that earns all; the blank stands behind, or where it is drawn', () => {
    const conditions = condition(equal('word') + equal('示例'));
    const filled = (stem: string) => only(read(item({ presentation: html(stem) + str(), conditions })));
    expect(filled('示例的空是')).toMatchObject({
      kind: 'fill-in',
      stem: '示例的空是____',
      correctResponse: [['word', '示例']],
    });
    expect(filled('Write the')).toMatchObject({ stem: 'Write the ____' });
    expect(filled('示例的___是空')).toMatchObject({ stem: '示例的____是空' });
  });

  it('named blanks hold the texts that their labels list', () => {
    const blank = (name: string, ...texts: readonly string[]) =>
      lid('', labels(...texts.map((text, at) => [`${name}${at}`, text] as const)), `response_${name}`, plain(name));
    const sample = (type: string, more = '') =>
      item({
        type,
        presentation: html('第一步是[c1]，[c2]是第二步') + blank('c1', '示甲', '示例甲') + blank('c2', '示乙').replace('<response_label', `<response_label ${more}`),
        conditions: condition(equal('c10', 'response_c1'), '50', '', 'Add') + condition(equal('c20', 'response_c2'), '50', '', 'Add'),
      });
    expect(only(read(sample('fill_in_multiple_blanks_question')))).toMatchObject({
      stem: '第一步是____，____是第二步',
      correctResponse: [['示甲', '示例甲'], ['示乙']],
    });
    expect(only(read(sample('multiple_dropdowns_question')))).toBe('kind.unsupported');
    expect(only(read(sample('fill_in_multiple_blanks_question', 'answer_type="dropdown"')))).toBe('kind.unsupported');
  }); // prettier-ignore

  it('a number, exactly or in a range', () => {
    const number = (tests: string) =>
      only(read(item({ presentation: html('数') + str('response1', 'fibtype="Decimal"'), conditions: condition(tests) })));
    const range = '<vargte respident="response1">2.9</vargte><varlte respident="response1">3.1</varlte>';
    expect(number(`<or>${equal('3.0')}<and>${range}</and></or>`)).toMatchObject({ correctResponse: [{ min: 2.9, max: 3.1 }] });
    expect(number(equal('3.0'))).toMatchObject({ correctResponse: [{ min: 3, max: 3 }] });
    expect(number(`<or>${equal('5')}<and>${range}</and></or>`)).toBe('key.contradictory');
    expect(number(range + range.replaceAll('3.1', '9').replaceAll('2.9', '8'))).toBe('kind.unsupported');
  }); // prettier-ignore

  it('pairs: what stands with each place is its left side', () => {
    const right = labels(['7', '右甲'], ['8', '右乙'], ['9', '右丙']);
    const presentation = html('连线') + lid('', right, 'r1', plain('左甲')) + lid('', right, 'r2', plain('左乙'));
    const conditions = condition(equal('7', 'r1'), '50', '', 'Add') + condition(equal('8', 'r2'), '50', '', 'Add');
    expect(only(read(item({ type: 'matching_question', presentation, conditions })))).toMatchObject({
      kind: 'matching',
      stem: '连线',
      choices: [{ text: '左甲' }, { text: '左乙' }],
      targets: [{ text: '右甲' }, { text: '右乙' }, { text: '右丙' }],
      correctResponse: { A: '1', B: '2' },
    });
  });

  it('places of a pair may offer more or less than the others', () => {
    const place = (ident: string, prompt: string, ...right: readonly (readonly [string, string])[]) =>
      lid('Single', labels(...right), ident, plain(prompt));
    const presentation = html('连线') + place('r1', '左甲', ['7', '右甲'], ['8', '右乙']) + place('r2', '左乙', ['7', '右甲'], ['8', '右乙'], ['9', '右丙']);
    const conditions = condition(equal('7', 'r1'), '50', '', 'Add') + condition(equal('8', 'r2'), '50', '', 'Add');
    const targets = [{ text: '右甲' }, { text: '右乙' }, { text: '右丙' }];
    expect(only(read(item({ type: 'matching_question', presentation, conditions })))).toMatchObject({ targets, correctResponse: { A: '1', B: '2' } });
    expect(only(read(item({ presentation, conditions })))).toBe('kind.unsupported');
  }); // prettier-ignore

  it.each([
    ['file_upload_question', '上传文件'],
    ['calculated_question', '计算题'],
    ['hot_spot_question', '热点题'],
    ['categorization_question', '归类'],
    ['text_only_question', '只有文字'],
  ])('%s is named', (type, words) => {
    const reading = read(item({ type, presentation: html('示例') }));
    expect(reading.rejected).toMatchObject([{ code: 'kind.unsupported', place: { item: '示例-1', line: 1 } }]);
    expect(reading.rejected[0]?.message).toContain(words);
  });

  it('an essay is a draft; a text that items refer to stands before their stems', () => {
    expect(only(read(item({ type: 'essay_question', presentation: html('谈谈') + str() })))).toMatchObject({
      kind: 'short-answer',
      stem: '谈谈',
    });
    const shared = item({ type: 'text_only_question', presentation: html('<p>材料一段。</p>') }).replace(
      '示例-1',
      'text-1',
    );
    const asking = item({ presentation: html('问题？') + lid('Single', CHOICES), conditions: condition(equal('11')) })
      .replace('<qtimetadata>', `<qtimetadata>${field('parent_stimulus_item_ident', 'text-1')}`); // prettier-ignore
    expect(only(read(shared + asking))).toMatchObject({ stem: '材料一段。\n问题？', correctResponse: 'A' });
  });
});

describe('IMS, Common Cartridge and others', () => {
  it('places in the line, all in one condition', () => {
    const presentation = `${plain('示例句子：')}${plain('示例甲')}${str('F1')}${plain('，示例乙')}${str('F2')}${plain('。')}`;
    const conditions = condition(equal('前', 'F1') + equal('后', 'F2'));
    expect(only(read(item({ presentation, conditions })))).toMatchObject({
      stem: '示例句子：\n示例甲____，示例乙____。',
      correctResponse: [['前'], ['后']],
    });
  });

  it('an order in the order of the tests, or by their index', () => {
    const ordered = (tests: string) =>
      only(read(item({ presentation: plain('排序') + lid('Ordered', CHOICES, 'O'), conditions: condition(tests, ' 5 ', '', 'Add') })));
    expect(ordered(equal('13', 'O') + equal('11', 'O') + equal('12', 'O'))).toMatchObject({ kind: 'ordering', correctResponse: ['C', 'A', 'B'] });
    const indexed = ['12', '13', '11'].map((value, at) => `<varequal respident="O" index="${3 - at}">${value}</varequal>`);
    expect(ordered(indexed.join(''))).toMatchObject({ correctResponse: ['A', 'C', 'B'] });
  }); // prettier-ignore

  it.each([
    ['two that earn the same', condition(equal('11')) + condition(equal('12')), 'key.unreadable'],
    ['either of two', condition(`<or>${equal('11')}${equal('12')}</or>`), 'key.unreadable'],
    ['one that earns all, one in part', condition(equal('11'), '50') + condition(equal('12')), 'B'],
    ['a choice that is not there', condition(equal('99')), 'key.unknown-choice'],
    ['the most there is', condition(equal('13'), 'SCORE.max'), 'C'],
    ['nothing that earns', condition(equal('13'), '0'), undefined],
  ])('the key of one choice: %s', (_, conditions, expected) => {
    const found = only(read(item({ presentation: plain('选') + lid('Single', CHOICES), conditions })));
    expect(typeof found === 'string' ? found : found?.correctResponse).toBe(expected);
  });

  it('D2L counts right and wrong by names', () => {
    const counted = ['11', '12', '13'].map((ident, at) =>
      condition(at === 1 ? equal(ident) : `<not>${equal(ident)}</not>`, '1', '', 'Add').replace('SCORE', 'D2L_Correct') +
      condition(at === 1 ? `<not>${equal(ident)}</not>` : equal(ident), '1', '', 'Add').replace('SCORE', 'D2L_Incorrect'),
    ); // prettier-ignore
    expect(
      only(read(item({ presentation: plain('选') + lid('Multiple', CHOICES), conditions: counted.join('') }))),
    ).toMatchObject({ select: 'multiple', correctResponse: ['B'] });
  });

  it('pictures on which one points, and several things at once, are named', () => {
    const hotspot = '<response_xy ident="X"><render_hotspot><response_label ident="a" rarea="Rectangle">1,1</response_label></render_hotspot></response_xy>';
    expect(only(read(item({ presentation: plain('点图') + hotspot, conditions: condition(equal('1,1', 'X')) })))).toBe('kind.unsupported');
    expect(only(read(item({ presentation: plain('又选又写') + lid('Single', CHOICES) + str('S') })))).toBe('kind.unsupported');
  }); // prettier-ignore

  it('an item that was cut out of its file', () => {
    const alone = item({
      presentation: plain('a &lt; b 吗？') + lid('Single', CHOICES),
      conditions: condition(equal('11')),
    });
    expect(only(readQti([qtiFile('cut.xml', alone)]))).toMatchObject({ stem: 'a < b 吗？', correctResponse: 'A' });
  });
});

describe('Blackboard', () => {
  const formatted = (text: string) =>
    `<material><mat_extension><mat_formattedtext type="HTML">${escaped(text)}</mat_formattedtext></mat_extension></material>`;
  const block = (text: string) =>
    `<flow class="FORMATTED_TEXT_BLOCK">${formatted(text)}</flow><flow class="FILE_BLOCK"><material/></flow>`;
  const bb = (type: string, body: string, conditions: string, feedback = '') =>
    `<item maxattempts="0"><itemmetadata><bbmd_asi_object_id>_1_1</bbmd_asi_object_id><bbmd_questiontype>${type}</bbmd_questiontype>
      <qmd_absolutescore_max>3.0</qmd_absolutescore_max></itemmetadata>
      <presentation><flow class="Block"><flow class="QUESTION_BLOCK">${block('<span>示例题</span>')}</flow>${body}</flow></presentation>
      <resprocessing>${conditions}
        <respcondition title="incorrect"><conditionvar><other/></conditionvar><setvar variablename="SCORE">0.0</setvar></respcondition>
      </resprocessing>${feedback}</item>`;
  const right = (tests: string, title = 'correct') =>
    `<respcondition title="${title}"><conditionvar>${tests}</conditionvar><setvar action="Set" variablename="SCORE">SCORE.max</setvar><displayfeedback linkrefid="correct"/></respcondition>`;
  const shown = (tests: string) =>
    `<respcondition><conditionvar>${tests}</conditionvar><displayfeedback linkrefid="correct"/></respcondition>`;

  it('several choices under a single cardinality', () => {
    const list = ['a', 'b', 'c'].map((ident) => `<flow_label class="Block"><response_label ident="${ident}"><flow_mat>${formatted(`<p>选项${ident}</p>`)}</flow_mat></response_label></flow_label>`);
    const body = `<flow class="RESPONSE_BLOCK">${lid('Single', list.join(''), 'response')}</flow>`;
    const tests = `<and>${equal('a', 'response')}<not>${equal('b', 'response')}</not>${equal('c', 'response')}</and>`;
    expect(only(read(bb('Multiple Answer', body, right(tests))))).toMatchObject({
      id: '_1_1', stem: '示例题', select: 'multiple', choices: [{ text: '选项a' }, { text: '选项b' }, { text: '选项c' }], correctResponse: ['A', 'C'], points: 3,
    });
    expect(only(read(bb('Multiple Answer', body, right(tests.replace('>c<', '>z<')))))).toBe('key.unknown-choice');
  }); // prettier-ignore

  it('pairs whose right sides stand apart, in the order of the labels', () => {
    const left = (ident: string, text: string) =>
      `<flow class="Block">${block(text)}${lid('Single', ['x', 'y', 'z'].map((end) => `<response_label ident="${ident}${end}"/>`).join(''), ident)}</flow>`;
    const body = `<flow class="RESPONSE_BLOCK">${left('L1', '左甲')}${left('L2', '左乙')}</flow>
      <flow class="RIGHT_MATCH_BLOCK">${['右甲', '右乙', '右丙'].map((text) => `<flow class="Block">${block(text)}</flow>`).join('')}</flow>`;
    expect(only(read(bb('Matching', body, shown(equal('L1y', 'L1')) + shown(equal('L2z', 'L2')))))).toMatchObject({
      kind: 'matching',
      choices: [{ text: '左甲' }, { text: '左乙' }],
      targets: [{ text: '右甲' }, { text: '右乙' }, { text: '右丙' }],
      correctResponse: { A: '2', B: '3' },
    });
  }); // prettier-ignore

  it('a text to write, whose right responses only show feedback', () => {
    const body = `<flow class="RESPONSE_BLOCK">${str('response', 'rows="1"')}</flow>`;
    expect(only(read(bb('Fill in the Blank', body, shown(equal('左乙', 'response')) + shown(equal('示例词', 'response')))))).toMatchObject({
      kind: 'fill-in', stem: '示例题____', correctResponse: [['左乙', '示例词']],
    });
  }); // prettier-ignore

  it('yes or no by its codes; an essay with its model', () => {
    const coded = `<flow class="RESPONSE_BLOCK">${lid('Single', labels(['yes_no.true', 'yes_no.true'], ['yes_no.false', 'yes_no.false']), 'response')}</flow>`;
    expect(only(read(bb('Either/Or', coded, right(equal('yes_no.false', 'response')))))).toMatchObject({ kind: 'true-false', correctResponse: false });
    const solution = `<itemfeedback ident="solution"><solution><solutionmaterial><flow_mat>${formatted('示例要点')}</flow_mat></solutionmaterial></solution></itemfeedback>`;
    const body = `<flow class="RESPONSE_BLOCK">${str('response', 'rows="8"')}</flow>`;
    expect(only(read(bb('Essay', body, '<respcondition title="correct"><conditionvar/></respcondition>', solution)))).toEqual({
      id: '_1_1', kind: 'short-answer', stem: '示例题', correctResponse: '示例要点', points: 3, tags: [],
    });
  }); // prettier-ignore
});
