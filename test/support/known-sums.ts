/** What can be worked out of sums that are shown, by adding and taking away, however often. */
export interface Known {
  /** Whether the sum over these units follows. */
  readonly tells: (ids: readonly string[]) => boolean;
}

/** @param filled units with anybody; of others there is nothing to tell. @param sums over which units each shown sum goes */
export function known(filled: readonly string[], sums: readonly (readonly string[])[]): Known {
  const rowOf = (ids: readonly string[]) => filled.map((id) => (ids.includes(id) ? 1 : 0));
  const rows = sums.map(rowOf);
  const rank = rankOf(rows);
  return { tells: (ids) => rankOf([...rows, rowOf(ids)]) === rank };
}

/** Over the whole numbers modulo a prime: no row of zeros and ones is lost in rounding. */
const PRIME = 30_011;
function rankOf(given: readonly (readonly number[])[]): number {
  const rows = given.map((row) => [...row]);
  let rank = 0;
  for (let column = 0; column < (rows[0]?.length ?? 0); column += 1) {
    const at = rows.findIndex((row, index) => index >= rank && row[column] !== 0);
    const pivot = rows[at];
    if (pivot === undefined) continue;
    rows.splice(at, 1);
    rows.splice(rank, 0, pivot);
    const inverse = power(pivot[column] ?? 1, PRIME - 2);
    for (const row of rows.slice(rank + 1)) {
      const factor = ((row[column] ?? 0) * inverse) % PRIME;
      for (let at2 = column; at2 < row.length; at2 += 1) {
        row[at2] = ((((row[at2] ?? 0) - factor * (pivot[at2] ?? 0)) % PRIME) + PRIME) % PRIME;
      }
    }
    rank += 1;
  }
  return rank;
}
function power(base: number, exponent: number): number {
  let [result, square] = [1, base % PRIME];
  for (let left = exponent; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result = (result * square) % PRIME;
    square = (square * square) % PRIME;
  }
  return result;
}
