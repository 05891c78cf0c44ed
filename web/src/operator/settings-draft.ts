/** The settings of a contest as a form holds them: flat and mutable; numbers may be NaN while they are typed. */
import { DEFAULT_SETTINGS } from '@protocol/settings.js';
import type { BranchFormula, ContestSettings } from '@protocol/settings.js';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

export type SettingsDraft = Mutable<Omit<ContestSettings, 'indexWeights'>> & Mutable<ContestSettings['indexWeights']>;

export function draftOf({ indexWeights, ...settings }: ContestSettings): SettingsDraft {
  // Contests from before there were appeals take none until somebody says so.
  return { ...settings, appealWindowMinutes: settings.appealWindowMinutes ?? 0, ...indexWeights };
}

/** Weights left unfinished under another formula go back to the defaults: they must always sum to 1. */
export function settingsOf(draft: SettingsDraft): ContestSettings {
  const { participation, mean, pass, ...settings } = draft;
  return {
    ...settings,
    indexWeights: weightSum(draft) === 1 ? { participation, mean, pass } : DEFAULT_SETTINGS.indexWeights,
  };
}

/** Both use the share of the expected people who took part. */
export const needsHeadcount = (formula: BranchFormula): boolean =>
  formula === 'adjusted-mean' || formula === 'organisation-index';

/** Rounded, so that 0.3 + 0.5 + 0.2 is 1. */
export const weightSum = ({ participation, mean, pass }: SettingsDraft): number =>
  Math.round((participation + mean + pass) * 1000) / 1000;

export type SettingsFault = 'number' | 'weights' | 'headcount';

const RANGES: readonly (readonly [keyof SettingsDraft, number, number])[] = [
  ['introductionSeconds', 1, 600],
  ['readingSeconds', 0, 600],
  ['revealSeconds', 3, 600],
  ['speedBonusPercent', 0, 20],
  ['topN', 1, 1000],
  ['appealWindowMinutes', 0, 10_080],
  ['participation', 0, 1],
  ['mean', 0, 1],
  ['pass', 0, 1],
];

export function settingsFaults(draft: SettingsDraft, withoutHeadcount: number): readonly SettingsFault[] {
  const faults: SettingsFault[] = [];
  const outside = RANGES.some(([field, min, max]) => !(Number(draft[field]) >= min && Number(draft[field]) <= max));
  if (outside) faults.push('number');
  if (draft.branchFormula === 'organisation-index' && weightSum(draft) !== 1) faults.push('weights');
  if (needsHeadcount(draft.branchFormula) && withoutHeadcount > 0) faults.push('headcount');
  return faults;
}
