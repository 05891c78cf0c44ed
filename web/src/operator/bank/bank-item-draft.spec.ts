import { describe, expect, it } from '@jest/globals';
import type { BankItemBody } from '../../../../src/protocol/question-bank.js';
import {
  blanksIn,
  dateOf,
  bodyOfDraft,
  draftOfBody,
  editKindOf,
  emptyDraft,
  keyState,
  newEntry,
  syncKey,
  tagsOf,
} from './bank-item-draft.js';
import { draftFaults, fieldOfPath } from './bank-item-faults.js';
import { frameOfBody, isPlayableBody, keyOfBody } from './bank-item-view.js';

const choices = ['甲', '乙', '丙'].map((text, index) => ({ id: 'ABC'.charAt(index), text }));
const complete = {
  explanation: '示例解析',
  difficulty: 3,
  tags: ['示例', '总则'],
  readAloud: '示例读法',
  easyRead: '示例易读',
  source: {
    document: 'sample-law',
    title: '《示例法》',
    article: 12,
    paragraph: 2,
    section: '总则',
    quote: '示例原文',
  },
  verification: 'quoted',
  validUntil: '2028-12-31',
  points: 2.5,
  media: [{ kind: 'image', file: 'f1', alt: '示例图' }],
} as const;
const ITEMS: readonly BankItemBody[] = [
  { ...complete, kind: 'true-false', stem: '示例题干', correctResponse: false },
  { ...complete, kind: 'choice', select: 'single', stem: '示例题干', choices, correctResponse: 'B' },
  { ...complete, kind: 'choice', select: 'multiple', stem: '示例题干', choices, correctResponse: ['A', 'C'] },
  {
    ...complete,
    kind: 'fill-in',
    stem: '一周有____天，约有____个小时。',
    correctResponse: [['七', '7'], { min: 160, max: 170 }],
    anyOrder: true,
  },
  { ...complete, kind: 'ordering', stem: '示例题干', choices, correctResponse: ['C', 'A', 'B'] },
  {
    ...complete,
    kind: 'matching',
    stem: '示例题干',
    choices: choices.slice(0, 2),
    targets: [
      { id: '1', text: '一' },
      { id: '2', text: '二' },
    ],
    correctResponse: { A: '2', B: '1' },
  },
  { ...complete, kind: 'short-answer', stem: '示例题干', correctResponse: '示例要点' },
];
const named = ITEMS.map((item) => [editKindOf(item), item] as const);
const itemOf = (kind: string): BankItemBody => named.find(([name]) => name === kind)?.[1] as BankItemBody;

