import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { isSeen, isWrong, weakTopics, type ItemFigure } from './topics.js';

const figure: fc.Arbitrary<ItemFigure> = fc
  .record({
    topic: fc.constantFrom('示例一', '示例二', ''),
    seen: fc.integer({ min: 1, max: 30 }),
    told: fc.boolean(),
    source: fc.option(
      fc.record({ title: fc.constant('《示例法》'), locator: fc.option(fc.constantFrom('第一条', '第二条')) }),
    ),
  })
  .chain((one) => fc.integer({ min: 0, max: one.seen }).map((wrong) => ({ ...one, wrong })));

describe('weak topics', () => {
  it('are made of nothing but the items that may be told of, neither figures nor where to read', () => {
    fc.assert(
      fc.property(fc.array(figure, { maxLength: 12 }), (figures) => {
        for (const { topic, figures: shown, sources } of weakTopics(figures)) {
          const group = figures.filter((one) => one.topic === topic && one.told && one.seen >= 5);
          const sum = (of: (one: ItemFigure) => number) => group.reduce((all, one) => all + of(one), 0);
          expect(shown === null).toBe(group.length === 0);
          if (shown === null) expect(sources).toEqual([]);
          else expect([shown.seen, shown.wrong]).toEqual([sum(({ seen }) => seen), sum(({ wrong }) => wrong)]);
          const known = group.filter(({ wrong }) => wrong > 0).map(({ source }) => JSON.stringify(source));
          for (const source of sources) expect(known).toContain(JSON.stringify(source));
        }
      }),
    );
  });

  it('begin with what was got wrong most often', () => {
    const of = (topic: string, wrong: number, locator: string): ItemFigure => ({
      topic,
      seen: 10,
      wrong,
      told: true,
      source: { title: '《示例法》', locator },
    });
    const topics = weakTopics([
      of('甲', 2, '第一条'),
      of('乙', 8, '第二条'),
      of('乙', 3, '第三条'),
      of('丙', 0, '第四条'),
    ]);
    expect(topics.map(({ topic }) => topic)).toEqual(['乙', '甲', '丙']);
    expect(topics[0]?.sources.map(({ locator }) => locator)).toEqual(['第二条', '第三条']);
    expect(topics[2]?.sources).toEqual([]);
  });

  it('count what was responded to', () => {
    expect(
      (['correct', 'partial', 'incorrect', 'blank', 'missed', 'void'] as const).map((one) => [
        isSeen(one),
        isWrong(one),
      ]),
    ).toEqual([
      [true, false],
      [true, true],
      [true, true],
      [true, true],
      [false, false],
      [false, false],
    ]);
  });
});
