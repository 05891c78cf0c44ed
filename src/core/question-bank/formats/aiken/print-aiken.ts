import { hasKey, type BankDocument, type StoredBankItem } from '../../types.js';
import { carryingOf } from '../carried.js';
import type { Loss, Printing } from '../reading.js';
import { readAiken } from './read-aiken.js';

/**
 * A bank in Aiken, which knows single choice alone; true-false goes out as a choice between 正确 and 错误, which comes back
 * as true-false. All else is left out and named in `losses`.
 */
export function printAiken(bank: BankDocument<StoredBankItem>): Printing<string> {
  const losses: Loss[] = [];
  const blocks: string[] = [];
  for (const item of bank.items) {
    const block = printItem(item);
    const reading = block === undefined ? undefined : readAiken(block);
    // One item and no word beside it.
    const back = reading?.read === 1 && reading.warnings.length === 0 ? reading.items[0]?.item : undefined;
    const carrying = carryingOf(item, back, 'Aiken');
    losses.push(...carrying.losses);
    if (carrying.writable && block !== undefined) blocks.push(block);
  }
  return { output: blocks.map((block) => `${block}\n`).join('\n'), losses };
}

/** Each text has one line. */
const inLine = (text: string) => text.replace(/\s*\n\s*/gu, ' ');

function printItem(item: StoredBankItem): string | undefined {
  if (!hasKey(item)) return undefined;
  if (item.kind === 'true-false') {
    return [inLine(item.stem), 'A. 正确', 'B. 错误', `ANSWER: ${item.correctResponse ? 'A' : 'B'}`].join('\n');
  }
  if (item.kind !== 'choice' || item.select !== 'single') return undefined;
  const letters = item.choices.map((_, index) => String.fromCharCode(65 + index));
  const key = letters[item.choices.findIndex(({ id }) => id === item.correctResponse)];
  const choices = item.choices.map(({ text }, index) => `${letters[index]}. ${inLine(text)}`);
  return [inLine(item.stem), ...choices, `ANSWER: ${key}`].join('\n');
}
