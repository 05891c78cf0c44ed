import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { plainDigest } from '../../../test/support/keyed-digest.js';
import { checkCovers, digestOf, rowWords, type CoverAt, type CoveredRow, type Value } from './cover.js';

interface Row {
  readonly key: string;
  readonly values: readonly Value[];
}

const value: fc.Arbitrary<Value> = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null));
/** Rows of two covers with one and two keys; each row has an id of its own, as in a table. */
const table = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.array(value, { maxLength: 4 })), { minLength: 1, maxLength: 20 })
  .map((rows) => rows.map(([key, values], id): Row => ({ key, values: [id, ...values] })));

const hashed = ({ key, values }: Row): CoveredRow => ({ key, hash: plainDigest(rowWords('kind', values)) });

function coversOf(rows: readonly Row[]): CoverAt[] {
  return [['a'], ['b', 'c']].map((keys, index) => {
    const hashes = rows.filter(({ key }) => keys.includes(key)).map((row) => hashed(row).hash);
    const digest = digestOf(hashes, plainDigest);
    return { kind: 'kind', keys, digest, count: hashes.length, chain: 'chain', sequence: index + 1 };
  });
}

const check = (covers: readonly CoverAt[], rows: readonly Row[]) =>
  checkCovers('kind', covers, rows.map(hashed), plainDigest);
const place = (rows: readonly Row[], n: number) => n % rows.length;
const entryOf = (key: string) => (key === 'a' ? 1 : 2);

describe('covered rows', () => {
  it('are sound in whatever order they are read', () => {
    const shuffled = table.chain((rows) =>
      fc.tuple(fc.constant(rows), fc.shuffledSubarray(rows, { minLength: rows.length })),
    );
    fc.assert(fc.property(shuffled, ([rows, mixed]) => expect(check(coversOf(rows), mixed)).toEqual([])));
  });

  it('show a change, at the entry that vouches for the row', () => {
    fc.assert(
      fc.property(table, fc.nat(), value, (rows, n, added) => {
        const at = place(rows, n);
        const changed = rows.map((row, index) => (index === at ? { ...row, values: [...row.values, added] } : row));
        expect(check(coversOf(rows), changed)).toMatchObject([
          { what: 'rows-changed', cover: { sequence: entryOf(rows[at]?.key ?? '') } },
        ]);
      }),
    );
  });

  it('show a row that was deleted', () => {
    fc.assert(
      fc.property(table, fc.nat(), (rows, n) => {
        const at = place(rows, n);
        expect(
          check(
            coversOf(rows),
            rows.filter((_, index) => index !== at),
          ),
        ).toMatchObject([{ what: 'rows-missing', cover: { sequence: entryOf(rows[at]?.key ?? '') } }]);
      }),
    );
  });

  it('show a row that was put in, under a key that is covered and under one that is not', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('a', 'b', 'd'), (rows, key) => {
        const more = [...rows, { key, values: [rows.length] }];
        expect(check(coversOf(rows), more)).toMatchObject([
          key === 'd'
            ? { what: 'rows-uncovered', key: 'd', count: 1 }
            : { what: 'rows-added', cover: { sequence: entryOf(key) } },
        ]);
      }),
    );
  });

  it('show a row that was moved under the key of another cover', () => {
    fc.assert(
      fc.property(table, fc.nat(), (rows, n) => {
        const at = place(rows, n);
        const moved = rows.map((row, index) => (index === at ? { ...row, key: row.key === 'a' ? 'b' : 'a' } : row));
        expect(check(coversOf(rows), moved)).toHaveLength(2);
      }),
    );
  });
});
