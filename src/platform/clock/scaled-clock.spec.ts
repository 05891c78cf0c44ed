import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';

import { ScaledClock } from './scaled-clock.js';

/** A database whose clock is that much ahead. */
const ahead = (ms: number) => () => Promise.resolve(performance.timeOrigin + performance.now() + ms);

describe('the clock of a node among several', () => {
  const said: string[] = [];

  beforeEach(() => {
    said.length = 0;
    jest.spyOn(Logger.prototype, 'warn').mockImplementation((line: unknown) => void said.push(String(line)));
    jest.spyOn(Logger.prototype, 'log').mockImplementation((line: unknown) => void said.push(String(line)));
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });

  it('has the time of the database', async () => {
    const clock = new ScaledClock();
    await clock.measure(ahead(5000));
    expect(Math.abs(clock.now() - (Date.now() + 5000))).toBeLessThan(100);
    expect(clock.offset).toBeGreaterThan(4900);
    expect(clock.offset).toBeLessThan(5100);
  });

  it('is not fit before it has measured, nor where the machine is further off than the limit', async () => {
    const clock = new ScaledClock();
    expect(clock.isFit(1000)).toBe(false);
    await clock.measure(ahead(5000));
    expect([clock.isFit(1000), clock.isFit(6000)]).toEqual([false, true]);
    await clock.measure(ahead(0));
    expect(clock.isFit(1000)).toBe(true);
  });

  it('never goes back where a correction does', async () => {
    const clock = new ScaledClock();
    await clock.measure(ahead(5000));
    const before = clock.now();
    await clock.measure(ahead(0));
    expect(clock.now()).toBe(before);
  });

  it('takes the quickest answer, and none that took too long', async () => {
    const clock = new ScaledClock();
    let asked = 0;
    await clock.measure(async () => {
      asked += 1;
      if (asked === 3) return ahead(1000)();
      const until = performance.now() + 30;
      while (performance.now() < until) await new Promise((turn) => setImmediate(turn));
      return ahead(9000)();
    });
    expect(Math.abs(clock.offset - 1000)).toBeLessThan(100);
  });

  it('keeps what it knows where the database does not answer', async () => {
    const clock = new ScaledClock();
    await clock.measure(ahead(2000));
    await expect(clock.measure(() => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(Math.abs(clock.offset - 2000)).toBeLessThan(100);
  });

  it('is fit as soon as the machine is set right, and unfit as soon as it is set wrong; its time stays', async () => {
    const wall = jest.spyOn(Date, 'now');
    const real = () => performance.timeOrigin + performance.now();
    wall.mockImplementation(() => real() - 5000);
    const clock = new ScaledClock();
    await clock.measure(ahead(0));
    expect(clock.isFit(1000)).toBe(false);
    expect(Math.abs(clock.offset - 5000)).toBeLessThan(100);
    wall.mockImplementation(real);
    expect(clock.isFit(1000)).toBe(true);
    expect(Math.abs(clock.offset)).toBeLessThan(100);
    wall.mockImplementation(() => real() + 3000);
    expect(clock.isFit(1000)).toBe(false);
    expect(Math.abs(clock.now() - real())).toBeLessThan(100);
  });

  it.each([3_600_000, -3_600_000])('follows a step of the database by %d ms slowly, and says so', async (step) => {
    const clock = new ScaledClock();
    await clock.measure(ahead(0));
    const real = () => performance.timeOrigin + performance.now();
    await clock.measure(ahead(step));
    await clock.measure(ahead(step));
    expect(Math.abs(clock.now() - real())).toBeLessThan(200);
    expect(Math.abs(clock.behind - step)).toBeLessThan(200);
    expect(Math.abs(clock.offset - step)).toBeLessThan(100);
    await clock.measure(ahead(0));
    expect(Math.abs(clock.behind)).toBeLessThan(200);
    expect(said).toEqual([
      expect.stringContaining("The database's clock stepped by"),
      "Deadlines have the time of the database's clock again",
    ]);
  });

  it('makes good at once what it missed while it stood still, and never goes back for it', async () => {
    const clock = new ScaledClock();
    await clock.measure(ahead(0));
    clock.stoodStill();
    await clock.measure(ahead(60_000));
    expect(Math.abs(clock.behind)).toBeLessThan(10);
    clock.stoodStill();
    await clock.measure(ahead(0));
    expect(Math.abs(clock.behind + 60_000)).toBeLessThan(200);
  });
});
