/** Keys that count the choices instead of naming their letters. */
import { appearance, narrow } from '../../understand/characters.js';
import type { Finished } from './finish.js';

const FIGURE = /^\d{1,2}$/u;

/**
 * Where every key of a sheet is a number, the sheet itself shows from where it counts: a 0 means from 0, a number as high
 * as the item has choices means from 1. Where it shows neither or both, the keys stay as they are and are refused.
 */
export function countedKeys(all: readonly Finished[]): readonly Finished[] {
  const counted = all.filter(({ raw }) => raw.key !== undefined && raw.choices.length > 1 && raw.choices.every(({ label }) => label !== undefined)); // prettier-ignore
  const figures = counted.map(({ raw }) => narrow(raw.key ?? ''));
  if (counted.length === 0 || !figures.every((figure) => FIGURE.test(figure))) return all;
  // A key that is the text of a choice may name it so.
  if (counted.some(({ raw }, index) => raw.choices.some(({ text }) => appearance(text) === figures[index]))) return all;
  const values = figures.map(Number);
  const fromZero = values.includes(0);
  const fromOne = values.some((value, index) => value === counted[index]?.raw.choices.length);
  if (fromZero === fromOne) return all;
  const known = new Set(counted);
  return all.map((finished) => {
    const { raw } = finished;
    if (!known.has(finished)) return finished;
    const key = raw.choices[Number(narrow(raw.key ?? '')) - (fromZero ? 0 : 1)]?.label;
    return key === undefined ? finished : { ...finished, raw: { ...raw, key } };
  });
}
