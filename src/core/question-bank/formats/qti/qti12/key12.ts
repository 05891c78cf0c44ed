/** From the conditions of QTI 1.2 to what is right. */
import { ok, type Result } from '../../../../result.js';
import type { BankBlank } from '../../../types.js';
import { fault, refuse, type Fault } from '../../../understand/fault.js';
import type { Keyed } from '../responses.js';
import { bestOf, earning, valuesOf, type Condition } from './conditions.js';
import { isMultiple } from './item-type.js';
import type { Place12 } from './presentation.js';

const PARTIAL = '部分得分的设置没有导入，只保留得满分的答案，请核对。';

export interface ChoiceKey extends Keyed<readonly string[]> {
  readonly select: 'single' | 'multiple';
}

/** Of one choice. An `and` of several, or points for each of several, make it multiple. */
export function choiceKey(place: Place12, conditions: readonly Condition[], type: string): Result<ChoiceKey, Fault> {
  const about = earning(conditions, place.identifier);
  const best = bestOf(about);
  const whole = best.filter(
    (condition) => condition.together && (valuesOf(condition, place.identifier).length > 1 || hasNegated(condition)),
  );
  const multiple =
    place.cardinality === 'multiple' ||
    isMultiple(type) ||
    whole.some((condition) => valuesOf(condition, place.identifier).length > 1);
  const select = multiple ? 'multiple' : 'single';
  if (about.length === 0) return ok({ select, key: undefined, warnings: [] });
  const sets = multiple && whole.length === 0 ? about : whole.length > 0 ? whole : best;
  const values = sets.map((condition) => valuesOf(condition, place.identifier));
  const key = [...new Set(values.flat())];
  const unclear = whole.length > 1 && values.some((set) => set.length !== key.length);
  if (unclear || (!multiple && key.length > 1)) {
    return refuse('key.unreadable', '有几种作答同样得满分，看不出哪个是正确答案，请核对。', key.join(' '));
  }
  const dropped = about.some((condition) => !sets.includes(condition));
  return ok({ select, key, warnings: dropped ? [fault('feature.dropped', PARTIAL)] : [] });
}

const hasNegated = ({ atoms }: Condition) => atoms.some(({ negated }) => negated);

/** The choices from first to last: in the order of the tests, by their position, or each choice with its number. */
export function orderKey(place: Place12, conditions: readonly Condition[]): readonly string[] {
  const [best] = bestOf(earning(conditions, place.identifier));
  if (best !== undefined) {
    const tests = best.atoms.filter(({ identifier, negated }) => identifier === place.identifier && !negated);
    const ordered = tests.every(({ position }) => position !== undefined)
      ? tests.toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0))
      : tests;
    return ordered.map(({ value }) => value);
  }
  const numbered = place.labels.map(({ identifier }) => ({
    identifier,
    position: Number(
      bestOf(earning(conditions, identifier)).flatMap((found) => valuesOf(found, identifier))[0] ?? Number.NaN,
    ),
  }));
  return numbered.every(({ position }) => Number.isInteger(position))
    ? numbered.toSorted((one, other) => one.position - other.position).map(({ identifier }) => identifier)
    : [];
}

/** The one right label of a pair; several only where the file gives several the same points. */
export const partnersOf = (place: Place12, conditions: readonly Condition[]): readonly string[] => [
  ...new Set(
    bestOf(earning(conditions, place.identifier)).flatMap((condition) => valuesOf(condition, place.identifier)),
  ),
];

/** What a written response must be. */
export function blankKey(place: Place12, conditions: readonly Condition[]): Result<Keyed<BankBlank>, Fault> {
  const about = conditions.filter(
    ({ points, atoms }) => points > 0 && atoms.some((atom) => atom.identifier === place.identifier && !atom.negated),
  );
  const best = bestOf(about);
  const atoms = best.flatMap((condition) =>
    condition.atoms.filter(({ identifier, negated }) => identifier === place.identifier && !negated),
  );
  const warnings: Fault[] = best.length < about.length ? [fault('feature.dropped', PARTIAL)] : [];
  const bounds = (...comparisons: string[]) =>
    atoms.filter(({ comparison }) => comparisons.includes(comparison)).map(({ value }) => Number(value || Number.NaN));
  const lower = bounds('gte', 'gt');
  const upper = bounds('lte', 'lt');
  const texts = [...new Set(atoms.filter(({ comparison }) => /^(?:equal|sub)/u.test(comparison)).map(({ value }) => value))]
    .filter((text) => text !== ''); // prettier-ignore
  if (lower.length > 0 || upper.length > 0) {
    const [min = Number.NaN, max = Number.NaN] = [lower[0], upper[0]];
    if (lower.length !== 1 || upper.length !== 1 || !(min <= max)) {
      return refuse('kind.unsupported', '答案有几个数值范围，竞赛不能使用；请只留一个范围后再导入。', texts.join(' '));
    }
    return texts.every((text) => Number(text) >= min && Number(text) <= max)
      ? ok({ key: { min, max }, warnings })
      : refuse('key.contradictory', '答案的数值不在给出的范围里，请核对答案。', texts.join(' '));
  }
  if (texts.length === 0) return ok({ key: undefined, warnings });
  if (atoms.some(({ comparison }) => comparison.startsWith('sub'))) {
    warnings.push(fault('feature.dropped', '原来写出其中的文字就算对，导入后要写得一致，请核对。', texts[0]));
  }
  const value = Number(texts[0]);
  const numeric = place.element === 'response_num' || /^(?:decimal|integer|scientific)$/iu.test(fibType(place));
  const exact = numeric && texts.length === 1 && Number.isFinite(value);
  return ok({ key: exact ? { min: value, max: value } : texts, warnings });
}

const fibType = ({ rendering }: Place12) => rendering?.attributes['fibtype'] ?? '';
