import { describe, expect, it } from '@jest/globals';
import type { UnitInfo } from '@protocol/organisation.js';

import { unitTree } from '../organisation/unit-tree.js';
import { campaignOptions, campaignsFor, isLinkable } from './campaign-choice.js';
import type { LinkableCampaign } from './campaign-choice.js';

const unit = (id: string, parentId: string | null): UnitInfo => ({ id, parentId, code: '', name: id, level: 1, ordinal: 1, members: 0, closedAt: null, mergedInto: null, formerNames: [] }); // prettier-ignore
const campaign = (id: string, over: Partial<LinkableCampaign> = {}): LinkableCampaign => ({
  id,
  name: `示例${id}`,
  fromDate: '2026-05-01',
  toDate: '2026-05-31',
  ...over,
});
const ids = (list: readonly { readonly id: string }[]): readonly string[] => list.map(({ id }) => id);

it('is asked of a sharing session alone', () => {
  expect([isLinkable('book-sharing'), isLinkable('lecture')]).toEqual([true, false]);
});

describe('the campaigns that concern a unit', () => {
  const tree = unitTree({
    levels: [],
    units: [unit('office', null), unit('first', 'office'), unit('second', 'office')],
  });
  const all = [
    campaign('own', { unitId: 'first', phase: 'running' }),
    campaign('above', { unitId: 'office', phase: 'over' }),
    campaign('far above', { unitId: 'province', phase: 'running' }),
    campaign('beside', { unitId: 'second', phase: 'running' }),
    campaign('draft', { unitId: 'first', phase: 'draft' }),
  ];

  it('are the published ones of its own and of units above', () => {
    expect(ids(campaignsFor(all, tree, 'first'))).toEqual(['own', 'above', 'far above']);
  });

  it('leave out those of units below', () => {
    expect(ids(campaignsFor(all, tree, 'office'))).toEqual(['above', 'far above']);
  });

  it('are all that a member is told of', () => {
    expect(ids(campaignsFor([campaign('one')], unitTree({ levels: [], units: [] }), ''))).toEqual(['one']);
  });
});

describe('the choice of a campaign', () => {
  const may = campaign('may');
  const june = campaign('june', { fromDate: '2026-06-01', toDate: '2026-06-30' });
  const beside = campaign('beside');
  const known = { fitting: [may, june], all: [may, june, beside] };

  it('has those that run on the day, its first and its last included', () => {
    const on = (onDate: string) => campaignOptions(known, { onDate, campaignId: null }).map(({ value }) => value);
    expect([on('2026-04-30'), on('2026-05-01'), on('2026-05-31'), on('2026-06-01')]).toEqual([[], ['may'], ['may'], ['june']]); // prettier-ignore
  });

  it('keeps what was chosen in sight, said to be unfit once the day or the unit is another', () => {
    const chosen = (campaignId: string, onDate: string) => campaignOptions(known, { onDate, campaignId });
    const fit = { value: 'may', name: '示例may', unfit: false };
    expect(chosen('may', '2026-05-06')).toEqual([fit]);
    expect(chosen('may', '2026-07-01')).toEqual([{ ...fit, unfit: true }]);
    expect(chosen('beside', '2026-05-06')).toEqual([fit, { value: 'beside', name: '示例beside', unfit: true }]);
    expect(chosen('gone', '2026-07-01')).toEqual([{ value: 'gone', name: '', unfit: true }]);
  });
});
