/** An entry vouches for rows of other tables: how many there are, and a digest of them. */
export interface Cover {
  /** Which rows: a name of the table of covered kinds. */
  readonly kind: string;
  /** All rows with one of these keys, and no others. */
  readonly keys: readonly string[];
  readonly digest: string;
  readonly count: number;
}

/** Instead of a digest: from this entry on the rows of these keys may change, and nobody vouches for them. */
const RELEASED = 'released';

export const releaseOf = (kind: string, keys: readonly string[]): Cover => ({ kind, keys, digest: RELEASED, count: 0 });

export const isReleased = ({ digest }: Cover): boolean => digest === RELEASED;

export type Hash = (words: string) => string;

export type Value = string | number | boolean | null;

/** JSON of an array, so that no two rows have the same words. */
export const rowWords = (kind: string, values: readonly Value[]): string => JSON.stringify([kind, ...values]);

/** The order in which rows are read plays no part. */
export const digestOf = (rowHashes: readonly string[], hash: Hash): string => hash([...rowHashes].sort().join('\n'));

export interface CoverAt extends Cover {
  readonly chain: string;
  readonly sequence: number;
}

export interface CoveredRow {
  readonly key: string;
  readonly hash: string;
}

export type CoverBreak =
  | { readonly what: 'rows-changed' | 'rows-missing' | 'rows-added'; readonly cover: CoverAt }
  /** No entry vouches for these rows. */
  | { readonly what: 'rows-uncovered'; readonly kind: string; readonly key: string; readonly count: number };

/** Holds the rows of one kind against the covers of that kind; broken covers in their order, then what none covers. */
export function checkCovers(
  kind: string,
  covers: readonly CoverAt[],
  rows: Iterable<CoveredRow>,
  hash: Hash,
): readonly CoverBreak[] {
  const hashes = new Map<string, string[]>();
  for (const row of rows) {
    const known = hashes.get(row.key);
    if (known) known.push(row.hash);
    else hashes.set(row.key, [row.hash]);
  }
  const covered = new Set<string>();
  const breaks: CoverBreak[] = [];
  for (const cover of covers) {
    cover.keys.forEach((key) => covered.add(key));
    const found = cover.keys.flatMap((key) => hashes.get(key) ?? []);
    if (found.length !== cover.count) {
      breaks.push({ what: found.length < cover.count ? 'rows-missing' : 'rows-added', cover });
    } else if (digestOf(found, hash) !== cover.digest) {
      breaks.push({ what: 'rows-changed', cover });
    }
  }
  for (const [key, found] of hashes) {
    if (!covered.has(key)) breaks.push({ what: 'rows-uncovered', kind, key, count: found.length });
  }
  return breaks;
}
