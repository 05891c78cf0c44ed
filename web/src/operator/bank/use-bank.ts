/** One bank on its page: the list that the address asks for, what is selected, and what is done to it. */
import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import type { BankItemPage, BankItemStatus, BankOverview, ImportBatch, StatusReport } from '@protocol/question-bank.js';
import { announce } from '../../composables/use-announcer.js';
import type { Failure } from '../../lib/refusal.js';
import { bankApi } from './bank-api.js';
import { addressOf, filterOf, requestOf } from './item-query.js';
import type { ItemFilter } from './item-query.js';

/** The server gives no more on one page. */
const LARGEST_PAGE = 200;
/** The server takes no more in one change. */
const MOST_CHANGES = 10_000;

export function useBank(bankId: () => string) {
  const { t } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const bank = ref<BankOverview | null>(null);
  const banks = ref<readonly BankOverview[]>([]);
  const page = ref<BankItemPage | null>(null);
  const batches = ref<readonly ImportBatch[]>([]);
  const failure = ref<Failure | null>(null);
  const selected = ref<ReadonlySet<string>>(new Set());
  const busy = ref(false);
  const message = ref('');
  const refused = ref<readonly Pick<StatusReport['refused'][number], 'itemKey' | 'message'>[]>([]);
  const begun = ref(false);
  let asked = 0;

  const filter = computed<ItemFilter>({
    get: () => filterOf(route.query),
    set: (next) => void router.replace({ query: addressOf(next) }),
  });

  function say(text: string): void {
    message.value = text;
    announce(text, { essential: true });
  }

  async function loadBank(): Promise<void> {
    const [overview, imports] = await Promise.all([bankApi.overview(), bankApi.imports(bankId())]);
    if (imports.ok) batches.value = imports.data;
    if (!overview.ok) failure.value = overview.error;
    else {
      banks.value = overview.data;
      bank.value = overview.data.find(({ id }) => id === bankId()) ?? null;
    }
  }

  /** The answer that was asked for last wins, in whatever order they come. */
  async function loadItems(): Promise<void> {
    const turn = ++asked;
    const reply = await bankApi.items(bankId(), requestOf(filter.value));
    if (turn !== asked) return;
    failure.value = reply.ok ? null : reply.error;
    if (reply.ok) page.value = reply.data;
  }

  async function load(): Promise<void> {
    begun.value = true;
    await Promise.all([loadBank(), loadItems()]);
  }

  watch(filter, async (next, before) => {
    // The address may already be that of another page.
    if (!begun.value || route.path !== `/host/banks/${bankId()}`) return;
    const { page: _next, ...now } = next;
    const { page: _before, ...was } = before;
    if (JSON.stringify(now) !== JSON.stringify(was)) selected.value = new Set();
    await loadItems();
    if (page.value) announce(foundText(page.value), { critical: true });
  });

  function foundText({ total, page: at, size }: BankItemPage): string {
    return total === 0
      ? t('bank.items.foundNone')
      : t('bank.items.found', { total, page: at, pages: Math.ceil(total / size) });
  }

  function select(ids: readonly string[], on: boolean): void {
    const next = new Set(selected.value);
    for (const id of ids) {
      if (on) next.add(id);
      else next.delete(id);
    }
    selected.value = next;
  }

  /** Everything that the filter finds, page after page. */
  async function selectAll(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    for (let at = 1, more = true; more; at += 1) {
      const reply = await bankApi.items(bankId(), { ...requestOf(filter.value, LARGEST_PAGE), page: at });
      if (!reply.ok) {
        say(reply.error.message);
        break;
      }
      select(
        reply.data.items.map(({ id }) => id),
        true,
      );
      more = at * reply.data.size < reply.data.total;
    }
    busy.value = false;
    announce(t('bank.items.bulk.selected', { n: selected.value.size }), { essential: true });
  }

  async function setStatus(status: BankItemStatus): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    refused.value = [];
    say(t('bank.items.bulk.busy'));
    const ids = [...selected.value].slice(0, MOST_CHANGES);
    const reply = await bankApi.status(bankId(), { itemIds: ids, status }).done;
    busy.value = false;
    if (!reply.ok) {
      // Where none could be changed, the refusal says of each why.
      refused.value = reply.error.details?.map(({ path, message: why }) => ({ itemKey: path, message: why })) ?? [];
      say(reply.error.message);
      return;
    }
    const { changed, refused: left } = reply.data;
    refused.value = left;
    const done = t('bank.items.bulk.done', { n: changed, status: t(`bank.status.${status}`) });
    say(left.length > 0 ? `${done}${t('bank.items.bulk.refused', { n: left.length })}` : done);
    // Those that were refused stay selected: they are the ones to look at.
    selected.value = new Set(left.map(({ itemId }) => itemId));
    await load();
  }

  return {
    bank,
    banks,
    page,
    batches,
    failure,
    filter,
    selected,
    busy,
    message,
    refused,
    load,
    say,
    select,
    selectAll,
    setStatus,
    foundText,
  };
}
