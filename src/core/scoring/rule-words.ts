/** How a rule is told to people, without a full stop. */
import type { MultiSelectMode, ScoringRule } from './types.js';

export const MULTI_SELECT_WORDS: Readonly<Record<MultiSelectMode, string>> = {
  'all-or-nothing': '少选、错选均不得分',
  'per-choice': '按选对的选项得分，错选不得分',
  half: '少选得一半分，错选不得分',
  proportional: '少选按比例得分，错选不得分',
};

export const FILL_IN_WORDS: Readonly<Record<ScoringRule['fillInMode'], string>> = {
  'per-blank': '每空分别得分',
  'all-or-nothing': '各空都对才得分',
};
