/** The life of a bank item: draft → reviewed → published → retired; every edit makes a draft of it again. */
import { checkItem } from './check-item.js';
import { checkMedia } from './check-media.js';
import type { Finding } from './finding.js';
import { hasKey, type StoredBankItem } from './types.js';

export const STATUSES = ['draft', 'reviewed', 'published', 'retired'] as const;
export type ItemStatus = (typeof STATUSES)[number];

/** What may follow by a decision about the item as it is; who wants another wording edits it. */
export const TRANSITIONS: Readonly<Record<ItemStatus, readonly ItemStatus[]>> = {
  draft: ['reviewed', 'retired'],
  reviewed: ['draft', 'published', 'retired'],
  published: ['retired'],
  retired: ['draft'],
};

const NAMES: Readonly<Record<ItemStatus, string>> = {
  draft: '草稿',
  reviewed: '已审核',
  published: '已发布',
  retired: '已停用',
};

/** The first step towards `wanted`, for the sentence. */
const FIRST: Readonly<Record<ItemStatus, string>> = {
  draft: '请先审核',
  reviewed: '请先发布',
  published: '如需修改，请编辑题目或先停用',
  retired: '请先改回草稿',
};

/** Null where the change is allowed; otherwise one Chinese sentence. The same status again is no change and allowed. */
export function transitionRefusal(from: ItemStatus, to: ItemStatus): string | null {
  if (from === to || TRANSITIONS[from].includes(to)) return null;
  return `“${NAMES[from]}”的题目不能直接改成“${NAMES[to]}”，${FIRST[from]}。`;
}

/** Everything to say about one item, errors first. The document it cites is whatever it names: own banks list none. */
export function itemFindings(item: StoredBankItem): Finding[] {
  const documents = item.source === undefined ? [] : [{ slug: item.source.document, title: '', edition: '' }];
  const found = [...missingKey(item), ...checkItem(item, { documents }), ...checkMedia(item)];
  const errors = found.filter(({ severity }) => severity === 'error');
  return [...errors, ...found.filter(({ severity }) => severity !== 'error')];
}

/** What keeps an item from being published; empty: nothing does. */
export function publishingObstacles(item: StoredBankItem): Finding[] {
  return itemFindings(item).filter(({ severity }) => severity === 'error');
}

function missingKey(item: StoredBankItem): Finding[] {
  if (hasKey(item)) return [];
  const message = '还没有正确答案，请补上答案，再发布。';
  return [{ itemId: item.id, code: 'key.missing', severity: 'error', message }];
}
