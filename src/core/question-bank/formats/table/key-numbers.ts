/** Keys that count the choices instead of naming their letters. */
import { appearance, narrow } from '../../understand/characters.js';
import { fault } from '../../understand/fault.js';
import { truthPair } from '../../understand/truth.js';
import type { RawItem } from '../raw-item.js';
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

interface Readings {
  /** Places of choices; undefined where the key cannot be read so. */
  readonly asNumbers: readonly number[] | undefined;
  readonly asTexts: readonly number[] | undefined;
}

const SEPARATOR = /[,，;；、|]/u;
const complete = (places: readonly number[]) => (places.every((place) => place >= 0) ? places : undefined);

function readingsOf({ key = '', choices }: RawItem): Readings {
  const texts = choices.map(({ text }) => appearance(text));
  const whole = texts.indexOf(appearance(key));
  const parts = key.split(SEPARATOR).map((part) => part.trim());
  return {
    asNumbers: complete(parts.map((part) => (choices[FIGURE.test(narrow(part)) ? figureOf(part) - 1 : -1] === undefined ? -1 : figureOf(part) - 1))),
    asTexts: whole >= 0 ? [whole] : complete(parts.map((part) => texts.indexOf(appearance(part)))),
  };
} // prettier-ignore

/**
 * Of the choices 2, 3, 4 and 5 a key 4 is the fourth or the one that says so. Where choices have no letters the other keys
 * of the sheet tell: where some can be numbers only and none a text only, all are numbers, and the other way round. Where
 * they do not tell, or letters stand over the columns and no key is a text, the key is refused.
 */
export function settledKeys(all: readonly Finished[]): readonly Finished[] {
  const keyed = all.filter((finished) => finished.raw.key !== undefined && finished.raw.choices.length > 1);
  const readings = new Map(keyed.map((finished) => [finished, readingsOf(finished.raw)]));
  const shown = keyed.filter((finished) => pairOf(finished) === undefined).map((finished) => readings.get(finished));
  const numbers = shown.some((found) => found?.asNumbers !== undefined && found.asTexts === undefined);
  const texts = shown.some((found) => found?.asNumbers === undefined && found?.asTexts !== undefined);
  return all.map((finished) => {
    const { asNumbers, asTexts } = readings.get(finished) ?? {};
    if (asNumbers === undefined || asTexts === undefined || String(asNumbers) === String(asTexts)) return finished;
    const lettered = finished.raw.choices.some(({ label }) => label !== undefined);
    if (numbers === texts || (lettered && numbers)) return readsTwoWays(finished);
    if (lettered) return finished;
    const key = (numbers ? asNumbers : asTexts).map(letter).join('');
    const choices = finished.raw.choices.map((choice, index) => ({ ...choice, label: letter(index) }));
    return { ...finished, raw: { ...finished.raw, choices, key } };
  });
}

function readsTwoWays(finished: Finished): Finished {
  const { raw } = finished;
  const message = '答案是数字，可能是选项的序号，也可能是选项的文字，请改成选项的字母。';
  const problem = { place: raw.keyPlace ?? raw.place, ...fault('key.contradictory', message, raw.key) };
  return { problem, ...finished };
}

const letter = (index: number): string => String.fromCharCode(65 + index);
