import { isPlaceholder } from '../../understand/placeholder.js';
import { understand } from '../../understand/understand.js';
import { excerptOf } from '../../understand/fault.js';
import type { RawItem } from '../raw-item.js';
import type { Problem, ReadItem, Reading } from '../reading.js';
import { fillingsOf } from './brackets.js';
import type { Finished } from './finish.js';
import { shaded } from './lines.js';
import { letterFillings } from './stem-key.js';

/** Makes items of all that was found; where none has a key, all are drafts without one. */
export function understandAll(found: readonly Finished[]): Reading {
  const keyless = found.every(
    ({ raw, fault }) => (raw.key === undefined || isPlaceholder(raw.key)) && fault?.code !== 'key.contradictory',
  );
  const items: ReadItem[] = [];
  const rejected: Problem[] = [];
  const warnings: Problem[] = [];
  for (const { raw, fault } of found) {
    if (fault !== undefined) {
      rejected.push({ place: raw.place, ...fault });
      continue;
    }
    const understood = understand(raw, { keyless });
    if (understood.ok) {
      items.push({ place: raw.place, item: understood.item });
      warnings.push(...understood.warnings, ...(keyless ? keyInStem(raw) : []));
    } else rejected.push(understood.problem);
  }
  if (keyless && items.length > 0) warnings.unshift(withoutKeys(items));
  return { read: found.length, items, rejected, warnings };
}

const LETTER_AT_END = /(?<![A-Za-z\d])[A-H](?:[、,]?[A-H]){0,7}\s*[。.]?$/u;
const WORDS_AT_END = /[(]\s*[^()]{1,20}\s*[)]\s*[。.]?$/u;

/** Where no item has a key, what stands like one in a stem is not taken for it, and not left without a word. */
function keyInStem({ stem, choices, place }: RawItem): readonly Problem[] {
  const shade = shaded(stem);
  const letters = choices.flatMap(({ label }) => label ?? []);
  const filling = letterFillings(stem, letters)[0] ?? fillingsOf(stem).find(({ roomy, sort }) => roomy || sort === 'truth');
  const words = filling?.key ?? LETTER_AT_END.exec(shade)?.[0] ?? (letters.length === 0 ? WORDS_AT_END.exec(shade)?.[0] : undefined);
  if (words === undefined) return [];
  const message = `题干里的“${excerptOf(words.trim(), 20)}”像是答案，没有当作答案，也没有从题干里去掉，请核对。`;
  return [{ place, code: 'key.unreadable', message, excerpt: excerptOf(stem) }];
} // prettier-ignore

const withoutKeys = (items: readonly ReadItem[]): Problem => ({
  place: items[0]?.place ?? {},
  code: 'key.missing',
  message: `文件里没有答案，${items.length} 道题作为没有答案的草稿读入，请逐题补上答案后再使用。`,
});
