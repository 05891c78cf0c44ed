import { hasKey, type BankBlank, type BankDocument, type BankItem, type StoredBankItem } from '../../types.js';
import { carryingOf } from '../carried.js';
import { Notes } from '../moodle/notes.js';
import type { Loss, Printing } from '../reading.js';
import { bracketed } from './blocks.js';
import { escaped } from './marked.js';
import { joinModel } from './model-response.js';
import { readGift } from './read-gift.js';

/**
 * A bank in GIFT. Id and tags go into the comment where Moodle looks for them. An item that Moodle's GIFT cannot say (a
 * fill-in with several blanks, a draft without key) is left out and named in `losses`.
 */
export function printGift(bank: BankDocument<StoredBankItem>): Printing<string> {
  const losses: Loss[] = [];
  const blocks = [`// ${bank.title.replace(/\s+/gu, ' ')}`];
  for (const item of bank.items) {
    const block = printItem(item);
    const back = block === undefined ? undefined : readGift(block).items;
    const carrying = carryingOf(item, back?.length === 1 ? back[0]?.item : undefined, 'GIFT');
    losses.push(...carrying.losses);
    if (carrying.writable && block !== undefined) blocks.push(block);
  }
  return { output: `${blocks.join('\n\n')}\n`, losses };
}

function printItem(item: StoredBankItem): string | undefined {
  const section = hasKey(item) || item.kind === 'short-answer' ? sectionOf(item as BankItem) : undefined;
  if (section === undefined) return undefined;
  const [before = '', after = ''] = item.kind === 'fill-in' ? item.stem.split(/_{4,}/u) : [item.stem];
  const comment = [bracketed('id', item.id), ...item.tags.map((tag) => bracketed('tag', tag))].join(' ');
  const stem = `${prefix(item.stem)}${escaped(before)}`;
  return `// ${comment}\n::${escaped(item.id)}::${stem}{${section}}${escaped(after)}`;
}

/** What would be read as markup, as a format or as a share of the points is marked as plain. */
function prefix(text: string): string {
  const plain = new Notes().plain(text, 'moodle') === text && !/^\s*(?:\[|%)/u.test(text);
  return plain ? '' : '[plain]';
}

const words = (text: string) => `${prefix(text)}${escaped(text)}`;
const remark = (text: string | undefined) => (text === undefined || text === '' ? '' : `####${words(text)}`);
const lines = (entries: readonly string[], general: string) =>
  `\n${[...entries, ...(general === '' ? [] : [general])].map((entry) => `\t${entry}\n`).join('')}`;

function sectionOf(item: BankItem): string | undefined {
  const general = remark(item.explanation);
  switch (item.kind) {
    case 'true-false':
      return `${item.correctResponse ? 'TRUE' : 'FALSE'}${general}`;
    case 'choice': {
      const keys = item.select === 'single' ? [item.correctResponse] : item.correctResponse;
      const chosen = item.select === 'single' ? '=' : `~%${share(keys.length)}%`;
      // A wrong choice costs everything: who ticks all must not get all points.
      const wrong = item.select === 'single' ? '~' : '~%-100%';
      const entries = item.choices.map(({ id, text }) => `${keys.includes(id) ? chosen : wrong}${words(text)}`);
      return lines(entries, general);
    }
    case 'fill-in':
      return blankSection(item.correctResponse, item.explanation);
    case 'matching': {
      const { choices, targets, correctResponse } = item;
      const used = new Set(Object.values(correctResponse));
      const textOf = (id: string | undefined) => targets.find((target) => target.id === id)?.text ?? '';
      const pairs = choices.map(({ id, text }) => `=${left(text)} -> ${right(textOf(correctResponse[id]))}`);
      const others = targets.filter(({ id }) => !used.has(id)).map(({ text }) => `= -> ${right(text)}`);
      return lines([...pairs, ...others], general);
    }
    case 'ordering': {
      const texts = item.correctResponse.map((id) => item.choices.find((choice) => choice.id === id)?.text ?? '');
      // Moodle takes each line as an entry; there is no place for a remark.
      return `>${texts.length} ALL VERTICAL ABSOLUTE_POSITION SHOW\n${texts.map((text) => `${words(text)}\n`).join('')}`;
    }
    case 'short-answer':
      return remark(joinModel(item.correctResponse, item.explanation));
  }
}

/** As exact as Moodle's own list of shares: 33.33333. */
const share = (count: number): string => String(Number((100 / count).toFixed(5)));

const asHtml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** An arrow within the left side would end it; in HTML it can be written otherwise. */
const left = (text: string) => (text.includes('->') ? `[html]${escaped(asHtml(text))}` : words(text));

/** Here Moodle looks for no format. */
const right = (text: string) => escaped(new Notes().plain(text, 'moodle') === text ? text : asHtml(text));

function blankSection(blanks: readonly BankBlank[], explanation: string | undefined): string | undefined {
  const [blank, ...more] = blanks;
  if (blank === undefined || more.length > 0) return undefined;
  const general = remark(explanation);
  if ('min' in blank) return `#${blank.min === blank.max ? blank.min : `${blank.min}..${blank.max}`}${general}`;
  // In Moodle a star stands for any text.
  const texts = blank.map((text) => `=${prefix(text)}${escaped(text.replaceAll('*', '\\*'))}`);
  return `${texts.join(' ')}${general === '' ? '' : `\n\t${general}\n`}`;
}
