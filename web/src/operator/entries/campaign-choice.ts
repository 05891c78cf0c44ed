/** Of which reading campaign a sharing session can be: as the server will say (src/study/entries/entry-campaign.ts). */
import type { CampaignSummary } from '@protocol/reading.js';
import type { EntryKind } from '@protocol/study.js';
import type { UnitTree } from '../organisation/unit-tree.js';

/** What operators and members are both told of a campaign; members only of those of their own unit and above. */
export type LinkableCampaign = Pick<CampaignSummary, 'id' | 'name' | 'fromDate' | 'toDate'> &
  Partial<Pick<CampaignSummary, 'unitId' | 'phase'>>;

export const isLinkable = (kind: EntryKind): boolean => kind === 'book-sharing';

/** Published, and of the unit itself or of one above. Of what is not in the tree the operator sees what is above alone. */
export function campaignsFor(
  campaigns: readonly LinkableCampaign[],
  { byId, pathOf }: Pick<UnitTree, 'byId' | 'pathOf'>,
  unit: string,
): readonly LinkableCampaign[] {
  const path = new Set(pathOf(unit).map(({ id }) => id));
  const above = (id: string | undefined): boolean => id === undefined || path.has(id) || !byId.has(id);
  return campaigns.filter(({ unitId, phase }) => phase !== 'draft' && above(unitId));
}

export interface CampaignList {
  /** For the unit of the entry. */
  readonly fitting: readonly LinkableCampaign[];
  readonly all: readonly LinkableCampaign[];
  /** Why they could not be read. */
  readonly fault: string | null;
}

interface CampaignOption {
  readonly value: string;
  readonly name: string;
  /** It was chosen, and is not of that day or unit any more. */
  readonly unfit: boolean;
}

/** Those that run on that day; what is chosen already stays in sight. */
export function campaignOptions(
  { fitting, all }: Pick<CampaignList, 'fitting' | 'all'>,
  { onDate, campaignId }: { readonly onDate: string; readonly campaignId: string | null },
): readonly CampaignOption[] {
  const running = fitting
    .filter(({ fromDate, toDate }) => fromDate <= onDate && onDate <= toDate)
    .map(({ id, name }) => ({ value: id, name, unfit: false }));
  if (campaignId === null || running.some(({ value }) => value === campaignId)) return running;
  const name = all.find(({ id }) => id === campaignId)?.name ?? '';
  return [...running, { value: campaignId, name, unfit: true }];
}
