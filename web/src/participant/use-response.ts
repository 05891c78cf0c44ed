import { computed, onBeforeUnmount, ref, shallowRef, watch } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { ItemResponse } from '@protocol/item.js';
import { announce } from '../composables/use-announcer.js';
import { clockTime } from '../lib/duration.js';
import { randomId } from '../lib/random-id.js';
import { clientFault } from '../lib/refusal.js';
import { emptyResponse, hasContent } from '../lib/response.js';
import { dropDraft, keepDraft, storedDraft } from './draft.js';
import { Submission } from './submission.js';
import type { SubmissionState } from './submission.js';
import type { Contest } from './use-contest.js';

export interface ResponseForm {
  readonly draft: ShallowRef<ItemResponse | null>;
  readonly submission: ShallowRef<SubmissionState>;
  /** Epoch milliseconds of the server's receipt; null while nothing is saved. */
  readonly savedAt: ComputedRef<number | null>;
  /** Nothing to change any more: sent or being sent. */
  readonly locked: ComputedRef<boolean>;
  /** Key under `play.nothing` when 提交 was pressed without content. */
  readonly missing: Ref<'choose' | 'fill' | 'match' | null>;
  readonly write: (response: ItemResponse) => void;
  readonly submit: () => void;
}

/** The response to the item on show: draft, submission and its receipt. */
export function useResponse(contest: Contest): ResponseForm {
  const { t } = useI18n();
  const { state, connection } = contest;
  const draft = shallowRef<ItemResponse | null>(null);
  const submissionState = shallowRef<SubmissionState>({ kind: 'idle' });
  const missing = ref<'choose' | 'fill' | 'match' | null>(null);
  let submissionId: string | null = null;

  const savedAt = computed(() => {
    if (submissionState.value.kind === 'saved') return submissionState.value.receivedAt;
    return state.value?.ownResponse?.receivedAt ?? null;
  });
  const locked = computed(
    () =>
      savedAt.value !== null || submissionState.value.kind === 'saving' || submissionState.value.kind === 'retrying',
  );

  const submission = new Submission({
    send: (message) =>
      contest.seated.value
        ? connection.request('response:submit', message, 3000)
        : Promise.resolve(clientFault('client.offline')),
    wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    conflict: () => void contest.sync(),
    show: (next) => {
      const before = submissionState.value.kind;
      submissionState.value = next;
      if (next.kind === 'saved') {
        keepReceipt(next.receivedAt);
        announce(t('play.saved', { time: clockTime(next.receivedAt) }), { essential: true });
      }
      if (next.kind === 'retrying' && before !== 'retrying')
        announce(t('play.retrying'), { assertive: true, essential: true });
      if (next.kind === 'refused') {
        submissionId = null;
        store();
        announce(t('play.refused', { message: next.error.message }), { assertive: true, essential: true });
      }
    },
  });

  /** Frames do not carry the own response, only snapshots do: until the next one it is kept from here. */
  function keepReceipt(receivedAt: number): void {
    if (state.value === null || submissionId === null || draft.value === null) return;
    state.value = { ...state.value, ownResponse: { submissionId, receivedAt, response: draft.value } };
  }

  function store(): void {
    const item = state.value?.item;
    if (item)
      keepDraft({ contestItemId: item.contestItemId, opening: item.opening, response: draft.value, submissionId });
  }

  function send(): void {
    const current = state.value;
    const item = current?.item;
    if (!current || !item || draft.value === null) return;
    submissionId ??= randomId();
    store();
    void submission.start({
      contestId: current.contestId,
      contestItemId: item.contestItemId,
      opening: item.opening,
      submissionId,
      response: draft.value,
    });
  }

  watch(
    () => [state.value?.item?.contestItemId, state.value?.item?.opening] as const,
    ([itemId, opening], before) => {
      const item = state.value?.item;
      missing.value = null;
      if (!item) {
        submission.stop();
        submissionState.value = { kind: 'idle' };
        draft.value = null;
        return;
      }
      // Opened for the first time, or opened again: what is filled in so far stays.
      const sameItem = before !== undefined && before[0] === itemId && draft.value !== null;
      if (sameItem && opening === before[1]) return;
      submission.stop();
      submissionState.value = { kind: 'idle' };
      submissionId = null;
      const kept = storedDraft(item);
      const own = state.value?.ownResponse;
      if (own) draft.value = own.response;
      else if (!sameItem) draft.value = kept?.response ?? emptyResponse(item);
      if (!own && kept?.submissionId && kept.opening === item.opening && state.value?.phase === 'open') {
        submissionId = kept.submissionId;
        send();
      }
    },
    { immediate: true },
  );
  watch(
    () => state.value?.ownResponse,
    (own) => {
      if (own) draft.value = own.response;
    },
  );
  watch(
    () => state.value?.phase,
    (phase) => {
      if (phase === 'revealed' || phase === 'ended' || phase === 'finalized') {
        submission.stop();
        dropDraft();
      }
    },
  );
  onBeforeUnmount(() => submission.stop());

  return {
    draft,
    submission: submissionState,
    savedAt,
    locked,
    missing,
    write(response) {
      if (locked.value) return;
      draft.value = response;
      missing.value = null;
      if (submissionState.value.kind === 'refused') submissionState.value = { kind: 'idle' };
      store();
    },
    submit() {
      const item = state.value?.item;
      if (!item || locked.value || state.value?.phase !== 'open') return;
      if (!hasContent(draft.value)) {
        missing.value = item.kind === 'fill-in' ? 'fill' : item.kind === 'matching' ? 'match' : 'choose';
        announce(t(`play.nothing.${missing.value}`), { assertive: true, essential: true });
        return;
      }
      send();
    },
  };
}
