/** Keys that count the choices instead of naming their letters. */
import { appearance, narrow } from '../../understand/characters.js';
import { fault } from '../../understand/fault.js';
import { truthPair } from '../../understand/truth.js';
import type { Finished } from './finish.js';

const FIGURE = /^\d{1,2}$/u;

/**
 * Where every key of a sheet is a number, the sheet itself shows from where it counts: a 0 means from 0, a number as high
 * as the item has choices means from 1. Where it shows neither or both, the keys stay as they are: refused where choices
 * have letters, from 1 where they have numbers. Of 正确 and 错误 a 1 and a 0 may mean the truth and show nothing.
 */
export function countedKeys(all: readonly Finished[]): readonly Finished[] {
  const counted = all.filter(({ raw }) => raw.key !== undefined && raw.choices.length > 1);
  const showing = counted.filter((finished) => pairOf(finished) === undefined);
  const figures = counted.map(({ raw }) => narrow(raw.key ?? ''));
  if (showing.length === 0 || !figures.every((figure) => FIGURE.test(figure))) return all;
  // A key that is the text of a choice may name it so.
  if (counted.some(({ raw }, index) => raw.choices.some(({ text }) => appearance(text) === figures[index]))) return all;
  const fromZero = showing.some(({ raw }) => figureOf(raw.key) === 0);
  const fromOne = showing.some(({ raw }) => figureOf(raw.key) === raw.choices.length);
  if (fromZero === fromOne) return all;
  const known = new Set(counted);
  return all.map((finished) => (known.has(finished) ? withKeyAt(finished, fromZero ? 0 : 1) : finished));
}

const figureOf = (key: string | undefined): number => Number(narrow(key ?? ''));

const pairOf = ({ raw }: Finished) => truthPair(raw.choices.map(({ text }) => text));

function withKeyAt(finished: Finished, first: number): Finished {
  const { raw } = finished;
  const figure = figureOf(raw.key);
  const at = figure - first;
  const choice = raw.choices[at];
  if (choice === undefined) return finished;
  const pair = pairOf(finished);
  if (pair !== undefined && figure < 2 && pair[at] !== (figure === 1)) {
    const message = '答案是数字，看不出是选项的序号还是对错，请写正确或错误。';
    return { ...finished, problem: { place: raw.keyPlace ?? raw.place, ...fault('key.unreadable', message, raw.key) } };
  }
  return { ...finished, raw: { ...raw, key: choice.label ?? String(at + 1) } };
}
