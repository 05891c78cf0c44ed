import { describe, expect, it } from '@jest/globals';
import type { RawItem } from '../formats/raw-item.js';
import { understand } from './understand.js';

const place = { line: 1 };
const four = ['停课', '停工', '停产', '停业'].map((text, index) => ({ label: 'ABCD'[index] as string, text }));
const raw = (fields: Partial<RawItem>): RawItem => ({ place, stem: '示例题干（　）。', choices: [], ...fields });
const keyed = { keyless: false };
const read = (fields: Partial<RawItem>, context = keyed) => {
  const result = understand(raw(fields), context);
  return result.ok ? result.item : result.problem.code;
};

describe('keys of choices', () => {
  it.each(['AC', 'A,C', 'A、C', 'A;C', 'A C', 'ac', 'ＡＣ', 'А С', 'CA', 'A，C', 'A；C', '（AC）', 'A|C', 'A和C'])(
    '%s names A and C',
    (key) => {
      expect(read({ kind: '多选题', choices: four, key })).toMatchObject({
        select: 'multiple',
        correctResponse: ['A', 'C'],
      });
    },
  );

  it('may be the text of one choice', () => {
    expect(read({ kind: '单选', choices: four, key: '停产' })).toMatchObject({ correctResponse: 'C' });
  });

  it.each([
    [{ kind: '单选题', choices: four, key: 'AB' }, 'key.contradictory'],
    [{ kind: '单选题', choices: four, key: 'E' }, 'key.unknown-choice'],
    [{ kind: '单选题', choices: four }, 'key.missing'],
    [{ kind: '单选题', choices: four.slice(0, 1), key: 'A' }, 'choices.too-few'],
    [{ kind: '多选题', choices: four, key: 'A-C' }, 'key.unreadable'],
  ])('%j is refused as %s', (fields, code) => {
    expect(read(fields)).toBe(code);
  });
});

it.each([
  ['10²', '102'],
  ['H₂O', 'H2O'],
  ['①②', '12'],
])('the choices %s and %s are two', (...texts) => {
  const choices = texts.map((text, index) => ({ label: 'AB'[index] as string, text }));
  expect(read({ kind: '单选题', choices, key: texts[1] as string })).toMatchObject({ correctResponse: 'B' });
});

it('㎡ and m² are one choice', () => {
  const choices = ['㎡', 'm²'].map((text, index) => ({ label: 'AB'[index] as string, text }));
  expect(read({ kind: '单选题', choices, key: 'B' })).toBe('choices.duplicate');
});

describe('letters before the texts of choices', () => {
  const texts = (...all: string[]) => all.map((text, index) => ({ label: 'ABCD'[index] as string, text }));
  const bare = (...all: string[]) => all.map((text) => ({ text }));

  it.each([
    ['in another order than the columns', texts('A.停课', 'C.停产', 'B.停工')],
    ['with one left out', texts('A、停课', 'B、停工', 'D、停业')],
  ])('%s: nobody knows what the key names', (_, choices) => {
    expect(read({ kind: '单选题', choices, key: 'B' })).toBe('key.contradictory');
  });

  it('name the choices where these have no letters of their own', () => {
    expect(read({ kind: '单选题', choices: bare('C. 停产', 'A. 停课', 'B. 停工'), key: 'A' })).toMatchObject({
      choices: [
        { id: 'C', text: '停产' },
        { id: 'A', text: '停课' },
        { id: 'B', text: '停工' },
      ],
      correctResponse: 'A',
    });
  });

  it('are words where they are no run', () => {
    const choices = texts('B 型', 'A 型', 'O 型');
    expect(read({ kind: '单选题', choices, key: 'B' })).toMatchObject({ choices: [{ text: 'B 型' }, {}, {}] });
  });
});

describe('statements', () => {
  it.each([['正确', true], ['错', false], ['√', true], ['×', false], ['T', true], ['A', true], ['B', false], ['0', false], ['x', false]] as const)('%s is %s', (key, correctResponse) => {
    expect(read({ kind: '判断题', key })).toMatchObject({ kind: 'true-false', correctResponse });
  }); // prettier-ignore

  it('may be written as two choices', () => {
    const choices = [{ label: 'A', text: '错误' }, { label: 'B', text: '正确' }]; // prettier-ignore
    expect(read({ kind: '单选题', choices, key: 'A' })).toMatchObject({ kind: 'true-false', correctResponse: false });
  });
});

describe('blanks', () => {
  it('are written as four low lines and compared with the key', () => {
    expect(read({ kind: '填空题', stem: '（ ）和__是。', key: '甲;A|乙' })).toMatchObject({
      kind: 'fill-in',
      stem: '____和____是。',
      correctResponse: [['甲', 'A'], ['乙']],
    });
    expect(read({ kind: '填空题', stem: '（ ）和__是。', key: '甲' })).toBe('blank.count');
  });
});
