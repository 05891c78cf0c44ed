/**
 * Functional needs in the words of QTI 3 AfA PNP (1EdTech Access for All, Personal Needs and Preferences 3.0). What is
 * stored speaks these words, so that another assessment system can read it; never a kind of disability.
 */

/** How much more time; the other needs are on or off. */
export interface StatedNeeds {
  readonly multiplier: number;
  readonly readAloud?: boolean;
  readonly largeText?: boolean;
  readonly reducedMotion?: boolean;
  readonly scanning?: boolean;
}

type Flag = Exclude<keyof StatedNeeds, 'multiplier'>;

/** Our need and the name of its feature. `additional-testing-time` holds the multiplier. */
export const PNP_FEATURES: Readonly<Record<keyof StatedNeeds, string>> = {
  multiplier: 'additional-testing-time',
  readAloud: 'spoken',
  largeText: 'magnification',
  // PNP 3.0 has no name for these two; they are extensions, as it provides for.
  reducedMotion: 'reduced-motion',
  scanning: 'single-switch-access',
};

/** Rises when the stored form changes; older forms stay readable. */
export const NEEDS_VERSION = 1;

const FLAGS: readonly Flag[] = ['readAloud', 'largeText', 'reducedMotion', 'scanning'];
const TIME = PNP_FEATURES.multiplier;

interface Stored {
  readonly version: number;
  readonly accessForAllPnp: Readonly<Record<string, unknown>>;
}

/** The stored form: `{ version, accessForAllPnp: { "additional-testing-time": { "time-multiplier": 1.5 }, "spoken": true } }`. */
export function toStored(needs: StatedNeeds): Stored {
  const flags = FLAGS.filter((flag) => needs[flag] === true).map((flag) => [PNP_FEATURES[flag], true] as const);
  const time = needs.multiplier === 1 ? [] : [[TIME, { 'time-multiplier': needs.multiplier }] as const];
  return { version: NEEDS_VERSION, accessForAllPnp: Object.fromEntries<unknown>([...time, ...flags]) };
}

/** Reads this form and the one before it had a version. Null for what is neither. */
export function fromStored(stored: unknown): StatedNeeds | null {
  if (!isRecord(stored)) return null;
  if (!('version' in stored))
    return typeof stored['multiplier'] === 'number' ? (stored as unknown as StatedNeeds) : null;
  const pnp = stored['accessForAllPnp'];
  if (stored['version'] !== NEEDS_VERSION || !isRecord(pnp)) return null;
  const time = pnp[TIME];
  const multiplier = isRecord(time) ? time['time-multiplier'] : 1;
  if (typeof multiplier !== 'number') return null;
  const flags = FLAGS.filter((flag) => pnp[PNP_FEATURES[flag]] === true).map((flag) => [flag, true] as const);
  return { multiplier, ...Object.fromEntries(flags) };
}

/** Whether what is stored should be written anew. */
export const isOutdated = (stored: unknown): boolean => !isRecord(stored) || stored['version'] !== NEEDS_VERSION;

/** A decision on more time holds for that much time: who asks for more asks anew. */
export const asksForMore = (before: StatedNeeds | null, after: StatedNeeds): boolean =>
  after.multiplier > (before?.multiplier ?? 1);

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
