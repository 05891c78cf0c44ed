import { isObject } from './entry-input.js';
import type { EvidenceField, RecordInput } from './types.js';

const INPUTS: readonly string[] = ['line', 'text', 'amount', 'choice'] satisfies RecordInput[];

/** What somebody sent as the evidence of a mode; null where it is not of that shape. Meaning is checked by `modeFaults`. */
export function readEvidence(value: unknown): EvidenceField[] | null {
  if (!Array.isArray(value) || value.length > 100) return null;
  const fields = value.map(readField);
  return fields.includes(null) ? null : (fields as EvidenceField[]);
}

function readField(value: unknown): EvidenceField | null {
  if (!isObject(value)) return null;
  const { key, label, input, source, required, unit, choices, oneOf } = value;
  if (![key, label, input, source].every((one) => typeof one === 'string' && one.length <= 200)) return null;
  if (typeof required !== 'boolean' || !INPUTS.includes(input as string)) return null;
  if (![unit, oneOf].every((one) => one === undefined || (typeof one === 'string' && one.length <= 40))) return null;
  if (choices !== undefined && !(Array.isArray(choices) && choices.every((one) => typeof one === 'string')))
    return null;
  return {
    key: key as string,
    label: (label as string).trim(),
    input: input as RecordInput,
    source: source as EvidenceField['source'],
    required,
    ...(unit === undefined ? {} : { unit: unit as string }),
    ...(choices === undefined ? {} : { choices: (choices as string[]).map((one) => one.trim()) }),
    ...(oneOf === undefined || oneOf === '' ? {} : { oneOf: oneOf as string }),
  };
}
