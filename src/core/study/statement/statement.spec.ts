import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { itemArbitrary, responseArbitrary } from '../../../../test/support/arbitraries.js';
import { faultsOfStatement, responseFits } from '../../../../test/support/xapi-checker.js';
import { contestStatements, scoreOf, type ContestFacts, type PartFacts } from './contest-statements.js';
import { interactionOf, responseText } from './interaction.js';
import {
  inOneLanguage,
  isoDuration,
  statementJson,
  VERBS,
  verbIri,
  verbOfIri,
  type KeptStatement,
} from './statement.js';
import { entryStatement, readingStatement } from './study-statements.js';

const BASE = 'https://xuesai.example';
const AT = 1_772_701_200_000;
const SAID_AT = '2026-03-05T09:00:00.000Z';
const ID = '3f0c9d52-6c6b-4e2f-9b73-1a2b3c4d5e6f';

const kept = (changes: Partial<KeptStatement>): KeptStatement => ({
  id: ID,
  verb: 'experienced',
  actor: 'a1b2c3d4e5f6g7h8',
  at: SAID_AT,
  storedAt: '2026-03-05T09:00:00.005Z',
  activity: {
    id: `${BASE}/xapi/activities/entries/1`,
    definition: { name: { 'zh-CN': '示例' }, type: 'http://a.example/b' },
  },
  parent: null,
  result: null,
  registration: null,
  voids: null,
  ...changes,
});

const facts: fc.Arbitrary<readonly [ContestFacts, PartFacts]> = fc
  .uniqueArray(itemArbitrary(), { minLength: 1, maxLength: 5, selector: ({ id }) => id })
  .chain((items) => {
    const contest: ContestFacts = {
      contestId: 'contest-1',
      title: '示例竞赛',
      startedAt: AT,
      endedAt: AT + 3_600_000,
      pointsPossible: items.reduce((sum, { points }) => sum + points, 0),
      items: items.map((item, index) => ({ item, number: index + 1, revealedAt: AT + index })),
    };
    const part = fc.tuple(
      ...items.map((item) =>
        fc.option(
          fc.record({
            outcome: fc.constantFrom<'correct' | 'incorrect' | 'void'>('correct', 'incorrect', 'void'),
            points: fc.integer({ min: 0, max: item.points }),
            response: fc.option(responseArbitrary(item)),
          }),
        ),
      ),
    );
    return fc.tuple(
      fc.constant(contest),
      fc.record({ registration: fc.constant(ID), total: fc.integer({ min: -500, max: 100_000 }), perItem: part }),
    );
  });

describe('statements of a contest', () => {
  it('are statements of the specification, for every kind of item and every response', () => {
    fc.assert(
      fc.property(
        facts,
        fc.constantFrom<'exact' | 'ids' | 'canonical'>('exact', 'ids', 'canonical'),
        ([contest, part], format) => {
          const drafts = contestStatements(BASE, contest, part);
          for (const { draft } of drafts) {
            const { verb, activity, parent = null, result = null, registration = null } = draft;
            const json = statementJson(kept({ verb, activity, parent, result, registration }), BASE, { format });
            expect(faultsOfStatement(JSON.parse(JSON.stringify(json)))).toEqual([]);
          }
          expect(new Set(drafts.map(({ key }) => key)).size).toBe(drafts.length);
        },
      ),
    );
  });

  it('say attempted, completed and the outcome once, and one line for each item that was responded to and counts', () => {
    fc.assert(
      fc.property(facts, ([contest, part]) => {
        const verbs = contestStatements(BASE, contest, part).map(({ draft: { verb } }) => verb);
        const counted = part.perItem.filter((one) => one !== null && one.response !== null && one.outcome !== 'void');
        expect(verbs.filter((verb) => verb === 'answered')).toHaveLength(counted.length);
        expect(verbs.filter((verb) => verb === 'attempted' || verb === 'completed')).toHaveLength(2);
        expect(verbs.filter((verb) => verb === 'passed' || verb === 'failed')).toHaveLength(1);
      }),
    );
  });

  it('hold no time of one person: instants of the contest alone, and no duration of an item', () => {
    fc.assert(
      fc.property(facts, ([contest, part]) => {
        const known = [contest.startedAt, contest.endedAt, ...contest.items.map(({ revealedAt }) => revealedAt)];
        for (const { draft } of contestStatements(BASE, contest, part)) {
          expect(known).toContain(draft.at);
          if (draft.verb === 'answered') expect(draft.result).not.toHaveProperty('duration');
          if (draft.verb === 'completed') expect(draft.result?.duration).toBe('PT1H');
        }
      }),
    );
  });

  it('pass from 60 percent of the points on', () => {
    const contest = { contestId: '1', title: '示例', startedAt: AT, endedAt: AT, pointsPossible: 1000, items: [] };
    const outcome = (total: number) =>
      contestStatements(BASE, contest, { registration: ID, total, perItem: [] }).at(-1)?.draft.verb;
    expect([outcome(600), outcome(599), outcome(-10)]).toEqual(['passed', 'failed', 'failed']);
  });
});

