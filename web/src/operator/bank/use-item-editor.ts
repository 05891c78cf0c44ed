/** One item being edited: loaded, changed, saved against the revision it began with. */
import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { BankItemDetail, BankItemStatus, BankOverview } from '@protocol/question-bank.js';
import { announce } from '../../composables/use-announcer.js';
import type { Failure } from '../../lib/refusal.js';
import { bankApi } from './bank-api.js';
import { bodyOfDraft, draftOfBody, emptyDraft } from './bank-item-draft.js';
import type { BankItemDraft } from './bank-item-draft.js';
import { draftFaults, fieldOfPath } from './bank-item-faults.js';

interface FormError {
  readonly fieldId?: string;
  readonly message: string;
}

/** @param itemId null for a new item */
export function useItemEditor(bankId: () => string, itemId: () => string | null) {
  const { t } = useI18n();
  const bank = ref<BankOverview | null>(null);
  const detail = ref<BankItemDetail | null>(null);
  const draft = ref<BankItemDraft>(emptyDraft());
  const note = ref('');
  /** What the draft was when it was last the same as what is stored. */
  const stored = ref(JSON.stringify(bodyOfDraft(draft.value)));
  const failure = ref<Failure | null>(null);
  const errors = ref<readonly FormError[]>([]);
  const message = ref('');
  const busy = ref(false);
  /** Somebody else's newer version, while ours is not saved. */
  const newer = ref<BankItemDetail | null>(null);

  const body = computed(() => bodyOfDraft(draft.value, detail.value?.item ?? null));
  const dirty = computed(() => JSON.stringify(body.value) !== stored.value);
  const byField = computed(
    () => new Map(errors.value.flatMap(({ fieldId, message: text }) => (fieldId ? [[fieldId, text] as const] : []))),
  );

  function say(text: string): void {
    message.value = text;
    announce(text, { essential: true });
  }

  function take(next: BankItemDetail): void {
    detail.value = next;
    draft.value = draftOfBody(next.item);
    stored.value = JSON.stringify(bodyOfDraft(draft.value, next.item));
    note.value = '';
    newer.value = null;
    errors.value = [];
  }

  async function load(): Promise<void> {
    const id = itemId();
    const [overview, reply] = await Promise.all([
      bankApi.overview(),
      id === null ? Promise.resolve(null) : bankApi.item(bankId(), id),
    ]);
    failure.value = overview.ok ? null : overview.error;
    if (overview.ok) bank.value = overview.data.find(({ id: own }) => own === bankId()) ?? null;
    if (reply === null) return;
    if (reply.ok) take(reply.data);
    else failure.value = reply.error;
  }

  /** True when it is stored. */
  async function save(): Promise<boolean> {
    if (busy.value) return false;
    message.value = '';
    errors.value = draftFaults(draft.value).map(({ fault, fieldId, label = '' }) => ({
      fieldId,
      message: t(`bank.edit.faults.${fault}`, { label }),
    }));
    if (errors.value.length > 0) return false;
    if (detail.value !== null && !dirty.value) {
      say(t('bank.edit.unchanged'));
      return true;
    }
    busy.value = true;
    const text = note.value.trim();
    const reply = await bankApi.save(bankId(), itemId(), {
      item: body.value,
      ...(detail.value === null ? {} : { revision: detail.value.revision }),
      ...(text === '' ? {} : { note: text }),
    });
    busy.value = false;
    if (reply.ok) {
      take(reply.data);
      say(t('bank.edit.saved', { revision: reply.data.revision }));
      return true;
    }
    await explain(reply.error);
    return false;
  }

  async function explain(refusal: Failure): Promise<void> {
    const id = itemId();
    if (id !== null && refusal.code === 'bank.item-changed') {
      const now = await bankApi.item(bankId(), id);
      if (now.ok) {
        newer.value = now.data;
        errors.value = [];
        return;
      }
    }
    errors.value = refusal.details?.map(({ path, message: text }) => {
      const fieldId = fieldOfPath(path);
      return fieldId === null ? { message: text } : { fieldId, message: text };
    }) ?? [{ message: refusal.message }];
  }

  /** Ours once more, on top of theirs. */
  async function overwrite(): Promise<boolean> {
    if (newer.value === null || detail.value === null) return false;
    detail.value = newer.value;
    newer.value = null;
    stored.value = '';
    return save();
  }

  function takeTheirs(): void {
    if (newer.value !== null) take(newer.value);
  }

  async function setStatus(status: BankItemStatus): Promise<void> {
    const current = detail.value;
    if (busy.value || current === null) return;
    busy.value = true;
    const reply = await bankApi.status(bankId(), { itemIds: [current.id], status }).done;
    const refused = reply.ok ? reply.data.refused[0]?.message : (reply.error.details?.[0] ?? reply.error).message;
    const after = await bankApi.item(bankId(), current.id);
    busy.value = false;
    if (after.ok) detail.value = after.data;
    say(
      refused === undefined
        ? t('bank.edit.state.changed', { status: t(`bank.status.${status}`) })
        : t('bank.edit.state.refused', { message: refused }),
    );
  }

  return {
    bank,
    detail,
    draft,
    note,
    body,
    dirty,
    failure,
    errors,
    byField,
    message,
    busy,
    newer,
    load,
    save,
    overwrite,
    takeTheirs,
    setStatus,
  };
}
