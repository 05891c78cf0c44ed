/** What the list of the audit log shows, kept in the address of the page. */
import { AUDIT_ACTORS } from '@protocol/audit.js';
import type { AuditActorKind } from '@protocol/audit.js';

/** By the beginning of the action. */
export const GROUPS = [
  'operator',
  'contest',
  'participant',
  'responses',
  'bank',
  'results',
  'roster',
  'person',
  'unit',
  'member',
  'study',
  'hours',
  'reading',
  'statement',
  'audit',
] as const;
export type Group = (typeof GROUPS)[number];
export const OUTCOMES = ['ok', 'refused'] as const;

/** Empty strings stand for "any": they are the values of the fields. */
export interface AuditView {
  /** Days, `2026-01-31`. */
  from: string;
  to: string;
  group: Group | '';
  actor: AuditActorKind | '';
  outcome: (typeof OUTCOMES)[number] | '';
}

export const NO_FILTER: AuditView = { from: '', to: '', group: '', actor: '', outcome: '' };

const DAY = /^\d{4}-\d\d-\d\d$/;

function oneOf<T extends string>(value: unknown, list: readonly T[]): T | '' {
  return list.find((one) => one === value) ?? '';
}
/** The day itself, or nothing where it is none. */
export const dayOf = (value: unknown): string =>
  typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : '';

/** Whatever stands in an address becomes a valid filter. */
export function viewOf(query: Readonly<Record<string, unknown>>): AuditView {
  return {
    from: dayOf(query['from']),
    to: dayOf(query['to']),
    group: oneOf(query['group'], GROUPS),
    actor: oneOf(query['actor'], AUDIT_ACTORS),
    outcome: oneOf(query['outcome'], OUTCOMES),
  };
}

export const addressOf = (view: AuditView): Record<string, string> =>
  Object.fromEntries(Object.entries(view).filter(([, value]) => value !== ''));

/** Midnight at this place, `days` later. */
function midnight(day: string, days = 0): number {
  const date = new Date(`${day}T00:00:00`);
  date.setDate(date.getDate() + days);
  return date.getTime();
}

export function spanOf({ from, to }: AuditView): Record<string, string> {
  return {
    ...(from === '' ? {} : { from: String(midnight(from)) }),
    ...(to === '' ? {} : { to: String(midnight(to, 1)) }),
  };
}

/** What the server is asked. */
export function requestOf(view: AuditView, after: string | null): string {
  const { group, actor, outcome } = view;
  const query = new URLSearchParams({
    ...spanOf(view),
    ...(group === '' ? {} : { action: group }),
    ...(actor === '' ? {} : { actor }),
    ...(outcome === '' ? {} : { outcome }),
    ...(after === null ? {} : { after }),
  });
  return `/api/audit?${query.toString()}`;
}

/** By the beginning, as the server filters. */
export const groupOf = (action: string): Group | 'other' => GROUPS.find((group) => action.startsWith(group)) ?? 'other';