describe('an interaction', () => {
  it('lists a key that the right response matches, or none at all', () => {
    fc.assert(
      fc.property(
        itemArbitrary().chain((item) => fc.tuple(fc.constant(item), responseArbitrary(item))),
        ([item, response]) => {
          const definition = { ...interactionOf(item) };
          expect(responseFits(definition, responseText(response))).toBe(true);
          for (const pattern of definition.correctResponsesPattern ?? []) {
            expect(responseFits(definition, pattern)).toBe(true);
          }
        },
      ),
    );
  });

  it('lists every accepted combination of blanks, in any order where that is allowed, and none that is a range', () => {
    const common = {
      id: 'i',
      stem: '',
      media: [],
      explanation: '',
      source: null,
      points: 100,
      timeLimitMs: 1,
    } as const;
    const blanks = [{ accepted: ['七', '7'] }, { accepted: ['十二'] }];
    expect(interactionOf({ ...common, kind: 'fill-in', blanks })).toEqual({
      interactionType: 'fill-in',
      correctResponsesPattern: ['七[,]十二', '7[,]十二'],
    });
    const anyOrder = interactionOf({ ...common, kind: 'fill-in', blanks, anyOrder: true });
    expect(anyOrder.correctResponsesPattern?.[0]).toBe('{order_matters=false}七[,]十二');
    const range = [{ accepted: ['7'], range: { min: 6, max: 8 } }];
    expect(interactionOf({ ...common, kind: 'fill-in', blanks: range })).toEqual({ interactionType: 'fill-in' });
  });
});

