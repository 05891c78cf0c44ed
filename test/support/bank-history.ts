/** What becomes of the items of a bank through imports, their undoing, edits and publishing: the plain truth of a test. */
import fc from 'fast-check';

import type { ReadBankItem } from '../../src/core/question-bank/formats/reading.js';
import { TRUE_FALSE } from './sample-banks.js';

const KEYS = ['sb-a', 'sb-b', 'sb-c'] as const;
const WORDS: Readonly<Record<(typeof KEYS)[number], string>> = {
  'sb-a': '示例：太阳从西方升起',
  'sb-b': '示例：一年有十二个月',
  'sb-c': '示例：正方形有四条边',
};

type Line = readonly [key: (typeof KEYS)[number], version: number];
export type Deed =
  | { readonly act: 'load'; readonly lines: readonly Line[] }
  /** `which`: of the imports so far, counted round. */
  | { readonly act: 'undo'; readonly which: number }
  | { readonly act: 'edit' | 'publish'; readonly key: (typeof KEYS)[number] };

const line = fc.tuple(fc.constantFrom(...KEYS), fc.nat(2));
const load = fc
  .uniqueArray(line, { selector: ([key]) => key, minLength: 1, maxLength: 3 })
  .map((lines): Deed => ({ act: 'load', lines }));
const undo = fc.nat(9).map((which): Deed => ({ act: 'undo', which }));
const byHand = fc.record({ act: fc.constantFrom('edit' as const, 'publish' as const), key: fc.constantFrom(...KEYS) });

export const deeds = fc.array(
  fc.oneof({ arbitrary: load, weight: 4 }, { arbitrary: undo, weight: 4 }, { arbitrary: byHand, weight: 1 }),
  { minLength: 2, maxLength: 10 },
);

/** The same item in other words, near enough to be the same. */
export const itemOf = ([key, version]: Line): ReadBankItem => ({
  ...TRUE_FALSE,
  id: key,
  stem: `${WORDS[key]}，第 ${version} 版说法。`,
});

interface Layer {
  /** Null: by hand. */
  readonly batch: string | null;
  readonly stem: string;
  status: 'draft' | 'published';
  wasPublished: boolean;
}

/** Each item is a pile of what was done to it and not taken back; the bank shows the uppermost. */
export class BankHistory {
  private readonly piles = new Map<string, Layer[]>();

  private pile(key: string): Layer[] {
    const pile = this.piles.get(key) ?? [];
    this.piles.set(key, pile);
    return pile;
  }

  /** How many items change where these are loaded. */
  changing(items: readonly ReadBankItem[]): number {
    return items.filter(({ id, stem }) => !this.pile(id ?? '').some((layer) => layer.stem === stem)).length;
  }

  load(items: readonly ReadBankItem[], batch: string): void {
    for (const item of items) {
      if (this.changing([item]) > 0) this.lay(item.id ?? '', item.stem, batch);
    }
  }

  edit(key: string, stem: string): void {
    this.lay(key, stem, null);
  }

  publish(key: string): void {
    const top = this.pile(key).at(-1);
    if (top) Object.assign(top, { status: 'published', wasPublished: true });
  }

  /** What the report of the undoing must say. */
  undo(batch: string): { readonly withdrawn: number; readonly kept: readonly string[] } {
    const kept: string[] = [];
    let withdrawn = 0;
    for (const [key, pile] of this.piles) {
      const at = pile.findIndex((layer) => layer.batch === batch);
      if (at === -1) continue;
      if (at === pile.length - 1 && pile[at]?.wasPublished === false) {
        pile.pop();
        withdrawn += 1;
      } else kept.push(key);
    }
    return { withdrawn, kept: kept.toSorted() };
  }

  shown(): readonly (readonly [key: string, stem: string, status: string])[] {
    return [...this.piles]
      .flatMap(([key, pile]) => {
        const top = pile.at(-1);
        return top === undefined ? [] : [[key, top.stem, top.status] as const];
      })
      .toSorted(([a], [b]) => (a < b ? -1 : 1));
  }

  private lay(key: string, stem: string, batch: string | null): void {
    this.pile(key).push({ batch, stem, status: 'draft', wasPublished: false });
  }
}
