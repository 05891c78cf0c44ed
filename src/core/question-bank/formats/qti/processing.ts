/** What can be told for certain from the response processing of QTI 2 and 3; everything else is left alone. */
import type { BankBlank } from '../../types.js';
import { fault, type Fault } from '../../understand/fault.js';
import type { XmlElement } from '../xml-tree.js';
import {
  attributeOf,
  childNamed,
  childrenNamed,
  descendantsNamed,
  descendantsOf,
  elementsOf,
  wholeText,
} from './qti-tree.js';

/** Compare what was responded with something. */
const COMPARISONS = ['match', 'stringMatch', 'equal', 'member', 'contains'];
const CONDITIONAL = ['responseIf', 'responseElseIf'];

const isAbout = (comparison: XmlElement, identifier: string) =>
  elementsOf(comparison).some(({ name, attributes }) => name === 'variable' && attributes['identifier'] === identifier);

const valuesIn = (comparison: XmlElement) =>
  descendantsNamed(comparison, 'baseValue')
    .map((value) => wholeText(value).trim())
    .filter((value) => value !== '');

/** Points that a branch gives by a plain number; a branch that adds to the score counts too. */
function pointsOf(branch: XmlElement): number {
  const given = childrenNamed(branch, 'setOutcomeValue')
    .filter((setting) => /score|^D2L_Correct$/iu.test(attributeOf(setting, 'identifier')))
    .flatMap((setting) => descendantsNamed(setting, 'baseValue'))
    .map((value) => Number(wholeText(value)));
  return Math.max(0, ...given.filter(Number.isFinite));
}

/**
 * The values for which response processing itself gives the most points, where it compares the response with written
 * values and with nothing else. Empty where it does not.
 */
export function rewardedValues(processing: XmlElement | undefined, identifier: string): readonly string[] {
  if (processing === undefined) return [];
  const branches = descendantsNamed(processing, ...CONDITIONAL).flatMap((branch) => {
    const [condition] = elementsOf(branch);
    if (condition === undefined) return [];
    // Synonyms stand side by side in an `or`.
    const comparisons = condition.name === 'or' ? elementsOf(condition) : [condition];
    const plain = comparisons.every(({ name }) => COMPARISONS.includes(name));
    if (!plain || !comparisons.every((comparison) => isAbout(comparison, identifier))) return [];
    return [{ values: comparisons.flatMap(valuesIn), points: pointsOf(branch) }];
  });
  const most = Math.max(0, ...branches.map(({ points }) => points));
  if (most === 0) return [];
  return [...new Set(branches.filter(({ points }) => points === most).flatMap(({ values }) => values))];
}

/** Response processing gives points for the response in a way from which the values cannot be told. */
export function isJudgedOtherwise(processing: XmlElement | undefined, identifier: string): boolean {
  if (processing === undefined) return false;
  return descendantsNamed(processing, ...CONDITIONAL).some((branch) => {
    const [condition] = elementsOf(branch);
    if (condition === undefined || pointsOf(branch) === 0) return false;
    const names = descendantsOf(condition).filter(({ attributes }) => attributes['identifier'] === identifier);
    return names.some(({ name }) => name === 'variable') && !names.some(({ name }) => name === 'correct');
  });
}

type Range = Extract<BankBlank, { readonly min: number }>;

/** 0.1 + 0.2 is 0.3 for the author. */
const clean = (value: number) => Number(value.toPrecision(12));

/**
 * The range that response processing accepts: `equal` with a tolerance, or `gte` and `lte`. `correct`: the declared
 * correct response, to which a tolerance may refer.
 */
export function rangeOf(
  processing: XmlElement | undefined,
  identifier: string,
  correct: string | undefined,
): { readonly range: Range; readonly warnings: readonly Fault[] } | undefined {
  if (processing === undefined) return undefined;
  const within = descendantsNamed(processing, 'equal')
    .filter((comparison) => isAbout(comparison, identifier))
    .map((comparison) => tolerated(comparison, correct))
    .find((range) => range !== undefined);
  if (within !== undefined) return { range: within, warnings: [] };
  const bounds = descendantsNamed(processing, 'gte', 'gt', 'lte', 'lt').filter((bound) => isAbout(bound, identifier));
  const lower = bounds.filter(isLower).map(boundOf);
  const upper = bounds.filter((bound) => !isLower(bound)).map(boundOf);
  const [min = Number.NaN, max = Number.NaN] = [lower[0], upper[0]];
  if (lower.length !== 1 || upper.length !== 1 || !(min <= max)) return undefined;
  const open = bounds.some(({ name }) => name === 'gt' || name === 'lt');
  return {
    range: { min, max },
    warnings: open ? [fault('feature.dropped', '范围的端点原来不算对，导入后算对，请核对。', `${min}–${max}`)] : [],
  };
}

/** gte(response, bound) and lte(bound, response) say the same. */
function isLower(bound: XmlElement): boolean {
  const responseFirst = elementsOf(bound)[0]?.name === 'variable';
  return bound.name.startsWith('g') === responseFirst;
}

const boundOf = (bound: XmlElement) => Number(wholeText(childNamed(bound, 'baseValue') ?? bound).trim() || Number.NaN);

function tolerated(comparison: XmlElement, correct: string | undefined): Range | undefined {
  const mode = attributeOf(comparison, 'toleranceMode');
  if (mode !== 'absolute' && mode !== 'relative') return undefined;
  const [below = Number.NaN, above = below] = attributeOf(comparison, 'tolerance').split(/\s+/u).map(Number);
  const written = childNamed(comparison, 'baseValue');
  const value = Number((written === undefined ? (correct ?? '') : wholeText(written)).trim() || Number.NaN);
  const unit = mode === 'absolute' ? 1 : Math.abs(value) / 100;
  const range = { min: clean(value - below * unit), max: clean(value + above * unit) };
  return range.min <= range.max ? range : undefined;
}
