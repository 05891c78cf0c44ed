/** What the list of items shows, kept in the address of the page: going back finds the same list again. */
import { BANK_ITEM_STATUSES, BANK_ITEM_WARNINGS } from '@protocol/question-bank.js';
import type { BankItemQuery } from '@protocol/question-bank.js';
import { DIFFICULTIES } from '../draw-plan.js';
import { EDIT_KINDS, kindOf } from './bank-item-draft.js';
import type { EditKind } from './bank-item-draft.js';

export const SORTS = ['key', 'changed', 'difficulty'] as const;
export const PAGE_SIZE = 50;

/** Empty strings stand for "any": they are the values of the selects. */
export interface ItemFilter {
  text: string;
  status: (typeof BANK_ITEM_STATUSES)[number] | '';
  kind: EditKind | '';
  tag: string;
  difficulty: (typeof DIFFICULTIES)[number] | '';
  warning: (typeof BANK_ITEM_WARNINGS)[number] | '';
  batchId: string;
  sort: (typeof SORTS)[number];
  page: number;
}

export const NO_FILTER: ItemFilter = {
  text: '',
  status: '',
  kind: '',
  tag: '',
  difficulty: '',
  warning: '',
  batchId: '',
  sort: 'key',
  page: 1,
};

type AddressQuery = Readonly<Record<string, unknown>>;

function oneOf<T extends string>(value: unknown, list: readonly T[], otherwise: T | ''): T | '' {
  return list.find((one) => one === value) ?? otherwise;
}
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Whatever stands in an address becomes a valid filter. */
export function filterOf(query: AddressQuery): ItemFilter {
  const page = Number(query['page'] ?? 1);
  return {
    text: textOf(query['text']),
    status: oneOf(query['status'], BANK_ITEM_STATUSES, ''),
    kind: oneOf(query['kind'], EDIT_KINDS, ''),
    tag: textOf(query['tag']),
    difficulty: oneOf(query['difficulty'], DIFFICULTIES, ''),
    warning: oneOf(query['warning'], BANK_ITEM_WARNINGS, ''),
    batchId: textOf(query['batchId']),
    sort: oneOf(query['sort'], SORTS, 'key') || 'key',
    page: Number.isInteger(page) && page >= 1 ? page : 1,
  };
}

/** Only what differs from the plain list. */
export function addressOf(filter: ItemFilter): Record<string, string> {
  const entries = Object.entries(filter).filter(([key, value]) => value !== NO_FILTER[key as keyof ItemFilter]);
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

export const isFiltered = (filter: ItemFilter): boolean =>
  Object.keys(addressOf({ ...filter, sort: 'key', page: 1 })).length > 0;

/** What the server is asked. */
export function requestOf(filter: ItemFilter, size = PAGE_SIZE): BankItemQuery {
  const { text, status, kind, tag, difficulty, warning, batchId, sort, page } = filter;
  return {
    ...(text.trim() === '' ? {} : { text: text.trim() }),
    ...(status === '' ? {} : { status }),
    ...(kind === '' ? {} : { kind: kindOf(kind) }),
    ...(kind === 'choice-single' ? { select: 'single' } : kind === 'choice-multiple' ? { select: 'multiple' } : {}),
    ...(tag === '' ? {} : { tag }),
    ...(difficulty === '' ? {} : { difficulty: Number(difficulty) }),
    ...(warning === '' ? {} : { warning }),
    ...(batchId === '' ? {} : { batchId }),
    sort,
    page,
    size,
  };
}
