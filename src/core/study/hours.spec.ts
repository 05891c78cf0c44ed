import fc from 'fast-check';

import { hourLines, hourStanding, hoursText, policyFor, type Attended, type HourPolicy } from './hours.js';

const POLICY: HourPolicy = {
  ledger: 'party-member',
  name: '示例办法',
  fromYear: 2024,
  toYear: 2028,
  yearTarget: 3200,
  spanTarget: null,
  trainings: 0,
  minutesPerHour: 60,
  dailyCap: 800,
  step: 50,
  rounding: 'down',
  recognised: ['lecture', 'party-lesson', 'training'],
  makeUpCounts: true,
};

const attended = (given: Partial<Attended> & { readonly entryId: string }): Attended => ({
  kind: 'lecture',
  onDate: '2026-03-05',
  startsAt: null,
  minutes: 60,
  madeUp: false,
  ...given,
});
const sum = (lines: readonly { readonly hundredths: number }[]): number =>
  lines.reduce((total, { hundredths }) => total + hundredths, 0);

const someDay = fc.constantFrom('2026-03-05', '2026-03-06', '2026-12-31', '2029-01-01');
const someAttended = fc
  .array(
    fc.record({
      kind: fc.constantFrom('lecture', 'party-lesson', 'self-study'),
      onDate: someDay,
      startsAt: fc.option(fc.integer({ min: 0, max: 5 })),
      minutes: fc.integer({ min: 0, max: 700 }),
      madeUp: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((some) => some.map((one, index): Attended => ({ ...one, entryId: `entry-${index}` })));
const somePolicy = fc
  .record({
    minutesPerHour: fc.constantFrom(40, 45, 50, 60),
    step: fc.constantFrom(25, 50, 100),
    rounding: fc.constantFrom('down' as const, 'nearest' as const),
    dailyCap: fc.constantFrom(400, 600, 800),
    makeUpCounts: fc.boolean(),
  })
  .map((given): HourPolicy => ({ ...POLICY, ...given }));

describe('hours of study', () => {
  it('counts an hour by the minutes of the policy', () => {
    const [line] = hourLines(POLICY, [attended({ entryId: 'a', minutes: 90 })]);
    expect(line).toMatchObject({ hundredths: 150, because: 'counted' });
    const [short] = hourLines({ ...POLICY, minutesPerHour: 45 }, [attended({ entryId: 'a', minutes: 45 })]);
    expect(short?.hundredths).toBe(100);
  });

  it('rounds down or to the nearest half, as the policy says', () => {
    const fifty = [attended({ entryId: 'a', minutes: 50 })];
    expect(sum(hourLines(POLICY, fifty))).toBe(50);
    expect(sum(hourLines({ ...POLICY, rounding: 'nearest' }, fifty))).toBe(100);
    expect(sum(hourLines({ ...POLICY, rounding: 'nearest' }, [attended({ entryId: 'a', minutes: 44 })]))).toBe(50);
  });

  it('gives nothing for what the ledger does not recognise, and says why', () => {
    const lines = hourLines(POLICY, [
      attended({ entryId: 'a', kind: 'self-study' }),
      attended({ entryId: 'b', onDate: '2029-01-01' }),
    ]);
    expect(lines.map(({ hundredths, because }) => [hundredths, because])).toEqual([
      [0, 'kind'],
      [0, 'years'],
    ]);
  });

  it('credits what was made up like attendance, unless the policy says otherwise', () => {
    const madeUp = [attended({ entryId: 'a', madeUp: true })];
    expect(hourLines(POLICY, madeUp)[0]).toMatchObject({ hundredths: 100, because: 'counted' });
    expect(hourLines({ ...POLICY, makeUpCounts: false }, madeUp)[0]).toMatchObject({
      hundredths: 0,
      because: 'make-up',
    });
  });

  it('caps a day over all that was held on it, awards included', () => {
    const lines = hourLines(
      POLICY,
      [attended({ entryId: 'a', startsAt: 1, minutes: 300 }), attended({ entryId: 'b', startsAt: 2, minutes: 300 })],
      [{ awardId: 'c', kind: 'contest', onDate: '2026-03-05', days: 1, hundredths: 600 }],
    );
    expect(lines.map(({ hundredths, because }) => [hundredths, because])).toEqual([
      [500, 'counted'],
      [300, 'capped'],
      [0, 'capped'],
    ]);
  });

  const award = (awardId: string, days: number, hundredths: number) => ({ awardId, kind: 'training', onDate: '2026-03-05', days, hundredths }); // prettier-ignore

  it('gives a course of several days as many days of room, and no more than that', () => {
    const of = (days: number, hundredths: number) => hourLines(POLICY, [], [award('a', days, hundredths)])[0];
    expect(of(5, 4000)).toMatchObject({ kind: 'training', hundredths: 4000, because: 'counted' });
    expect(of(5, 4100)).toMatchObject({ hundredths: 4000, because: 'capped' });
    expect(of(1, 4000)).toMatchObject({ hundredths: 800, because: 'capped' });
    const lecture = attended({ entryId: 'a', minutes: 480 });
    expect(hourLines(POLICY, [lecture], [award('b', 5, 4000)]).map(({ hundredths }) => hundredths)).toEqual([
      800, 3200,
    ]);
    // The room of the long one is none for the short one.
    const both = [award('b', 1, 2000), award('c', 5, 1000)];
    expect(hourLines(POLICY, [], both).map(({ hundredths }) => hundredths)).toEqual([800, 1000]);
    expect(sum(hourLines(POLICY, [], [award('b', 3, 2400), award('c', 5, 4000)]))).toBe(4000);
  });

  it('caps no two days together', () => {
    const two = [
      attended({ entryId: 'a', minutes: 480 }),
      attended({ entryId: 'b', minutes: 480, onDate: '2026-03-06' }),
    ];
    expect(sum(hourLines(POLICY, two))).toBe(1600);
  });

  it('never exceeds the cap of a day and never takes anything away', () => {
    fc.assert(
      fc.property(somePolicy, someAttended, (policy, entries) => {
        const lines = hourLines(policy, entries);
        expect(lines).toHaveLength(entries.length);
        for (const { hundredths } of lines) expect(hundredths).toBeGreaterThanOrEqual(0);
        for (const day of new Set(entries.map(({ onDate }) => onDate))) {
          expect(sum(lines.filter(({ onDate }) => onDate === day))).toBeLessThanOrEqual(policy.dailyCap);
        }
      }),
    );
  });

  it('does not depend on the order in which entries were typed in', () => {
    fc.assert(
      fc.property(
        somePolicy,
        someAttended.chain((entries) =>
          fc.tuple(fc.constant(entries), fc.shuffledSubarray(entries, { minLength: entries.length })),
        ),
        (policy, [entries, shuffled]) => {
          expect(hourLines(policy, shuffled)).toEqual(hourLines(policy, entries));
        },
      ),
    );
  });

  it('rounds once a day: how a day is cut into entries changes nothing', () => {
    fc.assert(
      fc.property(somePolicy, fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 8 }), (policy, parts) => {
        const cut = parts.map((minutes, index) => attended({ entryId: `${index}`, startsAt: index, minutes }));
        const whole = [attended({ entryId: 'whole', minutes: parts.reduce((total, part) => total + part, 0) })];
        expect(sum(hourLines(policy, cut))).toBe(sum(hourLines(policy, whole)));
        expect(sum(hourLines(policy, cut)) % policy.step).toBe(0);
      }),
    );
  }); // prettier-ignore

  it('gives more for more minutes, or as much', () => {
    fc.assert(
      fc.property(somePolicy, someAttended, fc.nat(11), fc.integer({ min: 1, max: 300 }), (policy, entries, which, more) => {
        const longer = entries.map((one, index) => (index === which ? { ...one, minutes: one.minutes + more } : one));
        expect(sum(hourLines(policy, longer))).toBeGreaterThanOrEqual(sum(hourLines(policy, entries)));
      }),
    );
  }); // prettier-ignore

  it('changes by a correction nothing but the day that was corrected', () => {
    fc.assert(
      fc.property(somePolicy, someAttended, fc.nat(11), fc.integer({ min: 0, max: 700 }), (policy, entries, which, minutes) => {
        const corrected = entries.map((one, index) => (index === which ? { ...one, minutes } : one));
        const day = entries[which]?.onDate;
        const others = (some: readonly Attended[]) => hourLines(policy, some).filter(({ onDate }) => onDate !== day);
        expect(others(corrected)).toEqual(others(entries));
      }),
    );
  }); // prettier-ignore
});

describe('where somebody stands', () => {
  const line = (onDate: string, hundredths: number, kind = 'lecture') => ({ onDate, hundredths, kind });

  it('compares the hours of the year with its target and carries nothing over', () => {
    const lines = [line('2025-12-31', 3200), line('2026-01-01', 1000), line('2026-06-01', 550, 'party-lesson')];
    expect(hourStanding(POLICY, lines, { year: 2026, track: 'year' })).toMatchObject({
      target: 3200,
      done: 1550,
      missing: 1650,
      met: false,
      byKind: { lecture: 1000, 'party-lesson': 550 },
    });
    expect(hourStanding(POLICY, lines, { year: 2025, track: 'year' })).toMatchObject({ missing: 0, met: true });
  });

  it('wants the training beside the hours', () => {
    const policy = { ...POLICY, ledger: 'leadership' as const, yearTarget: 5600, trainings: 1 };
    const lines = [line('2026-01-01', 5600)];
    expect(hourStanding(policy, lines, { year: 2026, track: 'year' })).toMatchObject({ missing: 0, met: false });
    expect(hourStanding(policy, lines, { year: 2026, track: 'year', trainings: 1 }).met).toBe(true);
  });

  it('measures over the years of the policy who is measured so', () => {
    const policy = { ...POLICY, ledger: 'cadre' as const, fromYear: 2023, toYear: 2027, yearTarget: 9000, spanTarget: 55000 };
    const lines = [line('2022-05-01', 5000), line('2023-05-01', 20000), line('2026-05-01', 8000)];
    expect(hourStanding(policy, lines, { year: 2026, track: 'span' })).toMatchObject({ fromYear: 2023, toYear: 2027, target: 55000, done: 28000 });
    expect(hourStanding(policy, lines, { year: 2026, track: 'year' })).toMatchObject({ target: 9000, done: 8000, missing: 1000 });
  }); // prettier-ignore

  it('takes the policy of the year, the later of two', () => {
    const policies = [POLICY, { ...POLICY, name: '旧办法', fromYear: 2019, toYear: 2024 }];
    expect(policyFor(policies, 'party-member', 2020)?.name).toBe('旧办法');
    expect(policyFor(policies, 'party-member', 2024)?.name).toBe('示例办法');
    expect(policyFor(policies, 'party-member', 2030)).toBeNull();
    expect(policyFor(policies, 'cadre', 2026)).toBeNull();
  });

  it('writes hours as people do', () => {
    expect([0, 50, 100, 125, 3200, 1050].map(hoursText)).toEqual(['0', '0.5', '1', '1.25', '32', '10.5']);
  });
});
