import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { correctResponseOf } from '../../../test/support/arbitraries.js';
import { FILL_IN, MATCHING, MULTIPLE, ONE_OF_EACH, ORDERING, SINGLE } from '../../../test/support/sample-banks.js';
import { judge } from '../item/judge.js';
import type { Item } from '../item/types.js';
import { seededRandom } from '../random.js';
import { toCoreItem } from './to-core-item.js';
import type { PlayableBankItem } from './types.js';

function made(item: PlayableBankItem, seed = '示例'): Item {
  let count = 0;
  const newId = () => `id-${(count += 1)}`;
  return toCoreItem(item, {
    newId,
    random: seededRandom(seed),
    points: 1000,
    timeLimitMs: 20_000,
    mediaUrl: (file) => `/media/${file}`,
  });
}

const RULE = { multiSelectMode: 'all-or-nothing', fillInMode: 'all-or-nothing' } as const;

describe('toCoreItem', () => {
  it('carries over what people see, and cites the source as they do', () => {
    const item = {
      ...SINGLE,
      easyRead: '易读。',
      readAloud: '朗读。',
      source: { ...SINGLE.source, title: '《示例法》' },
    };
    expect(made(item)).toMatchObject({
      stem: SINGLE.stem,
      easyRead: '易读。',
      readAloud: '朗读。',
      explanation: SINGLE.explanation,
      source: { title: '《示例法》', locator: '第十二条', quote: SINGLE.source.quote },
      points: 1000,
      timeLimitMs: 20_000,
      media: [],
    });
    expect(made(SINGLE)).not.toHaveProperty('easyRead');
  });

  it('makes ids of its own: none of the bank, none twice', () => {
    for (const item of [SINGLE, MULTIPLE, ORDERING, MATCHING]) {
      const core = made(item);
      const shown = 'choices' in core ? [...core.choices, ...('targets' in core ? core.targets : [])] : [];
      const ids = [core.id, ...shown.map(({ id }) => id)];
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids.every((id) => id.startsWith('id-'))).toBe(true);
      expect(JSON.stringify(core)).not.toContain(item.id);
    }
  });

  it('keeps the key right however the choices fall', () => {
    fc.assert(
      fc.property(fc.constantFrom(...ONE_OF_EACH), fc.string(), (item, seed) => {
        const core = made(item, seed);
        expect(judge(core, RULE, correctResponseOf(core))).toMatchObject({ outcome: 'correct' });
        if (core.kind === 'choice') {
          const texts = core.choices.filter(({ id }) => core.correct.includes(id)).map(({ text }) => text);
          expect(texts.sort()).toEqual((item.id === SINGLE.id ? ['七种'] : ['红', '蓝', '黄']).sort());
        }
      }),
    );
  });

  it('never shows an ordering in its correct order', () => {
    fc.assert(
      fc.property(fc.string(), (seed) => {
        const core = made(ORDERING, seed);
        if (core.kind !== 'ordering') throw new Error('not an ordering');
        expect(core.choices.map(({ id }) => id)).not.toEqual(core.correct);
        expect(core.choices.map(({ id }) => id).sort()).toEqual([...core.correct].sort());
      }),
    );
  });

  it('shows every order of the choices sooner or later', () => {
    const orders = new Set(
      Array.from({ length: 400 }, (_, round) => {
        const core = made(SINGLE, String(round));
        return core.kind === 'choice' ? core.choices.map(({ text }) => text).join() : '';
      }),
    );
    expect(orders.size).toBe(24);
  });

  it('takes either kind of numerals in a blank', () => {
    const core = made(FILL_IN);
    expect(judge(core, RULE, { texts: ['7', '１２'] })).toMatchObject({ outcome: 'correct' });
    expect(judge(core, RULE, { texts: ['7', '13'] })).toMatchObject({ outcome: 'incorrect' });
  });

  it('treats a key that names no choice as a bug: banks are checked before', () => {
    expect(() => made({ ...SINGLE, correctResponse: 'E' })).toThrow('E');
  });
});
