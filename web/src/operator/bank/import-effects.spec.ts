import { expect, it } from '@jest/globals';

import { effectValues, fresh } from './import-effects.js';

const match = (itemKey: string | null) => ({ place: {}, excerpt: '示例', itemKey });
const problem = { place: {}, code: 'key.missing', message: '示例' };

it('the figures of an import add up to what was found', () => {
  const report = {
    accepted: 6,
    added: 2,
    revised: [match('own-a-00001')],
    repeated: [match('own-a-00002'), match('own-a-00003'), match(null)],
    unchanged: 2,
    rejected: [problem, problem],
  };
  const { found, added, revised, repeated, unchanged, twice, rejected } = effectValues(report);
  expect(found).toBe(8);
  expect(added + revised + repeated + rejected).toBe(found);
  expect(unchanged + twice).toBe(repeated);
  expect(fresh(report)).toBe(3);
});
