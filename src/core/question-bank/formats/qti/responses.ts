/** What counts as right in QTI 2 and 3: the declared correct response, a mapping to points, response processing. */
import { ok, type Result } from '../../../result.js';
import type { BankBlank } from '../../types.js';
import { fault, refuse, type Fault } from '../../understand/fault.js';
import type { XmlElement } from '../xml-tree.js';
import { isJudgedOtherwise, rangeOf, rewardedValues } from './processing.js';
import { attributeOf, childNamed, childrenNamed, wholeText } from './qti-tree.js';

export interface Declaration {
  readonly identifier: string;
  readonly cardinality: string;
  readonly baseType: string;
  /** As written, outer white space away. */
  readonly correct: readonly string[];
  /** Points by value. */
  readonly mapping: ReadonlyMap<string, number>;
}

export interface Responses {
  readonly declared: ReadonlyMap<string, Declaration>;
  readonly processing: XmlElement | undefined;
}

export interface Keyed<Key> {
  /** Undefined where the file gives none. */
  readonly key: Key | undefined;
  readonly warnings: readonly Fault[];
}

export function responsesOf(item: XmlElement): Responses {
  const declared = childrenNamed(item, 'responseDeclaration').map((declaration): [string, Declaration] => {
    const identifier = attributeOf(declaration, 'identifier');
    const values = childNamed(declaration, 'correctResponse');
    const mapping = childNamed(declaration, 'mapping');
    return [
      identifier,
      {
        identifier,
        cardinality: attributeOf(declaration, 'cardinality'),
        baseType: attributeOf(declaration, 'baseType'),
        correct:
          values === undefined
            ? []
            : childrenNamed(values, 'value')
                .map(valueOf)
                .filter((value) => value !== ''),
        mapping: new Map(mapping === undefined ? [] : childrenNamed(mapping, 'mapEntry').flatMap(entryOf)),
      },
    ];
  });
  return { declared: new Map(declared), processing: childNamed(item, 'responseProcessing') };
}

const valueOf = (element: XmlElement) => wholeText(element).trim();

function entryOf(entry: XmlElement): [string, number][] {
  const points = Number(attributeOf(entry, 'mappedValue'));
  const value = attributeOf(entry, 'mapKey');
  return value === '' || !Number.isFinite(points) ? [] : [[value, points]];
}

const PARTIAL = '部分得分的设置没有导入，只保留得满分的答案，请核对。';

/** The identifiers that are right, of a choice, an order or pairs. */
export function keyedValues(identifier: string, responses: Responses): Result<Keyed<readonly string[]>, Fault> {
  const declaration = responses.declared.get(identifier);
  const mapping = declaration?.mapping ?? new Map<string, number>();
  const earning = [...mapping].filter(([, points]) => points > 0).map(([value]) => value);
  const correct = declaration?.correct ?? [];
  if (correct.length > 0) {
    const right = new Set(correct);
    const worthless = correct.find((value) => (mapping.get(value) ?? 1) <= 0);
    const other = earning.find((value) => !right.has(value));
    if (worthless !== undefined && other !== undefined) {
      return refuse('key.contradictory', `答案写的是“${worthless}”，得分的却是“${other}”，请核对答案。`, other);
    }
    return ok({ key: correct, warnings: other === undefined ? [] : [fault('feature.dropped', PARTIAL, other)] });
  }
  if (earning.length > 0) return bestOf(earning, declaration?.cardinality === 'single', mapping);
  const rewarded = rewardedValues(responses.processing, identifier);
  if (rewarded.length === 0 && isJudgedOtherwise(responses.processing, identifier)) return untold();
  return rewarded.length > 1 && declaration?.cardinality === 'single'
    ? unclear(rewarded)
    : ok({ key: rewarded.length === 0 ? undefined : rewarded, warnings: [] });
}

function bestOf(
  earning: readonly string[],
  onlyOne: boolean,
  mapping: ReadonlyMap<string, number>,
): Result<Keyed<readonly string[]>, Fault> {
  if (!onlyOne) return ok({ key: earning, warnings: [] });
  const most = Math.max(...earning.map((value) => mapping.get(value) ?? 0));
  const best = earning.filter((value) => mapping.get(value) === most);
  if (best.length > 1) return unclear(best);
  return ok({ key: best, warnings: earning.length > 1 ? [fault('feature.dropped', PARTIAL)] : [] });
}

const unclear = (values: readonly string[]) =>
  refuse('key.unreadable', `有 ${values.length} 个答案同样得分，看不出哪个是正确答案，请核对。`, values.join(' '));

const untold = () => refuse('key.unreadable', '答案只写在评分规则里，看不出正确答案，请写明正确答案后再导入。');

const NUMBERS = new Set(['integer', 'float', 'duration']);

/** What a blank accepts. */
export function keyedBlank(identifier: string, responses: Responses): Result<Keyed<BankBlank>, Fault> {
  const declaration = responses.declared.get(identifier);
  const { correct = [], mapping = new Map<string, number>(), baseType = 'string' } = declaration ?? {};
  const range = rangeOf(responses.processing, identifier, correct[0]);
  if (range !== undefined) return ok({ key: range.range, warnings: range.warnings });
  const most = Math.max(0, ...mapping.values());
  const full = [...mapping].filter(([, points]) => points > 0 && points === most).map(([value]) => value);
  const right = new Set(correct);
  const partly = [...mapping].some(([value, points]) => points > 0 && points < most && !right.has(value));
  const stated = [...new Set([...correct, ...full])];
  const accepted = stated.length > 0 ? stated : rewardedValues(responses.processing, identifier);
  const warnings = partly ? [fault('feature.dropped', PARTIAL)] : [];
  if (accepted.length === 0) {
    return isJudgedOtherwise(responses.processing, identifier) ? untold() : ok({ key: undefined, warnings });
  }
  if (!NUMBERS.has(baseType) || accepted.length > 1) return ok({ key: accepted, warnings });
  const value = Number(accepted[0]);
  if (accepted[0] === undefined || !Number.isFinite(value)) {
    return refuse('key.unreadable', `答案“${accepted[0] ?? ''}”应当是数字，请改正后再导入。`, accepted[0]);
  }
  return ok({ key: { min: value, max: value }, warnings });
}
