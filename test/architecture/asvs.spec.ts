/** docs/security.md answers every requirement of levels 1 and 2 of OWASP ASVS 5.0.0, and names only tests that exist. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { read, ROOT } from './source.js';

/** Numbers of the requirements of each section, by level; the third level is not claimed. */
const LEVEL_1: Readonly<Record<string, readonly number[]>> = {
  '1.2': [1, 2, 3, 4, 5],
  '1.3': [1, 2],
  '1.5': [1],
  '2.1': [1],
  '2.2': [1, 2],
  '2.3': [1],
  '3.2': [1, 2],
  '3.3': [1],
  '3.4': [1, 2],
  '3.5': [1, 2, 3],
  '4.1': [1],
  '4.4': [1],
  '5.2': [1, 2],
  '5.3': [1, 2],
  '6.1': [1],
  '6.2': [1, 2, 3, 4, 5, 6, 7, 8],
  '6.3': [1, 2],
  '6.4': [1, 2],
  '7.2': [1, 2, 3, 4],
  '7.4': [1, 2],
  '8.1': [1],
  '8.2': [1, 2],
  '8.3': [1],
  '9.1': [1, 2, 3],
  '9.2': [1],
  '10.4': [1, 2, 3, 4, 5],
  '11.3': [1, 2],
  '11.4': [1],
  '12.1': [1],
  '12.2': [1, 2],
  '13.4': [1],
  '14.2': [1],
  '14.3': [1],
  '15.1': [1],
  '15.2': [1],
  '15.3': [1],
};
const LEVEL_2: Readonly<Record<string, readonly number[]>> = {
  '1.1': [1, 2],
  '1.2': [6, 7, 8, 9],
  '1.3': [3, 4, 5, 6, 7, 8, 9, 10, 11],
  '1.4': [1, 2, 3],
  '1.5': [2],
  '2.1': [2, 3],
  '2.2': [3],
  '2.3': [2, 3, 4],
  '2.4': [1],
  '3.3': [2, 3, 4],
  '3.4': [3, 4, 5, 6],
  '3.5': [4, 5],
  '3.7': [1, 2],
  '4.1': [2, 3],
  '4.2': [1],
  '4.3': [1, 2],
  '4.4': [2, 3, 4],
  '5.1': [1],
  '5.2': [3],
  '5.4': [1, 2, 3],
  '6.1': [2, 3],
  '6.2': [9, 10, 11, 12],
  '6.3': [3, 4],
  '6.4': [3, 4],
  '6.5': [1, 2, 3, 4, 5],
  '6.6': [1, 2, 3],
  '6.8': [1, 2, 3, 4],
  '7.1': [1, 2, 3],
  '7.3': [1, 2],
  '7.4': [3, 4, 5],
  '7.5': [1, 2],
  '7.6': [1, 2],
  '8.1': [2],
  '8.2': [3],
  '8.4': [1],
  '9.2': [2, 3, 4],
  '10.1': [1, 2],
  '10.2': [1, 2],
  '10.3': [1, 2, 3, 4],
  '10.4': [6, 7, 8, 9, 10, 11],
  '10.5': [1, 2, 3, 4, 5],
  '10.6': [1, 2],
  '10.7': [1, 2, 3],
  '11.1': [1, 2],
  '11.2': [1, 2, 3],
  '11.3': [3],
  '11.4': [2, 3, 4],
  '11.5': [1],
  '11.6': [1],
  '12.1': [2, 3],
  '12.3': [1, 2, 3, 4],
  '13.1': [1],
  '13.2': [1, 2, 3, 4, 5],
  '13.3': [1, 2],
  '13.4': [2, 3, 4, 5],
  '14.1': [1, 2],
  '14.2': [2, 3, 4],
  '14.3': [2, 3],
  '15.1': [2, 3],
  '15.2': [2, 3],
  '15.3': [2, 3, 4, 5, 6, 7],
  '16.1': [1],
  '16.2': [1, 2, 3, 4, 5],
  '16.3': [1, 2, 3, 4],
  '16.4': [1, 2, 3],
  '16.5': [1, 2, 3],
  '17.1': [1],
  '17.2': [1, 2, 3, 4],
  '17.3': [1, 2],
};

const idsOf = (sections: Readonly<Record<string, readonly number[]>>): string[] =>
  Object.entries(sections).flatMap(([section, numbers]) => numbers.map((number) => `v5.0.0-${section}.${number}`));

const STATES = ['met', 'in part', 'not met', 'not applicable'];
const document = read('docs/security.md');
const rows = [...document.matchAll(/^\| (v5\.0\.0-\S+) \| (\d) \| (.+) \|$/gm)].map(
  ([, id = '', level = '', rest = '']) => {
    const [requirement = '', state = '', how = '', tested = ''] = rest.split(' | ');
    return { id, level, requirement, state, how, tested };
  },
);

describe('the table of ASVS 5.0.0', () => {
  it('has every requirement of levels 1 and 2, once', () => {
    const [first, second] = [idsOf(LEVEL_1), idsOf(LEVEL_2)];
    expect([first.length, second.length]).toEqual([70, 183]);
    const named = (level: string) => rows.filter((row) => row.level === level).map(({ id }) => id);
    expect(named('1').toSorted()).toEqual(first.toSorted());
    expect(named('2').toSorted()).toEqual(second.toSorted());
  });

  it('says of each how it stands, and why', () => {
    for (const { id, requirement, state, how } of rows) {
      expect([id, STATES.includes(state)]).toEqual([id, true]);
      expect([id, requirement.trim().length > 2, how.trim().length > 2]).toEqual([id, true, true]);
    }
  });

  it('counts what it says', () => {
    for (const state of STATES) {
      const count = rows.filter((row) => row.state === state).length;
      expect(document).toContain(`${count} ${state}`);
    }
  });
});

it('every file that the document names exists', () => {
  const named = [...document.matchAll(/`((?:src|test|web|scripts|docs)\/[\w./-]+\.\w+)`/g)].map(
    ([, path = '']) => path,
  );
  expect(named.length).toBeGreaterThan(100);
  expect([...new Set(named)].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
