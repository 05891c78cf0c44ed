/** What a file would become in a bank, without loading it: the report of an import, and the items ready to load. */
import type { Problem, ReadItem } from '../../core/question-bank/formats/reading.js';
import { comparedText } from '../../core/question-bank/item-text.js';
import { resemblances } from '../../core/question-bank/similar.js';
import type { BankItemBody, ImportReport, NewBankBody } from '../../protocol/question-bank.js';
import { excerptOf } from '../../core/question-bank/understand/fault.js';
import { shapeFaults } from '../files/bank-file.js';
import { planItems, type PlanState } from '../item-plan.js';
import { prepareItem, type PreparedItem } from '../prepared-item.js';
import { effectsOf, type PlacedItem } from './effects.js';
import { placeText } from './place-text.js';
import type { FileReading } from './read-file.js';

/** The bank into which it is to go, as far as a look needs it. */
export type BankAsIs = Pick<PlanState, 'known' | 'revisions'>;

export const asItIs = ({ known, revisions }: PlanState): BankAsIs => ({ known, revisions });

export const NO_BANK: BankAsIs = { known: [], revisions: [] };

/** A report without what only the server knows: the id of the import, the name of the file, the batch. */
export type Look = Omit<ImportReport, 'importId' | 'fileName' | 'batch'> & {
  /** So many of `rejected` are faults of the file itself; those after them contradict the bank. */
  readonly faults: number;
  /** As the file names the bank. */
  readonly title?: string;
  readonly description?: string;
};

/** As NewBankDto. */
const LONGEST_TITLE = 80;

/** A new bank is called as the file says, else as the file is. */
export function namedBy({ title, description }: Look, fileName: string): NewBankBody {
  const named = title ?? fileName.replace(/\.[A-Za-z]{2,5}$/u, '');
  return { title: [...named].slice(0, LONGEST_TITLE).join(''), ...(description === undefined ? {} : { description }) };
}

export interface LookedAt {
  readonly look: Look;
  /** Every item that some bank may hold; what this one contradicts too, for another may be chosen in the end. */
  readonly items: readonly PlacedItem[];
}

const PREVIEW = 50;

export function lookAt({ format, encoding, reading, bank }: FileReading, into: BankAsIs = NO_BANK): LookedAt {
  const misshapen = reading.items.map(misshapenItem);
  const all = reading.items.flatMap((read, index) =>
    misshapen[index] === null ? [{ read, prepared: prepareItem(read.item) }] : [],
  );
  const plan = planItems(
    all.map(({ prepared }) => prepared),
    { ...into, prefix: 'new' },
  );
  const accepted = all.filter((_, index) => plan[index]?.outcome !== 'contradictory');
  const { contradictory, ...effects } = effectsOf(all.map(placed), plan);
  const faults = [...reading.rejected, ...misshapen.flatMap((problem) => problem ?? [])];
  const { title, description } = bank ?? {};
  return {
    look: {
      format,
      encoding,
      read: reading.read,
      rejected: [...faults, ...contradictory],
      faults: faults.length,
      warnings: [...reading.warnings, ...repetitions(all)],
      byKind: countByKind(accepted.map(({ read }) => read)),
      ...effects,
      similar: similarItems(accepted, into),
      preview: accepted.slice(0, PREVIEW).map(({ read: { place, item } }) => ({ place, item: bodyOf(item) })),
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
    },
    items: all.map(placed),
  };
}

/** As in question-banks/bank.schema.json, whose own sentences name the properties of its files. */
const TOO_LONG = '题目里有一段文字太长（题干和解析最多 10000 字，选项和填空最多 500 字），请缩短后再导入。';

/** What a reader took in good faith and no bank may hold. */
function misshapenItem({ place, item }: ReadItem): Problem | null {
  const [fault] = shapeFaults({ ...item, id: 'any' });
  if (fault === undefined) return null;
  const message = fault.code === 'field.too-long' ? TOO_LONG : fault.message;
  return { place, code: fault.code, message, excerpt: excerptOf(item.stem) };
}

const placed = ({ read, prepared }: Accepted): PlacedItem => ({ place: read.place, stem: read.item.stem, prepared });

/** What the file itself says twice, with the same key or with another. */
function repetitions(items: readonly Accepted[]): Problem[] {
  const byWords = new Map<string, Accepted>();
  const byWordsAndKey = new Map<string, Accepted>();
  return items.flatMap((one): Problem[] => {
    const { wordsHash, keyHash } = one.prepared;
    const wordsAndKey = `${wordsHash} ${keyHash ?? ''}`;
    const first = byWords.get(wordsHash);
    // One without a key adds nothing to one that has a key.
    const same = keyHash === null ? first : byWordsAndKey.get(wordsAndKey);
    if (first === undefined) byWords.set(wordsHash, one);
    if (same === undefined) byWordsAndKey.set(wordsAndKey, one);
    if (first === undefined) return [];
    const { place, item } = one.read;
    const other = placeText((same ?? first).read.place);
    const [code, message] =
      same === undefined
        ? ([
            'key.contradictory',
            `与${other}的题目文字相同，答案却不同，两道都会载入，请核对后只保留正确的一道。`,
          ] as const)
        : (['item.duplicate', `与${other}的题目相同，只会载入一道，请核对是否写了两遍。`] as const);
    return [{ place, code, message, excerpt: excerptOf(item.stem) }];
  });
}

function bodyOf({ id: _id, ...body }: ReadItem['item']): BankItemBody {
  return body as BankItemBody;
}

function countByKind(items: readonly ReadItem[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { item } of items) {
    const kind = item.kind === 'choice' ? `choice-${item.select}` : item.kind;
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

interface Accepted {
  readonly read: ReadItem;
  readonly prepared: PreparedItem;
}

/** Items that the bank or the file has word for word are counted as unchanged and not named once more. */
function similarItems(items: readonly Accepted[], into: BankAsIs): Look['similar'] {
  const inForce = into.known.filter(({ withdrawn }) => !withdrawn);
  const found = resemblances(
    items.map(({ prepared }) => comparedText(prepared.searchText)),
    inForce.map(({ searchText }) => comparedText(searchText)),
  );
  return items.flatMap(({ read, prepared }, index): Look['similar'] => {
    const match = found[index];
    if (match == null) return [];
    const known = match.among === 'known' ? inForce[match.index] : undefined;
    const above = match.among === 'earlier' ? items[match.index] : undefined;
    if ((known ?? above?.prepared)?.wordsHash === prepared.wordsHash) return [];
    const other = known === undefined ? (above?.read.item.stem ?? '') : stemOf(known.searchText);
    return [{ place: read.place, stem: read.item.stem, other, otherKey: known?.itemKey ?? null }];
  });
}

const stemOf = (searchText: string): string => searchText.split('\n', 1)[0] ?? '';
