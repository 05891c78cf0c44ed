import { describe, expect, it } from '@jest/globals';

import { FILL_IN, ONE_OF_EACH, SINGLE, TRUE_FALSE } from '../../../test/support/sample-banks.js';
import { itemFindings, publishingObstacles, STATUSES, transitionRefusal, TRANSITIONS } from './status.js';
import type { BankMedia, StoredBankItem } from './types.js';

describe('the status of an item', () => {
  it('goes draft, reviewed, published, retired, one step after the other', () => {
    for (const [from, to] of [
      ['draft', 'reviewed'],
      ['reviewed', 'published'],
      ['published', 'retired'],
      ['retired', 'draft'],
    ] as const) {
      expect(transitionRefusal(from, to)).toBeNull();
    }
    expect(transitionRefusal('draft', 'published')).toBe('“草稿”的题目不能直接改成“已发布”，请先审核。');
    expect(transitionRefusal('retired', 'published')).toMatch(/请先改回草稿/u);
    expect(transitionRefusal('published', 'draft')).toMatch(/请编辑题目或先停用/u);
  });

  it('may stay as it is, and every status can be reached and left', () => {
    for (const status of STATUSES) {
      expect(transitionRefusal(status, status)).toBeNull();
      expect(TRANSITIONS[status].length).toBeGreaterThan(0);
      expect(STATUSES.some((from) => TRANSITIONS[from].includes(status))).toBe(true);
    }
  });

  it('refuses every other change with a sentence that says what to do', () => {
    for (const from of STATUSES) {
      for (const to of STATUSES.filter((one) => one !== from && !TRANSITIONS[from].includes(one))) {
        expect(transitionRefusal(from, to)).toMatch(/^“.+”的题目不能直接改成“.+”，.+。$/u);
      }
    }
  });
});

describe('publishing', () => {
  const codes = (item: StoredBankItem) => publishingObstacles(item).map(({ code }) => code);

  it('takes faultless items of every kind, whatever document they cite', () => {
    for (const item of ONE_OF_EACH) expect(codes(item)).toEqual([]);
  });

  it('waits for a key', () => {
    const { correctResponse: _key, ...keyless } = SINGLE;
    expect(codes(keyless)).toEqual(['key.missing']);
  });

  it('waits until the errors of the item are gone, not for advice', () => {
    expect(codes({ ...SINGLE, correctResponse: 'E' })).toEqual(['key.unknown-choice']);
    expect(codes({ ...FILL_IN, correctResponse: [['七']] })).toEqual(['blank.count']);
    const { explanation: _explanation, ...advised } = TRUE_FALSE;
    expect(codes(advised)).toEqual([]);
    expect(itemFindings(advised).map(({ code }) => code)).toContain('item.incomplete');
  });

  const picture: BankMedia = { kind: 'image', file: 'a'.repeat(64) };
  const film: BankMedia = { kind: 'sign-video', file: 'b'.repeat(64) };

  it.each<[string, StoredBankItem, string[]]>([
    ['a picture without words', { ...SINGLE, media: [picture] }, ['media.alt-missing']],
    ['a picture with blank words', { ...SINGLE, media: [{ ...picture, alt: ' 　' }] }, ['media.alt-missing']],
    ['a described picture', { ...SINGLE, media: [{ ...picture, alt: '示例图片' }] }, []],
    ['a film without captions', { ...TRUE_FALSE, media: [film] }, ['media.captions-missing']],
    ['a captioned film', { ...TRUE_FALSE, media: [{ ...film, captions: 'c'.repeat(64) }] }, []],
    ['a reading aloud', { ...TRUE_FALSE, media: [{ kind: 'audio', file: 'd'.repeat(64) }] }, []],
    [
      'a picture on a choice',
      { ...SINGLE, choices: SINGLE.choices.map((choice) => ({ ...choice, media: [picture] })) },
      ['media.alt-missing', 'media.alt-missing', 'media.alt-missing', 'media.alt-missing'],
    ],
  ])('of %s', (_what, item, expected) => {
    expect(codes(item)).toEqual(expected);
  });

  it('names the place of what is missing', () => {
    const choices = SINGLE.choices.map((choice) => (choice.id === 'B' ? { ...choice, media: [film] } : choice));
    expect(publishingObstacles({ ...SINGLE, choices }).map(({ message }) => message)).toEqual([
      '选项 B 的手语视频没有字幕，请上传 .vtt 字幕文件，再发布。',
    ]);
  });
});
