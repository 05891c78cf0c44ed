/** What a file would become in a bank, without loading it: the report of an import, and the items ready to load. */
import type { Problem, ReadItem } from '../../core/question-bank/formats/reading.js';
import { normaliseStem } from '../../core/question-bank/normalise.js';
import { resemblances } from '../../core/question-bank/similar.js';
import type { BankItemBody, ImportReport } from '../../protocol/question-bank.js';
import { excerptOf } from '../../core/question-bank/understand/fault.js';
import { planItems, type KnownItem, type PlanState } from '../item-plan.js';
import { prepareItem, type PreparedItem } from '../prepared-item.js';
import { placeText } from './place-text.js';
import type { FileReading } from './read-file.js';

/** The bank into which it is to go, as far as a look needs it. */
export interface BankAsIs {
  readonly known: readonly KnownItem[];
  readonly revisions: PlanState['revisions'];
  /** `searchText` by item key. */
  readonly texts: readonly (readonly [itemKey: string, searchText: string])[];
}

export const NO_BANK: BankAsIs = { known: [], revisions: [], texts: [] };

/** A report without what only the server knows: the id of the import, the name of the file, the batch. */
export type Look = Omit<ImportReport, 'importId' | 'fileName' | 'batch'> & {
  /** As the file names the bank. */
  readonly title?: string;
  readonly description?: string;
};

export interface LookedAt {
  readonly look: Look;
  readonly items: readonly PreparedItem[];
}

const PREVIEW = 50;
/** Shorter stems (下列说法正确的是) are the same in many items: only with their choices they say what an item is. */
const TELLING_STEM = 14;

export function lookAt({ format, encoding, reading, bank }: FileReading, into: BankAsIs = NO_BANK): LookedAt {
  const all = reading.items.map((read) => ({ read, prepared: prepareItem(read.item) }));
  const plan = planItems(
    all.map(({ prepared }) => prepared),
    { known: into.known, revisions: into.revisions, prefix: 'new' },
  );
  const accepted = all.filter((_, index) => plan[index]?.outcome !== 'contradictory');
  const firstPlaces = new Map<string, string>();
  const contradictions: Problem[] = [];
  const repetitions: Problem[] = [];
  all.forEach(({ read, prepared }, index) => {
    const planned = plan[index];
    const above = firstPlaces.get(prepared.wordsHash);
    if (above === undefined) firstPlaces.set(prepared.wordsHash, placeText(read.place));
    const other = planned?.known == null ? `本文件${above ?? '前面'}` : `题库里 ${planned.itemKey}`;
    if (planned?.outcome === 'contradictory') contradictions.push(contradiction(read, other));
    if (planned?.outcome === 'unchanged' && planned.known === null) repetitions.push(repetition(read, other));
  });
  const { title, description } = bank ?? {};
  return {
    look: {
      format,
      encoding,
      read: reading.read,
      accepted: accepted.length,
      rejected: [...reading.rejected, ...contradictions],
      warnings: [...reading.warnings, ...repetitions],
      byKind: countByKind(accepted.map(({ read }) => read)),
      unchanged: plan.filter(({ outcome }) => outcome === 'unchanged').length,
      similar: similarItems(accepted, into),
      preview: accepted.slice(0, PREVIEW).map(({ read: { place, item } }) => ({ place, item: bodyOf(item) })),
      ...(title === undefined ? {} : { title }),
      ...(description === undefined ? {} : { description }),
    },
    items: accepted.map(({ prepared }) => prepared),
  };
}

/** @param other the item that it contradicts, as it is called */
function contradiction({ place, item }: ReadItem, other: string): Problem {
  const message = `与${other}的题目文字相同，答案却不同，请核对后只保留正确的一道。`;
  return { place, code: 'key.contradictory', message, excerpt: excerptOf(item.stem) };
}

function repetition({ place, item }: ReadItem, other: string): Problem {
  const message = `与${other}的题目相同，只会载入一道，请核对是否写了两遍。`;
  return { place, code: 'item.duplicate', message, excerpt: excerptOf(item.stem) };
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
  const found = resemblances(
    items.map(({ prepared }) => compared(prepared.searchText)),
    into.texts.map(([, text]) => compared(text)),
  );
  const knownHashes = new Map(into.known.map(({ itemKey, wordsHash }) => [itemKey, wordsHash]));
  return items.flatMap(({ read, prepared }, index): Look['similar'] => {
    const match = found[index];
    if (match == null) return [];
    if (match.among === 'known') {
      const [key = '', text = ''] = into.texts[match.index] ?? [];
      if (knownHashes.get(key) === prepared.wordsHash) return [];
      return [{ place: read.place, stem: read.item.stem, other: stemOf(text), otherKey: key }];
    }
    const other = items[match.index];
    if (other === undefined || other.prepared.wordsHash === prepared.wordsHash) return [];
    return [{ place: read.place, stem: read.item.stem, other: other.read.item.stem, otherKey: null }];
  });
}

const stemOf = (searchText: string): string => searchText.split('\n', 1)[0] ?? '';

function compared(searchText: string): string {
  const stem = stemOf(searchText);
  return normaliseStem(stem).length < TELLING_STEM ? searchText : stem;
}
