/** Steps of the settings that are numbers. */
import { RANGES } from '../composables/settings-model.js';

export const NUMBER_STEPS = {
  intervalSeconds: 0.2,
  firstExtraSeconds: 0.5,
  loops: 1,
  debounceSeconds: 0.1,
  holdSeconds: 0.1,
} as const;
export type ScanNumber = keyof typeof NUMBER_STEPS;

/** One step up or down, inside the range and free of floating-point tails. */
export function stepped(name: ScanNumber, value: number, by: 1 | -1): number {
  const [least, most] = RANGES[name];
  const next = Math.round((value + by * NUMBER_STEPS[name]) * 10) / 10;
  return Math.min(most, Math.max(least, next));
}
