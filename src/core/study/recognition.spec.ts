import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { DEFAULT_RECOGNITION, reaches, type Achievement } from './recognition.js';

const counts = fc.nat(6);
const achievements = fc.record({ finishedBooks: counts, reflections: counts, recommendations: counts });
const rules = achievements.map((thresholds) => ({ ...thresholds, title: '读书达人' }));

describe('recognition', () => {
  it('is for everybody who reaches all of it, and for nobody else', () => {
    const done = (finishedBooks: number, reflections: number): Achievement => ({
      finishedBooks,
      reflections,
      recommendations: 0,
    });
    expect([done(3, 1), done(4, 2), done(2, 9), done(9, 0)].map((one) => reaches(DEFAULT_RECOGNITION, one))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('is never lost by doing more', () => {
    fc.assert(
      fc.property(rules, achievements, achievements, (rule, done, more) => {
        const sum = {
          finishedBooks: done.finishedBooks + more.finishedBooks,
          reflections: done.reflections + more.reflections,
          recommendations: done.recommendations + more.recommendations,
        };
        if (reaches(rule, done)) expect(reaches(rule, sum)).toBe(true);
      }),
    );
  });

  it('is for nobody where nothing is asked for', () => {
    const nothing = { title: '读书达人', finishedBooks: 0, reflections: 0, recommendations: 0 };
    fc.assert(fc.property(achievements, (done) => expect(reaches(nothing, done)).toBe(false)));
  });
});
