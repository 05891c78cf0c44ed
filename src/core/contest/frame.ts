/**
 * The frames of `view`, member for member those of the wire contract, which the core may not import; the shell holds
 * the two together by assignment.
 */
import type { CoreMedia, CoreSource, CorrectResponse, ItemKind } from '../item/types.js';
import type { ItemStatus, Phase, ScreenView } from './types.js';

export type Audience = 'participant' | 'host' | 'screen';

export interface ContestView {
  readonly contestId: string;
  readonly version: number;
  readonly serverAt: number;
  readonly phase: Phase;
  readonly paused: boolean;
  readonly nextAt: number | null;
  readonly screen: ScreenView;
  /** Ranks, totals and counts stand still for everybody, operators included. */
  readonly boardFrozen: boolean;
  /** What was changed about items after their reveal and still stands; absent before the end. */
  readonly corrections?: readonly CorrectionView[];
  /** Until when appeals are taken, in server epoch milliseconds; absent before the end and where none are taken. */
  readonly appealsUntil?: number;
  readonly round?: RoundView;
  readonly item?: ItemView;
  readonly reveal?: RevealView;
  readonly host?: HostView;
}

export interface RoundView {
  readonly id: string;
  readonly title: string;
  readonly number: number;
  readonly of: number;
  readonly warmUp: boolean;
  readonly itemCount: number;
}

export interface ChoiceView {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly media?: readonly CoreMedia[];
}

export interface ItemView {
  readonly contestItemId: string;
  readonly opening: number;
  readonly number: number;
  readonly of: number;
  readonly warmUp: boolean;
  readonly kind: ItemKind;
  readonly select?: 'single' | 'multiple';
  readonly stem: string;
  readonly readAloud?: string;
  readonly easyRead?: string;
  readonly choices: readonly ChoiceView[];
  readonly targets?: readonly ChoiceView[];
  readonly blanks?: number;
  readonly media: readonly CoreMedia[];
  /** Plain points. */
  readonly points: number;
  readonly timeLimitSeconds: number;
  readonly opensAt: number | null;
  readonly closesAt: number | null;
}

export type CorrectResponseView = CorrectResponse;

export interface DistributionView {
  readonly key: string;
  readonly count: number;
}

export interface ItemKeyView {
  readonly contestItemId: string;
  readonly correctResponse: CorrectResponseView;
  readonly explanation: string;
  readonly source: CoreSource | null;
}

/** What the shell counts from the rows for a reveal. */
export interface RevealFigures {
  readonly distribution: readonly DistributionView[];
  readonly responded: number;
}

export interface CorrectionView {
  readonly contestItemId: string;
  readonly number: number;
  readonly kind: 'key' | 'void';
  readonly reason: string;
}

export interface RevealView extends RevealFigures {
  readonly correctResponse: CorrectResponseView;
  readonly explanation: string;
  readonly source: CoreSource | null;
  readonly voided: boolean;
}

export interface HostView {
  readonly controllerId: string | null;
  readonly controllerName: string | null;
  readonly rundown: readonly RundownRoundView[];
}

export interface RundownRoundView {
  readonly id: string;
  readonly title: string;
  readonly warmUp: boolean;
  readonly items: readonly RundownItemView[];
}

export interface RundownItemView {
  readonly contestItemId: string;
  readonly number: number;
  readonly kind: ItemKind;
  readonly stem: string;
  readonly points: number;
  readonly status: ItemStatus;
  readonly voided: boolean;
}
