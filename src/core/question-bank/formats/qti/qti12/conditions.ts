/** Response processing of QTI 1.2: which responses earn points, and how many. */
import type { XmlElement } from '../../xml-tree.js';
import { attributeOf, childrenNamed, descendantsNamed, elementsOf, plainText } from '../qti-tree.js';

export interface Atom {
  readonly identifier: string;
  readonly value: string;
  /** equal, gte, lte, gt, lt, substring … */
  readonly comparison: string;
  readonly negated: boolean;
  /** Position in an order, where it is written. */
  readonly position: number | undefined;
}

export interface Condition {
  readonly points: number;
  readonly atoms: readonly Atom[];
  /** All atoms must hold; else any of them. */
  readonly together: boolean;
  /** Identifiers of the feedback that it shows. */
  readonly feedback: readonly string[];
}

/** More than any points that are written: “the most there is”. */
const ALL = Number.MAX_SAFE_INTEGER;

/** Conditions that earn points come out with points above 0. */
export function conditionsOf(item: XmlElement): readonly Condition[] {
  const written = descendantsNamed(item, 'respcondition').map((condition) => ({
    title: attributeOf(condition, 'title').toLowerCase(),
    points: pointsOf(condition),
    feedback: childrenNamed(condition, 'displayfeedback').map((shown) => attributeOf(shown, 'linkrefid')),
    ...tested(childrenNamed(condition, 'conditionvar')),
  }));
  if (written.some(({ points, atoms }) => points > 0 && atoms.length > 0)) return written;
  // Blackboard says of pairs and written responses only which feedback they show.
  return written.map((condition) => ({
    ...condition,
    points: condition.title === 'correct' || condition.feedback.includes('correct') ? ALL : 0,
  }));
}

function pointsOf(condition: XmlElement): number {
  const points = childrenNamed(condition, 'setvar')
    .filter((setting) => !/incorrect/iu.test(nameOf(setting)))
    .map((setting) => {
      const written = plainText(setting);
      const value = /\.max$/iu.test(written) ? ALL : Number(written === '' ? Number.NaN : written);
      return /subtract/iu.test(attributeOf(setting, 'action')) ? -value : value;
    })
    .filter((value) => !Number.isNaN(value));
  return points.length === 0 ? 0 : Math.max(...points);
}

const nameOf = (setting: XmlElement) => attributeOf(setting, 'varname') || attributeOf(setting, 'variablename');

function tested(variables: readonly XmlElement[]): Pick<Condition, 'atoms' | 'together'> {
  const atoms = variables.flatMap((variable) => elementsOf(variable).flatMap((test) => atomsOf(test, false)));
  const together = !variables.some((variable) => elementsOf(variable).some(({ name }) => name === 'or'));
  return { atoms, together };
}

function atomsOf(test: XmlElement, negated: boolean): readonly Atom[] {
  if (test.name === 'not') return elementsOf(test).flatMap((inner) => atomsOf(inner, !negated));
  if (!test.name.startsWith('var')) return elementsOf(test).flatMap((inner) => atomsOf(inner, negated));
  const position = Number(attributeOf(test, 'index') || Number.NaN);
  return [
    {
      identifier: attributeOf(test, 'respident'),
      value: plainText(test),
      comparison: test.name.slice(3),
      negated,
      position: Number.isInteger(position) ? position : undefined,
    },
  ];
}

export const earning = (conditions: readonly Condition[], identifier: string): readonly Condition[] =>
  conditions.filter(({ points, atoms }) => points > 0 && valuesOf({ atoms }, identifier).length > 0);

/** What the response must be. */
export const valuesOf = ({ atoms }: Pick<Condition, 'atoms'>, identifier: string): readonly string[] =>
  atoms
    .filter((atom) => atom.identifier === identifier && !atom.negated && atom.value !== '')
    .map(({ value }) => value);

export const bestOf = (conditions: readonly Condition[]): readonly Condition[] => {
  const most = Math.max(0, ...conditions.map(({ points }) => points));
  return conditions.filter(({ points }) => points === most);
};
