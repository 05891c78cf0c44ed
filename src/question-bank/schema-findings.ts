import type { ErrorObject } from 'ajv';

import type { Finding } from '../core/question-bank/finding.js';

export type FileFinding = Omit<Finding, 'code'> & { readonly code: 'file.unreadable' | 'file.schema' | 'file.slug' };

/** These only say that something inside them failed, which is reported by itself. */
const ENVELOPES: readonly string[] = ['if', 'anyOf', 'allOf', 'oneOf'];

export interface FieldFault {
  /** As a path: correctResponse.0; empty where it is the whole that is wrong. */
  readonly field: string;
  readonly error: ErrorObject;
  /** One Chinese sentence, which names the field. */
  readonly message: string;
}

/** The faults of one item, told apart by field. */
export function fieldFaults(errors: readonly ErrorObject[]): FieldFault[] {
  return telling(errors).map((error) => {
    const steps = error.instancePath.split('/').slice(1);
    return { field: steps.join('.'), error, message: `${named(steps)}${sentence(error)}` };
  });
}

/** The faults of a file that does not fit the schema, each at its item and in one Chinese sentence. */
export function schemaFindings(errors: readonly ErrorObject[], content: unknown): FileFinding[] {
  const found = telling(errors).map((error): FileFinding => {
    const { itemId, field } = placeOf(error.instancePath, content);
    return { itemId, code: 'file.schema', severity: 'error', message: `${field}${sentence(error)}` };
  });
  return found.filter(
    (finding, index) =>
      found.findIndex(({ itemId, message }) => itemId === finding.itemId && message === finding.message) === index,
  );
}

function telling(errors: readonly ErrorObject[]): readonly ErrorObject[] {
  const ones = errors.filter(({ keyword }) => !ENVELOPES.includes(keyword));
  return ones.length > 0 ? ones : errors;
}

function placeOf(instancePath: string, content: unknown): { readonly itemId: string | null; readonly field: string } {
  const steps = instancePath.split('/').slice(1);
  if (steps[0] !== 'items' || steps[1] === undefined) return { itemId: null, field: named(steps) };
  const items = (content as { readonly items: readonly unknown[] }).items;
  const item = items[Number(steps[1])] as { readonly id?: unknown } | null;
  const itemId = typeof item?.id === 'string' ? item.id : `第 ${Number(steps[1]) + 1} 题`;
  return { itemId, field: named(steps.slice(2)) };
}

function named(steps: readonly string[]): string {
  return steps.length === 0 ? '' : `“${steps.join('.')}”`;
}

/** Without the name of the field. */
function sentence({ keyword, params, message }: ErrorObject): string {
  const given = params as Readonly<Record<string, unknown>>;
  switch (keyword) {
    case 'required':
    case 'dependentRequired':
      return `缺少“${String(given['missingProperty'])}”，请补上。`;
    case 'additionalProperties':
    case 'unevaluatedProperties':
      return `多了不认识的“${String(given['additionalProperty'] ?? given['unevaluatedProperty'])}”，请删去或改正拼写。`;
    case 'false schema':
      return '不该出现在这种题型里，请删去。';
    case 'type':
      return `写法不对，应当是${typeNames(given['type'])}。`;
    case 'enum':
      return `只能是 ${(given['allowedValues'] as readonly unknown[]).join('、')} 之一，请改正。`;
    case 'const':
      return `只能是 ${String(given['allowedValue'])}，请改正。`;
    case 'pattern':
      return '写法不符合规定，请对照说明改正。';
    case 'minLength':
    case 'minItems':
    case 'minProperties':
      return `太短，至少要有 ${String(given['limit'])} 个。`;
    case 'exclusiveMinimum':
      return `应当大于 ${String(given['limit'])}，请改正。`;
    case 'minimum':
      return `不能小于 ${String(given['limit'])}，请改正。`;
    case 'maximum':
      return `不能大于 ${String(given['limit'])}，请改正。`;
    case 'maxLength':
    case 'maxItems':
      return `太长，最多 ${String(given['limit'])} 个。`;
    case 'uniqueItems':
      return '里有重复的内容，请删去重复的一个。';
    default:
      return `不符合格式（${message ?? keyword}），请对照说明改正。`;
  }
}

function typeNames(types: unknown): string {
  return [types]
    .flat()
    .map((type) => TYPES[String(type)] ?? String(type))
    .join('或');
}

const TYPES: Readonly<Record<string, string>> = {
  string: '文字',
  integer: '整数',
  number: '数字',
  boolean: ' true 或 false',
  array: '列表',
  object: '一组“名称: 内容”',
};