describe('an item of a bank in the form', () => {
  it.each(named)('%s: what is not touched comes back as it was, without a fault', (_kind, item) => {
    const draft = draftOfBody(item);
    expect(bodyOfDraft(draft, item)).toEqual(item);
    expect(keyState(draft)).toBe('whole');
    expect(draftFaults(draft)).toEqual([]);
  });

  it.each(named)('%s: without a key stays without one', (_kind, { correctResponse: _key, ...item }) => {
    const draft = draftOfBody(item);
    syncKey(draft);
    expect(bodyOfDraft(draft, item)).toEqual(item);
    expect(keyState(draft)).toBe('none');
    expect(draftFaults(draft)).toEqual([]);
  });

  it('letters follow the position, and the key follows its choice', () => {
    const draft = draftOfBody(itemOf('choice-multiple'));
    draft.choices.splice(0, 1);
    draft.choices.push({ ...newEntry(), text: '丁' });
    syncKey(draft);
    expect(bodyOfDraft(draft)).toMatchObject({
      choices: [
        { id: 'A', text: '乙' },
        { id: 'B', text: '丙' },
        { id: 'C', text: '丁' },
      ],
      correctResponse: ['B'],
    });
  });

  it('an order and pairs lose what was taken away and count as half finished', () => {
    for (const kind of ['ordering', 'matching']) {
      const draft = draftOfBody(itemOf(kind));
      draft.choices.push({ ...newEntry(), text: '丁' });
      syncKey(draft);
      expect(keyState(draft)).toBe('partial');
      expect(bodyOfDraft(draft)).not.toHaveProperty('correctResponse');
      expect(draftFaults(draft)).toEqual([{ fault: 'key', fieldId: 'edit-key' }]);
    }
  });

  it('blanks follow the stem', () => {
    const draft = draftOfBody(itemOf('fill-in'));
    draft.stem = '一周有____天。';
    expect(bodyOfDraft(draft).correctResponse).toEqual([['七', '7']]);
    draft.stem = '一年有____季、____个月、________周。';
    syncKey(draft);
    expect(keyState(draft)).toBe('partial');
    expect(blanksIn('没有空___格')).toBe(0);
  });

  it('a document keeps its short name while its title stays, and an item without one cites nothing', () => {
    const item = itemOf('true-false');
    expect(bodyOfDraft({ ...draftOfBody(item), sourceQuote: '别的原文' }, item).source).toMatchObject({
      document: 'sample-law',
      quote: '别的原文',
    });
    expect(bodyOfDraft({ ...draftOfBody(item), sourceTitle: '《别的法》' }, item).source).toMatchObject({
      document: '《别的法》',
    });
    const without = bodyOfDraft({ ...draftOfBody(item), sourceTitle: ' ' }, item);
    expect([without.source, without.verification]).toEqual([undefined, undefined]);
  });

  it('tags are separated as people write them, each once', () => {
    expect(tagsOf('总则、婚姻，总则；继承, 情境 ')).toEqual(['总则', '婚姻', '继承', '情境']);
  });

  it.each([
    ['2028-12-31', '2028-12-31'],
    [' 2028年2月29日 ', '2028-02-29'],
    ['2028/1/5', '2028-01-05'],
    ['2027-02-29', null],
    ['明年', null],
  ])('reads the date %s', (text, date) => {
    expect(dateOf(text)).toBe(date);
    const draft = { ...draftOfBody(itemOf('true-false')), validUntil: text };
    expect(bodyOfDraft(draft).validUntil).toBe(date ?? undefined);
    expect(draftFaults(draft).map(({ fault }) => fault)).toEqual(date === null ? ['date'] : []);
  });

  it('names what is missing with the field that mends it', () => {
    const draft = { ...emptyDraft(), points: 0, sourceArticle: 1.5 };
    expect(draftFaults(draft)).toEqual([
      { fault: 'stem', fieldId: 'edit-stem' },
      ...[0, 1, 2, 3].map((index) => ({ fault: 'entry', fieldId: `edit-choice-${index}`, label: 'ABCD'[index] })),
      { fault: 'points', fieldId: 'edit-points' },
      { fault: 'article', fieldId: 'edit-article' },
    ]);
    const twice = draftOfBody({ ...itemOf('choice-single'), choices: [...choices, { id: 'D', text: '乙 ' }] });
    expect(draftFaults(twice)).toEqual([{ fault: 'twice', fieldId: 'edit-choice-3', label: 'D' }]);
    const blankless = draftOfBody({ kind: 'fill-in', stem: '没有空', tags: [] });
    expect(draftFaults(blankless)).toEqual([{ fault: 'blanks', fieldId: 'edit-stem' }]);
    const several = { ...draftOfBody(itemOf('choice-multiple')), kind: 'choice-single' as const };
    expect(draftFaults(several)).toEqual([{ fault: 'keySingle', fieldId: 'edit-key' }]);
  });

  it.each([
    ['item.stem', 'edit-stem'],
    ['item.choices.2.text', 'edit-choice-2'],
    ['choices', 'edit-choice-0'],
    ['item.targets[1].text', 'edit-target-1'],
    ['item.correctResponse.0', 'edit-key'],
    ['item.source.article', 'edit-source'],
    ['revision', null],
  ])('finds the field of %s', (path, fieldId) => {
    expect(fieldOfPath(path)).toBe(fieldId);
  });
});

describe('an item of a bank as participants see it', () => {
  it.each(named.filter(([, item]) => isPlayableBody(item)))(
    '%s: letters, media and the key in their shapes',
    (kind, item) => {
      if (!isPlayableBody(item)) throw new Error('not playable');
      const frame = frameOfBody(item);
      expect(frame).not.toHaveProperty('correctResponse');
      expect(frame.media).toEqual([{ kind: 'image', url: '/api/question-banks/media/f1', alt: '示例图' }]);
      expect(keyOfBody(item)).toEqual(
        {
          'true-false': { value: false },
          'choice-single': { choices: ['B'] },
          'choice-multiple': { choices: ['A', 'C'] },
          'fill-in': { texts: [['七', '7'], ['160～170']] },
          ordering: { order: ['C', 'A', 'B'] },
          matching: {
            pairs: [
              ['A', '2'],
              ['B', '1'],
            ],
          },
        }[kind as string],
      );
      expect(keyOfBody({ ...item, correctResponse: undefined as never })).toBeNull();
    },
  );

  it('captions travel with the video of a choice', () => {
    const media = [{ kind: 'sign-video' as const, file: 'f2', captions: 'f3' }];
    const item = {
      kind: 'choice' as const,
      select: 'single' as const,
      stem: '示例',
      choices: [{ id: 'A', text: '甲', media }],
      tags: [],
    };
    expect(frameOfBody(item).choices[0]).toMatchObject({
      label: 'A',
      media: [{ url: '/api/question-banks/media/f2', captionsUrl: '/api/question-banks/media/f3' }],
    });
  });
});
