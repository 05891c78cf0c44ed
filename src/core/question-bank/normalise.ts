const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/gu;
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{N}]/gu;

/** What two stems share when they differ only in width, punctuation, brackets, blanks or spaces. */
export function normaliseStem(stem: string): string {
  return stem.normalize('NFKC').replace(INVISIBLE, '').replace(NEITHER_LETTER_NOR_DIGIT, '').toLowerCase();
}

/** The character pairs of a stem, normalised; computed once where a stem is compared with many. */
export function stemPairs(stem: string): ReadonlySet<string> {
  const characters = [...normaliseStem(stem)];
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`));
}

/** Share of character pairs that two stems have in common (Jaccard), 0..1. */
export function similarity(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  let common = 0;
  for (const pair of one) if (other.has(pair)) common += 1;
  const all = one.size + other.size - common;
  return all === 0 ? 1 : common / all;
}
