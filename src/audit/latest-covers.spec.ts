import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { latest, type VouchedAt } from './latest-covers.js';

const cover = (chain: string, sequence: number, at: number, key = 'k'): VouchedAt => ({
  kind: 'operator-role',
  keys: [key],
  digest: `${chain} ${sequence}`,
  count: 1,
  chain,
  sequence,
  at,
});
const digests = (covers: readonly VouchedAt[]) => covers.map(({ digest }) => digest).sort();

describe('the latest covers', () => {
  it('are the last of their chain, whatever its clock did', () => {
    const times = fc.array(fc.nat(), { minLength: 1 });
    fc.assert(
      fc.property(times, (ats) => {
        const covers = ats.map((at, index) => cover('a', index + 1, at));
        expect(digests(latest(covers))).toEqual([`a ${ats.length}`]);
      }),
    );
  });

  it('are those of the chain whose last one is younger, in whatever order the chains are read', () => {
    const a = [cover('a', 1, 900), cover('a', 2, 100)];
    const b = [cover('b', 1, 500)];
    expect(digests(latest([...a, ...b]))).toEqual(['b 1']);
    expect(digests(latest([...b, ...a]))).toEqual(['b 1']);
  });

  it('are one for each key, of what a checkpoint carries the last', () => {
    const carried = [cover('a', 9, 1, 'x'), { ...cover('a', 9, 2, 'x'), digest: 'later' }, cover('a', 9, 1, 'y')];
    expect(digests(latest(carried))).toEqual(['a 9', 'later']);
  });
});
