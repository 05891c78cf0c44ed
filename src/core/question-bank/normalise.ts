const INVISIBLE = /[\u200B-\u200D\u2060\uFEFF]/gu;
const NEITHER_LETTER_NOR_DIGIT = /[^\p{L}\p{N}]/gu;

/** What two stems share when they differ only in width, punctuation, brackets, blanks or spaces. */
export function normaliseStem(stem: string): string {
  return stem.normalize('NFKC').replace(INVISIBLE, '').replace(NEITHER_LETTER_NOR_DIGIT, '').toLowerCase();
}

function bigrams(text: string): Set<string> {
  const characters = [...text];
  return new Set(characters.slice(1).map((character, index) => `${characters[index]}${character}`));
}

/** Share of character pairs that two stems have in common (Jaccard), 0..1. */
export function stemSimilarity(one: string, other: string): number {
  const left = bigrams(normaliseStem(one));
  const right = bigrams(normaliseStem(other));
  const common = [...left].filter((pair) => right.has(pair)).length;
  const all = left.size + right.size - common;
  return all === 0 ? 1 : common / all;
}
