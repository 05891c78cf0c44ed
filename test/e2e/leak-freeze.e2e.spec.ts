/**
 * While the board is frozen nothing that is sent to anybody else, and no page of the public or of an operator, moves with
 * a response: the same contest is played with other responses after the freeze, and every packet is compared.
 */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rm } from 'node:fs/promises';

import { playFrozen, type FrozenRun } from '../support/freeze-stage.js';
import { DRAWS, prepareStage, type Stage } from '../support/leak-stage.js';
import { createContest } from '../support/wire-server.js';

let stage: Stage;
let given: FrozenRun;
let other: FrozenRun;

beforeAll(async () => {
  stage = await prepareStage(async (operator) => ({ whole: await createContest(operator, Object.values(DRAWS)) }));
  const contest = stage.contests['whole'];
  if (!contest) throw new Error('no contest was prepared');
  const count = Object.keys(DRAWS).length;
  const before = ['first', 'second'] as const;
  const under = (first: 'first' | 'second') =>
    Array.from({ length: count - 1 }, () => [first, first === 'first' ? 'second' : 'first'] as const);
  given = await playFrozen(stage, contest, [before, ...under('first')]);
  other = await playFrozen(stage, contest, [before, ...under('second')]);
}, 120_000);

afterAll(() => rm(stage.dataDir, { recursive: true, force: true }));

describe.each(['host', 'screen', 'bystander'])('%s', (reader) => {
  it('is sent the same bytes whatever others have responded', () => {
    expect(given.packets[reader]?.length).toBeGreaterThan(20);
    expect(other.packets[reader]).toEqual(given.packets[reader]);
  });
});

it('is the same on every public page', () => {
  expect(given.pages.join('\n')).toContain('"frozen":true');
  expect(other.pages).toEqual(given.pages);
});

it('is the same for an operator over REST, who gets no results', () => {
  expect(given.rest.join('\n')).toContain('board.frozen');
  expect(other.rest).toEqual(given.rest);
});

it('marks nothing in the own record either, until the thaw', () => {
  expect(given.marks.frozen.length).toBeGreaterThan(2);
  expect(new Set(given.marks.frozen)).toEqual(new Set([null]));
  expect(given.marks.thawed).not.toContain(null);
});

it('comes to light with the thaw, so that the comparison would have found it', () => {
  expect(other.thawed).not.toBe(given.thawed);
});
