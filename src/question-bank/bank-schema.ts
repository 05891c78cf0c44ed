import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020.js';

import { SHIPPED_STANDARDS } from './shipped-standards.js';

const SCHEMA_FILE = 'bank.schema.json';

interface Checkers {
  readonly bank: ValidateFunction;
  readonly item: ValidateFunction;
  readonly shipped: ValidateFunction;
}

/** Against question-banks/bank.schema.json: what any bank must be, its items included. Empty: nothing is wrong. */
export const bankErrors = (bank: unknown): readonly ErrorObject[] => errorsOf(checkers().bank, bank);

/** One item alone, so that the good ones of a bank can be told from the others. */
export const itemErrors = (item: unknown): readonly ErrorObject[] => errorsOf(checkers().item, item);

/** What a bank that comes with the software must keep beside; of a bank in which `bankErrors` finds nothing. */
export const standardErrors = (bank: unknown): readonly ErrorObject[] => errorsOf(checkers().shipped, bank);

function errorsOf(conforms: ValidateFunction, value: unknown): readonly ErrorObject[] {
  return conforms(value) ? [] : (conforms.errors ?? []);
}

let compiled: Checkers | null = null;

function checkers(): Checkers {
  if (compiled !== null) return compiled;
  const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
  const bank = ajv.compile(JSON.parse(readFileSync(schemaPath(), 'utf8')) as object);
  const item = ajv.compile({ $ref: 'bank#/$defs/item' });
  compiled = { bank, item, shipped: ajv.compile(SHIPPED_STANDARDS) };
  return compiled;
}

/** Beside package.json, whether this module runs from src/ or from dist/. */
function schemaPath(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'question-banks', SCHEMA_FILE))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`question-banks/${SCHEMA_FILE} is missing from this installation`);
    folder = parent;
  }
  return join(folder, 'question-banks', SCHEMA_FILE);
}