describe('a statement', () => {
  it('of an entry, of a book and of taking back is one of the specification', () => {
    const entry = { entryId: '1', title: '示例党课', personal: false, minutes: 90, at: AT };
    const book = { bookId: '2', title: '示例书', minutes: null, at: AT };
    for (const { verb, activity, result = null } of [entryStatement(BASE, entry), readingStatement(BASE, book)]) {
      expect(faultsOfStatement(statementJson(kept({ verb, activity, result }), BASE))).toEqual([]);
    }
    expect(entryStatement(BASE, entry).result).toEqual({ completion: true, duration: 'PT1H30M' });
    expect(readingStatement(BASE, book).result).toEqual({ completion: true });
    // A title of one's own may tell of the person, and the statement stays when the person is erased.
    expect(JSON.stringify(entryStatement(BASE, { ...entry, personal: true, title: '示例私事' }))).not.toContain('私事');
    const voiding = statementJson(kept({ verb: 'voided', activity: null, voids: ID }), BASE);
    expect(faultsOfStatement(voiding)).toEqual([]);
    expect(voiding['object']).toEqual({ objectType: 'StatementRef', id: ID });
  });

  it('says each name in one language where it is asked for in its canonical form', () => {
    const words = { 'zh-CN': '示例', en: 'sample' };
    const choices = [{ id: 'a', description: words }];
    const definition = { name: words, description: words, type: 'http://a.example/b', interactionType: 'choice' as const, choices }; // prettier-ignore
    const of = (languages: readonly string[]) => statementJson(kept({ activity: { id: 'http://a.example', definition } }), BASE, { format: 'canonical', languages }); // prettier-ignore
    expect(of(['en'])).toMatchObject({ verb: { display: { en: 'experienced' } } });
    for (const [languages, only] of [
      [['en'], { en: 'sample' }],
      [[], { 'zh-CN': '示例' }],
    ] as const) {
      // prettier-ignore
      const said = of(languages);
      expect(Object.keys((said['verb'] as { display: object }).display)).toEqual(Object.keys(only));
      const expected = { ...definition, name: only, description: only, choices: [{ id: 'a', description: only }] };
      expect(said['object']).toEqual({ objectType: 'Activity', id: 'http://a.example', definition: expected });
    }
  });

  it.each<[readonly string[], string]>([
    [[], 'zh-CN'],
    [['*'], 'zh-CN'],
    [['fr'], 'zh-CN'],
    [['EN'], 'en'],
    [['fr', 'en-GB', 'zh'], 'en'],
    [['zh-TW', 'en'], 'zh-CN'],
  ])('chooses for %j the entry %s', (languages, tag) => {
    expect(Object.keys(inOneLanguage({ en: 'sample', 'zh-CN': '示例' }, languages))).toEqual([tag]);
    expect(inOneLanguage({ 'zh-CN': '示例' }, languages)).toEqual({ 'zh-CN': '示例' });
  });

  it('names its actor by account alone', () => {
    expect(statementJson(kept({}), BASE)['actor']).toEqual({
      objectType: 'Agent',
      account: { homePage: BASE, name: 'a1b2c3d4e5f6g7h8' },
    });
  });

  it('has a score within its bounds, or one without them', () => {
    expect(scoreOf(500, 1000)).toEqual({ scaled: 0.5, raw: 5, min: 0, max: 10 });
    expect(scoreOf(1200, 1000)).toEqual({ scaled: 1 });
    expect(scoreOf(-100, 1000)).toEqual({ scaled: -0.1 });
    expect(scoreOf(0, 0)).toBeNull();
  });

  it.each([
    [0, 'PT0S'],
    [90_000, 'PT1M30S'],
    [3_600_000, 'PT1H'],
    [93_784_000, 'PT26H3M4S'],
  ])('writes %d ms as %s', (ms, duration) => {
    expect(isoDuration(ms)).toBe(duration);
  });

  it('finds a verb by its IRI and no other', () => {
    expect(VERBS.map((verb) => verbOfIri(verbIri(verb)))).toEqual([...VERBS]);
    expect(verbOfIri('http://adlnet.gov/expapi/verbs/launched')).toBeNull();
  });
});

describe('the checker', () => {
  const good = JSON.parse(JSON.stringify(statementJson(kept({}), BASE))) as Record<string, unknown>;
  it.each<[string, Record<string, unknown>]>([
    ['an unknown property', { colour: 'red' }],
    ['a null', { result: { response: null } }],
    ['no actor', { actor: undefined }],
    ['two identifiers', { actor: { mbox: 'mailto:a@b.example', account: { homePage: BASE, name: 'x' } } }],
    ['a verb that is no IRI', { verb: { id: 'did' } }],
    ['a scaled score beyond 1', { result: { score: { scaled: 1.5 } } }],
    ['a raw score beyond its maximum', { result: { score: { raw: 11, min: 0, max: 10 } } }],
    ['a duration in words', { result: { duration: '90 minutes' } }],
    ['an instant without an offset', { timestamp: '2026-03-05T09:00:00' }],
    ['an id that is no UUID', { id: '17' }],
    [
      'a pattern of a choice that is not there',
      {
        object: {
          id: 'http://a.example',
          definition: { interactionType: 'choice', choices: [{ id: 'a' }], correctResponsesPattern: ['b'] },
        },
      },
    ],
    [
      'a list that belongs to another interaction',
      {
        object: { id: 'http://a.example', definition: { interactionType: 'choice', scale: [{ id: 'a' }] } },
      },
    ],
  ])('refuses %s', (_what, changes) => {
    expect(faultsOfStatement(good)).toEqual([]);
    expect(faultsOfStatement({ ...good, ...changes })).not.toEqual([]);
  });
});
