/** What a list of entries is filtered by, as it stands in the address of the page and as the server is asked. */
import { ENTRY_STATUSES } from '@protocol/study.js';

export interface EntryView {
  readonly year: string;
  /** '0': the whole year. */
  readonly month: string;
  /** An id; '': any. So of the next two. */
  readonly mode: string;
  readonly status: string;
  readonly of: string;
  /** '1': units below as well. */
  readonly below: string;
}

type Query = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** @param today YYYY-MM-DD */
export function viewOfQuery(query: Query, today: string): EntryView {
  const [year, month, status, of, below] = ['year', 'month', 'status', 'of', 'below'].map((name) => text(query[name]));
  return {
    year: /^(19|20|21)\d\d$/.test(year ?? '') ? (year ?? '') : today.slice(0, 4),
    month: /^([1-9]|1[0-2])$/.test(month ?? '') ? (month ?? '') : '0',
    mode: text(query['mode']).slice(0, 64),
    status: (ENTRY_STATUSES as readonly string[]).includes(status ?? '') ? (status ?? '') : '',
    of: of === 'branch' || of === 'person' ? of : '',
    below: below === '1' ? '1' : '',
  };
}

/** Only what is not as usual. */
export function queryOfView({ year, month, ...rest }: EntryView, today: string): Record<string, string> {
  const all = { ...rest, year: year === today.slice(0, 4) ? '' : year, month: month === '0' ? '' : month };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/** First and last day. */
export function periodOf({ year, month }: EntryView): { readonly from: string; readonly to: string } {
  if (month === '0') return { from: `${year}-01-01`, to: `${year}-12-31` };
  const at = `${year}-${month.padStart(2, '0')}`;
  const days = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return { from: `${at}-01`, to: `${at}-${days}` };
}

export function listQuery(view: EntryView, unitId: string, cursor: string | null = null): Record<string, string> {
  const { mode, status, of, below } = view;
  const asked = { ...periodOf(view), unitId, below: String(below === '1'), mode, status, of, cursor: cursor ?? '' };
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ''));
}

export const isFiltered = ({ month, mode, status, of }: EntryView): boolean =>
  month !== '0' || mode !== '' || status !== '' || of !== '';
