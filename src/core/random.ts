/** Chance as an argument: a number in [0, 1). */
export type Random = () => number;

/** xmur3: spreads a string over as many 32-bit seed words as are asked for. */
function seedWords(seed: string): () => number {
  let hash = 1779033703 ^ seed.length;
  for (let i = 0; i < seed.length; i += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(i), 3432918353);
    hash = (hash << 13) | (hash >>> 19);
  }
  return () => {
    hash = Math.imul(hash ^ (hash >>> 16), 2246822507);
    hash = Math.imul(hash ^ (hash >>> 13), 3266489909);
    hash ^= hash >>> 16;
    return hash >>> 0;
  };
}

/**
 * sfc32 (Small Fast Counter, Chris Doty-Humphrey's PractRand) seeded through xmur3: 32-bit integer operations only, so
 * that a published seed gives the same draw on every machine. Not for secrets: the seed is meant to be published.
 */
export function seededRandom(seed: string): Random {
  const next = seedWords(seed);
  let a = next();
  let b = next();
  let c = next();
  let counter = next();
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
}

/** Fisher-Yates; leaves the argument as it is. */
export function shuffled<T>(values: readonly T[], random: Random): T[] {
  const result = [...values];
  for (let last = result.length - 1; last > 0; last -= 1) {
    const pick = Math.floor(random() * (last + 1));
    [result[last], result[pick]] = [result[pick] as T, result[last] as T];
  }
  return result;
}
