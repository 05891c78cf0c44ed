import { isPlaceholder } from '../../understand/placeholder.js';
import { understand } from '../../understand/understand.js';
import type { Problem, ReadItem, Reading } from '../reading.js';
import type { Finished } from './finish.js';

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
      warnings.push(...understood.warnings);
    } else rejected.push(understood.problem);
  }
  if (keyless && items.length > 0) warnings.unshift(withoutKeys(items));
  return { read: found.length, items, rejected, warnings };
}

const withoutKeys = (items: readonly ReadItem[]): Problem => ({
  place: items[0]?.place ?? {},
  code: 'key.missing',
  message: `文件里没有答案，${items.length} 道题作为没有答案的草稿读入，请逐题补上答案后再使用。`,
});
