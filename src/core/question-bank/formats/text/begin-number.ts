/** Whether a number at the start of a line begins the next item, or belongs to the text of the current one. */
import { fillingsOf } from './brackets.js';
import { LEAP, type Collecting } from './collecting.js';
import { numberAs, type ItemNumber } from './numbers.js';
import type { Shape } from './shapes.js';

const ENDED = /[。．.!！?？）)】\]_]\s*$/u;

export function beginningNumber(pass: Collecting): ItemNumber | undefined {
  const { last, shape, state } = pass;
  const number = numberHere(pass, shape);
  if (number === undefined) return undefined;
  const { value } = number;
  const due = last === undefined || value === last + 1;
  // 1.5米: the whole part of a decimal, unless this number is due and the line before is complete.
  if (number.doubtful && !(due || value === 1)) return undefined;
  if (number.doubtful && state === 'stem' && !ENDED.test(pass.previous?.text ?? '')) return undefined;
  if (!inner(pass, number) && accepts(pass, value, due)) return number;
  pass.sublist = value;
  return undefined;
}

/** 1）2）3） under items that are numbered 1. 2. 3.: a list of its own. */
function inner({ current, event, shape, state, signs }: Collecting, { start, end }: ItemNumber): boolean {
  const closing = /^\d+\s*\)/u.test(shape.line.shade.slice(start, end));
  return closing && signs.others && current?.number !== undefined && state === 'stem' && event !== 'first-choice';
}

function accepts(pass: Collecting, value: number, due: boolean): boolean {
  const { last, sublist } = pass;
  const listed = value === 1 || (sublist !== undefined && value === sublist + 1);
  const ahead = last !== undefined && value > last && value <= last + LEAP;
  switch (pass.state) {
    case 'material':
      return pass.material?.range === undefined
        ? due || value === 1 || ahead || proven(pass)
        : value === pass.material.range.from || proven(pass);
    case 'none':
    case 'closed':
    case 'choices':
    case 'bare':
      return due || value === 1 || ahead || proven(pass);
    case 'stem':
      return pass.current?.number === undefined || due || ((ahead || !(listed || pass.brokenOff)) && proven(pass));
    case 'open':
    case 'explained':
      if (begun(pass) && (due || !(pass.state === 'explained' && listed))) return true;
      if (sublist !== undefined && value === sublist + 1) return due && proven(pass);
      return due || ((value === 1 || (last !== undefined && value > last)) && proven(pass));
  }
}

function numberHere(pass: Collecting, { line, mark, number }: Shape): ItemNumber | undefined {
  const { state, style } = pass;
  const expected = (pass.last ?? 0) + 1;
  if (number !== undefined && style !== 'glued') return number;
  const settled =
    state === 'none' || state === 'material' || state === 'closed' || state === 'choices' || state === 'explained';
  if (style === undefined || !settled) return undefined;
  const plain = style === 'plain' ? undefined : numberAs('plain', line.shade, mark);
  if (plain !== undefined && plain.value === expected) return plain;
  if (style !== 'glued' && style !== 'plain' && style !== 'bare') return undefined;
  // 31982年: number 3 and a year. Only the number that is due can be told from the figures after it.
  const glued = numberAs('glued', line.shade);
  const digits = glued === undefined ? '' : line.shade.slice(glued.start, glued.end);
  if (glued === undefined || !digits.startsWith(String(expected))) return undefined;
  const sure =
    (style === 'glued' && (state !== 'explained' || proven(pass))) ||
    (digits === String(expected) && pass.last !== undefined && proven(pass));
  return sure ? { ...glued, value: expected, end: glued.start + String(expected).length } : undefined;
}

/** Choices or another key follow a key: then an item must begin between them. */
const begun = ({ current, event }: Collecting): boolean =>
  event === 'first-choice' ||
  (event === 'key' && current !== undefined && (current.keyRest.empty === false || (current.key ?? '') !== ''));

/** Whether what an item has follows before the next number: choices, a key, a filled bracket. */
function proven({ current, event, shape, state }: Collecting): boolean {
  if (shape.labels.some(({ field }) => field === 'key') || fillingsOf(shape.line.text).length > 0) return true;
  if (event === 'first-choice') return true;
  if (state === 'open') return false;
  return state === 'explained' ? event === 'key' && current?.key !== undefined : event === 'key' || event === 'label';
}
