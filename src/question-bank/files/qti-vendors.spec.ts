import { describe, expect, it } from '@jest/globals';
import { choice, CITIES, codes, declared, item2, only, qtiFile } from '../../../test/support/qti-samples.js';
import { readQti } from '../../core/question-bank/formats/qti/read-qti.js';

describe('feedback by what was set before', () => {
  const set = (outcome: string, value: string) =>
    `<setOutcomeValue identifier="${outcome}"><baseValue baseType="identifier">${value}</baseValue></setOutcomeValue>`;
  const when = (value: string, shown: string) =>
    `<responseCondition><responseIf><and><match><baseValue baseType="identifier">${value}</baseValue><variable identifier="BASIC"/></match></and>${set('SHOWN', shown)}</responseIf></responseCondition>`;
  const modal = (identifier: string, text: string) =>
    `<modalFeedback outcomeIdentifier="SHOWN" identifier="${identifier}" showHide="show">${text}</modalFeedback>`;
  const right = '<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>';
  const read = (condition: string, wrong: string) =>
    item2({
      declarations: declared('single', ['opt2']),
      body: choice(CITIES),
      rest: `<responseProcessing>
          <responseCondition><responseIf>${condition}${set('BASIC', 'done')}</responseIf><responseElse>${set('BASIC', 'failed')}</responseElse></responseCondition>
          ${when('done', 'f1')}${when('failed', 'f2')}
        </responseProcessing>${modal('f1', '示例乙市自古是首都。')}${modal('f2', wrong)}`,
    });

  it.each([right, '<and><equal toleranceMode="exact"><variable identifier="SCORE"/><variable identifier="MAXSCORE"/></equal></and>'])(
    'what those who were right see explains: %s',
    (condition) => {
      const reading = read(condition, '请再读一遍。');
      expect(only(reading)).toMatchObject({ explanation: '示例乙市自古是首都。' });
      expect(codes(reading)).toEqual(['feature.dropped']);
    },
  ); // prettier-ignore

  it('nothing is lost where the others see the same', () => {
    expect(codes(read(right, '示例乙市自古是首都。'))).toEqual([]);
  });

  it('feedback may count points, and praise explains nothing', () => {
    const counting = modal('f1', '得了<printedVariable identifier="SCORE"/>分') + modal('correct', 'Congratulations! You got it right.');
    const reading = item2({ declarations: declared('single', ['opt2']), body: choice(CITIES), rest: counting });
    expect(only(reading)).toMatchObject({ kind: 'choice', correctResponse: 'B' });
    expect(only(reading)).not.toHaveProperty('explanation');
    const asked = `<p>有<printedVariable identifier="N"/>个</p>${choice(CITIES)}`;
    expect(only(item2({ declarations: declared('single', ['opt2']), body: asked }))).toBe('kind.unsupported');
  }); // prettier-ignore
});

describe('New Quizzes of Canvas', () => {
  const material = (text: string) => `<material><mattext texttype="text/plain">${text}</mattext></material>`;
  const item = (ident: string, type: string, presentation: string, conditions = '') =>
    `<item ident="${ident}"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>${type}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
      <presentation>${presentation}</presentation><resprocessing>${conditions}</resprocessing></item>`;
  const read = (items: string) =>
    readQti([
      qtiFile('a.xml', `<questestinterop><assessment><section>${items}</section></assessment></questestinterop>`),
    ]);

  it('a text that a group of items shares stands before each', () => {
    const label = (ident: string, text: string) => `<response_label ident="${ident}">${material(text)}</response_label>`;
    const truth = `${material('示例说法')}<response_lid ident="r" rcardinality="Single"><render_choice>${label('1', 'True')}${label('2', 'False')}</render_choice></response_lid>`;
    const key = '<respcondition><conditionvar><varequal respident="r">2</varequal></conditionvar><setvar>100</setvar></respcondition>';
    const reading = read(
      `${item('s1', 'text_only_question', material('示例材料'))}<section parent_stimulus_item_ident="s1">${item('i1', 'true_false_question', truth, key)}</section>`,
    );
    expect(reading.items.map((found) => [found.item.stem, found.item.correctResponse])).toEqual([['示例材料\n示例说法', false]]);
    expect(reading.read).toBe(1);
  }); // prettier-ignore

  it.each([
    ['TextInChoices', [['甲', '乙']], []],
    ['TextContainsAnswer', [['甲', '乙']], ['feature.dropped']],
    ['TextCloseEnough', [['甲', '乙']], ['feature.dropped']],
    ['TextRegex', 'key.unreadable', []],
  ])('a blank judged by %s', (algorithm, expected, warned) => {
    const labels = ['甲', '乙'].map(
      (text) => `<response_label ident="${text}" scoring_algorithm="${algorithm}" answer_type="openEntry">${material(text)}</response_label>`,
    );
    const presentation = `${material('示例[b1]。')}<response_lid ident="response_b1"><render_choice>${labels.join('')}</render_choice></response_lid>`;
    const reading = read(item('i1', 'fill_in_multiple_blanks_question', presentation));
    const found = only(reading);
    expect(typeof found === 'string' ? found : found?.correctResponse).toEqual(expected);
    expect(codes(reading)).toEqual(warned);
  }); // prettier-ignore
});
