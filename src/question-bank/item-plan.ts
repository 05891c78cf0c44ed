import { similarity, stemPairs } from '../core/question-bank/normalise.js';
import type { PreparedItem } from './prepared-item.js';

/** An item of the bank as it is now. */
export interface KnownItem {
  readonly id: string;
  readonly itemKey: string;
  readonly wordsHash: string;
  /** Stem, choices and key. */
  readonly searchText: string;
  /** Of the current revision. */
  readonly contentHash: string;
  readonly keyHash: string | null;
  /** Its import was undone. */
  readonly withdrawn: boolean;
}

/**
 * What comes of an item that is to be loaded.
 * - `added`: the bank does not have it.
 * - `revived`: it was in an import that was undone.
 * - `revised`: an item of the bank gets a new revision: the file gives its key with other content, or brings the
 *   correct response that it lacked.
 * - `unchanged`: the bank, or the file further up, has it; what was improved in the bank since stays.
 * - `contradictory`: the bank has the same words with another correct response; nobody but a person can tell which is
 *   right. Where a new file contradicts itself, each is added: as drafts they say no more than the file does.
 */
export type Outcome = 'added' | 'revived' | 'revised' | 'unchanged' | 'contradictory';

export interface PlannedItem {
  readonly outcome: Outcome;
  /** Of the item that it becomes, or that is there already. */
  readonly itemKey: string;
  /** Null: not in the bank yet, also where the item that is the same stands further up in the file. */
  readonly known: KnownItem | null;
}

export interface PlanState {
  readonly known: readonly KnownItem[];
  /** Every revision of every item: a file that was loaded once says nothing new, whatever was edited since. */
  readonly revisions: readonly { readonly itemId: string; readonly contentHash: string }[];
  /** Of keys that are made: `<prefix>-00001`. */
  readonly prefix: string;
}

const MADE_DIGITS = 5;
/** An edit leaves this share of the words; below it the same id names another item. */
const STILL_THE_SAME = 0.4;

/** Decides for each item, in their order, what becomes of it. Pure; the same file twice plans nothing the second time. */
export function planItems(items: readonly PreparedItem[], state: PlanState): readonly PlannedItem[] {
  const byKey = new Map(state.known.map((known) => [known.itemKey, known]));
  const byId = new Map(state.known.map((known) => [known.id, known]));
  const byWords = preferred(state.known.map((known) => [known.wordsHash, known]));
  const byWordsAndKey = preferred(state.known.map((known) => [wordsAndKey(known), known]));
  const byContent = preferred(
    state.revisions.flatMap(({ itemId, contentHash }) => {
      const known = byId.get(itemId);
      return known === undefined ? [] : [[contentHash, known] as const];
    }),
  );
  const contents = new Set(state.revisions.map(({ itemId, contentHash }) => `${itemId} ${contentHash}`));
  const above = new Map<string, { readonly keyHash: string | null; readonly itemKey: string }[]>();
  const used = new Set<string>();
  const nextKey = keyMaker(state.prefix, [...byKey.keys(), ...items.flatMap(({ id }) => id ?? [])]);

  return items.map((item) => {
    const planned = decide(item);
    used.add(planned.itemKey);
    if (planned.outcome !== 'unchanged' && planned.outcome !== 'contradictory') {
      const twin = { keyHash: item.keyHash, itemKey: planned.itemKey };
      const twins = above.get(item.wordsHash);
      if (twins === undefined) above.set(item.wordsHash, [twin]);
      else twins.push(twin);
    }
    return planned;
  });

  function decide(item: PreparedItem): PlannedItem {
    const named = item.id === null || used.has(item.id) ? undefined : byKey.get(item.id);
    const said = named !== undefined && contents.has(`${named.id} ${item.contentHash}`);
    if (named !== undefined && (said || isSameItem(item, named))) return ofKey(item, named);
    const twin = above.get(item.wordsHash)?.find((one) => agrees(item, one));
    if (twin !== undefined) return { outcome: 'unchanged', itemKey: twin.itemKey, known: null };
    const same = byContent.get(item.contentHash) ?? byWordsAndKey.get(wordsAndKey(item)) ?? byWords.get(item.wordsHash);
    if (same !== undefined) return ofWords(item, same);
    const free = item.id !== null && !used.has(item.id) && named === undefined;
    return { outcome: 'added', itemKey: free ? (item.id as string) : nextKey(), known: null };
  }

  function ofKey(item: PreparedItem, known: KnownItem): PlannedItem {
    const seen = contents.has(`${known.id} ${item.contentHash}`);
    const outcome = known.withdrawn ? 'revived' : seen ? 'unchanged' : 'revised';
    return { outcome, itemKey: known.itemKey, known };
  }

  function ofWords(item: PreparedItem, known: KnownItem): PlannedItem {
    const plan = (outcome: Outcome): PlannedItem => ({ outcome, itemKey: known.itemKey, known });
    if (!known.withdrawn && contents.has(`${known.id} ${item.contentHash}`)) return plan('unchanged');
    // An item that the file has named further up is settled by that.
    if (used.has(known.itemKey)) return plan(agrees(item, known) ? 'unchanged' : 'contradictory');
    if (known.withdrawn) return plan('revived');
    if (known.keyHash === null && item.keyHash !== null) return plan('revised');
    return plan(agrees(item, known) ? 'unchanged' : 'contradictory');
  }
}

/** Other programs number their items item1, item2 … in every file: the id alone does not make two items one. */
function isSameItem(item: PreparedItem, known: KnownItem): boolean {
  if (item.wordsHash === known.wordsHash) return true;
  return similarity(stemPairs(item.searchText), stemPairs(known.searchText)) >= STILL_THE_SAME;
}

const wordsAndKey = ({ wordsHash, keyHash }: Pick<KnownItem, 'wordsHash' | 'keyHash'>): string =>
  `${wordsHash} ${keyHash ?? ''}`;

/** Of several under one name the last; what is in the bank goes before what was withdrawn from it. */
function preferred(entries: readonly (readonly [string, KnownItem])[]): ReadonlyMap<string, KnownItem> {
  const map = new Map<string, KnownItem>();
  for (const [name, known] of entries) if (!map.has(name) || !known.withdrawn) map.set(name, known);
  return map;
}

/** A draft without a key contradicts nothing. */
function agrees(item: PreparedItem, other: { readonly keyHash: string | null }): boolean {
  return item.keyHash === null || item.keyHash === other.keyHash;
}

/** `<prefix>-00001` and so on, after the highest that there is. */
export function keyMaker(prefix: string, keys: Iterable<string>): () => string {
  let last = 0;
  for (const key of keys) {
    if (!key.startsWith(`${prefix}-`)) continue;
    const number = key.slice(prefix.length + 1);
    if (/^\d{1,9}$/u.test(number)) last = Math.max(last, Number(number));
  }
  return () => `${prefix}-${String((last += 1)).padStart(MADE_DIGITS, '0')}`;
}
