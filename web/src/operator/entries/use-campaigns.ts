/** Reading campaigns for the entry on the page: asked for once a sharing session or a campaign is in sight. */
import { ref, watch } from 'vue';
import type { EntryInfo } from '@protocol/study.js';
import { isLinkable } from './campaign-choice.js';
import type { LinkableCampaign } from './campaign-choice.js';
import type { EntryDoor } from './entry-door.js';
import type { EntryDraft } from './entry-fields.js';

export function useCampaigns(door: EntryDoor, draft: () => EntryDraft, info: () => EntryInfo | null) {
  const campaigns = ref<readonly LinkableCampaign[]>([]);
  /** Why there is nothing to choose from, where they could not be read. */
  const campaignsFault = ref<string | null>(null);
  let known = false;

  async function ask(): Promise<void> {
    const reply = await door.campaigns();
    known = reply.ok;
    campaignsFault.value = reply.ok ? null : reply.error.message;
    if (reply.ok) campaigns.value = reply.data;
  }
  const wanted = (): boolean => {
    const changes = (info()?.corrections ?? []).flatMap((correction) => correction.changes);
    return isLinkable(draft().kind) || changes.some(({ path }) => path === 'campaignId');
  };
  watch(wanted, (now) => {
    if (now && !known) void ask();
  });

  return { campaigns, campaignsFault };
}
