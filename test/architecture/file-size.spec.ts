import { expect, it } from '@jest/globals';
import { filesUnder, read } from './source.js';

const MOST_LINES = 350;
/** Path → why it may be longer. */
const EXCEPTIONS: Readonly<Record<string, string>> = {};

const linesOf = (path: string): number => read(path).split('\n').length - 1;

it(`no source file is longer than ${MOST_LINES} lines`, () => {
  const files = filesUnder(['src', 'web', 'test', 'scripts'], /\.(ts|vue|css|mjs|cjs)$/);
  expect(files.length).toBeGreaterThan(100);
  const long = files.filter((path) => linesOf(path) > MOST_LINES && !(path in EXCEPTIONS));
  expect(long.map((path) => `${path}: ${linesOf(path)}`)).toEqual([]);
});

it('no exception outlives its reason', () => {
  expect(Object.keys(EXCEPTIONS).filter((path) => linesOf(path) <= MOST_LINES)).toEqual([]);
});
