import { describe, expect, it } from '@jest/globals';
import { fieldIdOf } from './field-path.js';

describe('fieldIdOf', () => {
  it.each([
    ['title', 'contest-title'],
    ['branches.3.name', 'contest-branches'],
    ['branches[3].expected', 'contest-branches'],
    ['settings.branchFormula', 'settings-formula'],
    ['settings.topN', null],
    ['rounds.1.title', 'round-0-title'],
    ['rounds.1.draw.2.count', 'round-0-line-2-count'],
    ['rounds[2].draw[0]', 'round-1-line-0-count'],
    ['rounds.0.draw.0', null],
    ['seed', null],
  ])('%s -> %s', (path, fieldId) => {
    expect(fieldIdOf(path, 1)).toBe(fieldId);
  });
});
