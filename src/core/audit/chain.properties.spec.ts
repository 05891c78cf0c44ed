import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { keyedDigest } from '../../../test/support/keyed-digest.js';
import { CHAIN_START, follow, linkEntry, reaches, type ChainBreak, type ChainEnd, type EntryBody } from './chain.js';
import { ACTOR_KINDS, entryWords, OUTCOMES, type AuditEntry } from './entry.js';

const textOrNull = fc.option(fc.string(), { nil: null });

const body: fc.Arbitrary<EntryBody> = fc.record({
  at: fc.nat(),
  actorKind: fc.constantFrom(...ACTOR_KINDS),
  actorId: textOrNull,
  action: fc.string(),
  contestId: textOrNull,
  subjectId: textOrNull,
  outcome: fc.constantFrom(...OUTCOMES),
  detail: fc.json(),
  covers: textOrNull,
  noteMac: textOrNull,
});

function chainOf(bodies: readonly EntryBody[]): AuditEntry[] {
  const entries: AuditEntry[] = [];
  for (const one of bodies) entries.push(linkEntry('chain', entries.at(-1) ?? CHAIN_START, one, keyedDigest));
  return entries;
}

const chain = fc.array(body, { minLength: 2, maxLength: 12 }).map(chainOf);

interface Broken {
  readonly sequence: number;
  readonly what: ChainBreak;
}

function firstBreak(entries: readonly AuditEntry[], noted: ChainEnd | null = null): Broken | null {
  let end = CHAIN_START;
  for (const entry of entries) {
    const step = follow(end, entry, keyedDigest);
    if (!step.ok) return { sequence: entry.sequence, what: step.error };
    end = step.value;
  }
  const macAt = entries.find(({ sequence }) => sequence === noted?.sequence)?.mac ?? null;
  const what = noted && reaches(end, noted, macAt);
  return what && { sequence: end.sequence + 1, what };
}

const chainAndPlace = chain.chain((entries) => fc.tuple(fc.constant(entries), fc.nat(entries.length - 1)));
const endOf = (entries: readonly AuditEntry[]): ChainEnd => entries.at(-1) ?? CHAIN_START;

/** Every field that an entry has, each with another value of its kind. */
const CHANGES: { readonly [Field in keyof AuditEntry]: (entry: AuditEntry) => AuditEntry[Field] } = {
  chain: ({ chain: name }) => `${name}x`,
  sequence: ({ sequence }) => sequence + 1,
  at: ({ at }) => at + 1,
  actorKind: ({ actorKind }) => (actorKind === 'server' ? 'operator' : 'server'),
  actorId: ({ actorId }) => (actorId === null ? '' : null),
  action: ({ action }) => `${action}.`,
  contestId: ({ contestId }) => (contestId === null ? '' : null),
  subjectId: ({ subjectId }) => (subjectId === null ? '' : null),
  outcome: ({ outcome }) => (outcome === 'ok' ? 'refused' : 'ok'),
  detail: ({ detail }) => `${detail} `,
  covers: ({ covers }) => (covers === null ? '' : null),
  noteMac: ({ noteMac }) => (noteMac === null ? '' : null),
  previousMac: ({ previousMac }) => `${previousMac}0`,
  mac: ({ mac }) => [...mac].reverse().join('') + '0',
};

describe('a chain', () => {
  it('is sound as it was written', () => {
    fc.assert(fc.property(chain, (entries) => expect(firstBreak(entries, endOf(entries))).toBeNull()));
  });

  it('shows a change of any field of any entry, at that entry', () => {
    const field = fc.constantFrom(...(Object.keys(CHANGES) as (keyof AuditEntry)[]));
    fc.assert(
      fc.property(chainAndPlace, field, ([entries, place], name) => {
        const changed = entries.map((entry, index) =>
          index === place ? { ...entry, [name]: CHANGES[name](entry) } : entry,
        );
        expect(firstBreak(changed)).toMatchObject({ sequence: changed[place]?.sequence });
      }),
    );
  });

  it('shows an entry that was taken out, at the next one; the last one, by the noted end alone', () => {
    fc.assert(
      fc.property(chainAndPlace, ([entries, place]) => {
        const left = entries.filter((_, index) => index !== place);
        const isLast = place === entries.length - 1;
        expect(firstBreak(left, endOf(entries))).toEqual(
          isLast ? { sequence: place + 1, what: 'tail-missing' } : { sequence: place + 2, what: 'entry-missing' },
        );
      }),
    );
  });

  it('shows an entry that was put in, even one that was signed for another place or chain', () => {
    const foreign = fc.tuple(body, fc.boolean()).map(([one, signed]) => {
      const entry = linkEntry('other', CHAIN_START, one, keyedDigest);
      return signed ? entry : { ...entry, mac: '0'.repeat(64) };
    });
    fc.assert(
      fc.property(chainAndPlace, foreign, fc.boolean(), ([entries, place], strange, numbered) => {
        const before = entries[place - 1] ?? CHAIN_START;
        const fitted = numbered
          ? { ...strange, chain: 'chain', sequence: before.sequence + 1, previousMac: before.mac }
          : strange;
        const found = firstBreak([...entries.slice(0, place), fitted, ...entries.slice(place)]);
        expect(found?.sequence).toBeLessThanOrEqual(place + 1);
      }),
    );
  });

  it('shows two entries that changed places, with or without their numbers', () => {
    fc.assert(
      fc.property(chainAndPlace, fc.nat(), fc.boolean(), ([entries, place], step, renumbered) => {
        const other = (place + 1 + (step % (entries.length - 1))) % entries.length;
        const swapped = entries.map((entry, index) => {
          const moved = entries[index === place ? other : index === other ? place : index] ?? entry;
          return renumbered ? { ...moved, sequence: entry.sequence, previousMac: entry.previousMac } : moved;
        });
        fc.pre(entryWords(swapped[place] as AuditEntry) !== entryWords(entries[place] as AuditEntry));
        const first = Math.min(place, other);
        expect(firstBreak(swapped)).toMatchObject({ sequence: swapped[first]?.sequence });
      }),
    );
  });

  it('shows that it was cut off and written on, by the noted end', () => {
    fc.assert(
      fc.property(chainAndPlace, fc.array(body, { maxLength: 3 }), ([entries, place], more) => {
        const rewritten = entries.slice(0, place);
        for (const one of more) rewritten.push(linkEntry('chain', endOf(rewritten), one, keyedDigest));
        fc.pre(endOf(rewritten).mac !== endOf(entries).mac && !rewritten.some(({ mac }) => mac === endOf(entries).mac));
        expect(firstBreak(rewritten, endOf(entries))?.what).toMatch(/^tail-/);
      }),
    );
  });
});
