import type { Choice } from '@protocol/item.js';

/** Four or more short choices stand in two columns; more characters than this wrap at the floor of the type. */
const MOST_CHARACTERS = 12;

export const isShort = (choices: readonly Choice[]): boolean =>
  choices.length >= 4 &&
  choices.every(({ text, media }) => text.length <= MOST_CHARACTERS && (media?.length ?? 0) === 0);
