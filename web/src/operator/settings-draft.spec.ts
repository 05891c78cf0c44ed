import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS } from '../../../src/protocol/settings.js';
import { draftOf, settingsFaults, settingsOf } from './settings-draft.js';

const draft = draftOf(DEFAULT_SETTINGS);

describe('settings draft', () => {
  it('gives back what it was made of', () => {
    expect(settingsOf(draft)).toEqual(DEFAULT_SETTINGS);
  });

  it('sends whole weights under a formula that does not use them', () => {
    expect(settingsOf({ ...draft, pass: 0.4 }).indexWeights).toEqual(DEFAULT_SETTINGS.indexWeights);
  });

  it('has nothing against the defaults, with or without headcounts', () => {
    expect(settingsFaults(draft, 3)).toEqual([]);
  });

  it('refuses a formula that needs headcounts where one is missing', () => {
    expect(settingsFaults({ ...draft, branchFormula: 'adjusted-mean' }, 1)).toEqual(['headcount']);
    expect(settingsFaults({ ...draft, branchFormula: 'adjusted-mean' }, 0)).toEqual([]);
  });

  it('checks weights only where they count', () => {
    expect(settingsFaults({ ...draft, pass: 0.4 }, 0)).toEqual([]);
    expect(settingsFaults({ ...draft, pass: 0.4, branchFormula: 'organisation-index' }, 0)).toEqual(['weights']);
    expect(settingsFaults({ ...draft, branchFormula: 'organisation-index' }, 0)).toEqual([]);
  });

  it.each([
    ['speedBonusPercent', 21],
    ['readingSeconds', Number.NaN],
    ['topN', 0],
  ] as const)('refuses %s %s', (field, value) => {
    expect(settingsFaults({ ...draft, [field]: value }, 0)).toEqual(['number']);
  });
});
