import { describe, expect, it } from '@jest/globals';
import { dwellMs, pressScan, startScan, stepScan, switchFilter } from './scanning.js';

describe('scanning', () => {
  it('goes over the targets and chooses what is marked', () => {
    let state = startScan([1, 1, 1]);
    state = stepScan(stepScan(state, 2), 2);
    const pressed = pressScan(state);
    expect(pressed.chosen).toEqual({ group: 2, item: 0 });
    expect(pressed.state.loopsDone).toBe(0);
  });

  it('pauses after two loops; the next press only wakes it', () => {
    let state = startScan([1, 1]);
    for (let count = 0; count < 4; count += 1) state = stepScan(state, 2);
    expect(state.paused).toBe(true);
    expect(stepScan(state, 2)).toBe(state);
    const woken = pressScan(state);
    expect(woken.chosen).toBeNull();
    expect(woken.state).toMatchObject({ paused: false, group: 0, loopsDone: 0 });
  });

  it('goes into a group, through it and out again', () => {
    const inside = pressScan(startScan([3, 1])).state;
    expect(inside.within).toBe(0);
    const second = stepScan(inside, 2);
    expect(pressScan(second).chosen).toEqual({ group: 0, item: 1 });
    expect(stepScan(stepScan(second, 2), 2).within).toBeNull();
  });

  it('rests longer on the first', () => {
    const state = startScan([1, 1]);
    expect(dwellMs(state, 1, 0.5)).toBe(1500);
    expect(dwellMs(stepScan(state, 2), 1, 0.5)).toBe(1000);
  });

  it('has nothing to do on an empty page', () => {
    const state = startScan([]);
    expect(stepScan(state, 2)).toBe(state);
    expect(pressScan(state).chosen).toBeNull();
  });
});

describe('switch filter', () => {
  it('drops a second press within the debounce time', () => {
    const filter = switchFilter(300, 0);
    filter.down(0);
    expect(filter.up(10)).toBe(true);
    filter.down(100);
    expect(filter.up(120)).toBe(false);
    filter.down(400);
    expect(filter.up(420)).toBe(true);
  });

  it('wants the press held, and takes key repeat as one press', () => {
    const filter = switchFilter(0, 500);
    filter.down(0);
    filter.down(400);
    expect(filter.up(600)).toBe(true);
    filter.down(1000);
    expect(filter.up(1200)).toBe(false);
    expect(filter.up(2000)).toBe(false);
  });
});
