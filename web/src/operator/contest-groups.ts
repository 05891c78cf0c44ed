/** The list of contests in the order in which a host looks for one. */
import type { ContestSummary } from '@protocol/rest.js';

export const GROUPS = ['live', 'drafts', 'past', 'archived'] as const;
export type Group = (typeof GROUPS)[number];

export function groupOf({ archived, phase }: Pick<ContestSummary, 'archived' | 'phase'>): Group {
  if (archived) return 'archived';
  if (phase === 'draft') return 'drafts';
  return phase === 'ended' || phase === 'finalized' ? 'past' : 'live';
}

/** Newest first inside each group; groups without a match are left out. */
export function grouped(
  contests: readonly ContestSummary[],
  search: string,
): readonly { readonly group: Group; readonly contests: readonly ContestSummary[] }[] {
  const wanted = search.normalize('NFKC').trim().toLowerCase();
  const found = contests
    .filter(({ title, pin }) => title.toLowerCase().includes(wanted) || pin.includes(wanted.replace(/\s/g, '')))
    .sort((a, b) => b.createdAt - a.createdAt);
  return GROUPS.map((group) => ({ group, contests: found.filter((contest) => groupOf(contest) === group) })).filter(
    (part) => part.contests.length > 0,
  );
}

/** What the server lets go: drafts, demonstrations and rehearsals. */
export const mayDelete = ({ kind, phase }: Pick<ContestSummary, 'kind' | 'phase'>): boolean =>
  phase === 'draft' || kind !== 'regular';
