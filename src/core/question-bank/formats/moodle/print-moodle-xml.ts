import { type BankDocument, type StoredBankItem } from '../../types.js';
import { carryingOf } from '../carried.js';
import { kindOfFile } from '../media-markup.js';
import type { Loss, Printing } from '../reading.js';
import type { XmlElement } from '../xml-tree.js';
import { element, type FileTexts } from './make-element.js';
import { printItem } from './print-item.js';
import { readMoodleXml } from './read-moodle-xml.js';

/**
 * A bank as Moodle XML. What the format has no place for, and items that it cannot say (a draft without key), are named in
 * `losses`.
 * @param files what is to be had of the media
 */
export function printMoodleXml(bank: BankDocument<StoredBankItem>, files: FileTexts = new Map()): Printing<XmlElement> {
  const kept = new Map([...files].map(([file, base64]) => [base64, { kind: kindOfFile(file), file }]));
  const losses: Loss[] = [];
  const printed: XmlElement[] = [];
  for (const item of bank.items) {
    const made = printItem(item, files);
    const back = made === undefined ? undefined : readMoodleXml(made, kept).items[0]?.item;
    const carrying = carryingOf(item, back, 'Moodle XML');
    losses.push(...carrying.losses);
    if (carrying.writable && made !== undefined) printed.push(made);
  }
  return { output: element('quiz', {}, printed.flatMap((one) => ['\n', one]).concat('\n')), losses };
}
