import { computed, ref, shallowRef } from 'vue';
import type { ComputedRef, Ref, ShallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { Needs } from '@protocol/frames.js';
import { NOTICE_VERSION } from '@protocol/privacy.js';
import type { EntryInfo } from '@protocol/rest.js';
import { settings } from '../composables/use-settings.js';
import { api } from '../lib/api.js';
import type { Failure } from '../lib/refusal.js';
import { asksForSomething, NO_NEEDS, takeUp } from './needs.js';
import { lastPerson, storedEntry } from './entry-store.js';
import { randomId } from '../lib/random-id.js';
import { joinAnew } from './session.js';
import type { Entry } from './entry-store.js';

export interface JoinForm {
  readonly info: ShallowRef<EntryInfo | null>;
  readonly failure: ShallowRef<Failure | null>;
  /** An entry of this device in the same contest. */
  readonly earlier: ShallowRef<Entry | null>;
  readonly branchId: Ref<string | null>;
  readonly branchName: ComputedRef<string>;
  readonly name: Ref<string>;
  readonly consent: Ref<boolean>;
  /** Somebody else works the device. */
  readonly assisted: Ref<boolean>;
  readonly needs: Ref<Needs>;
  readonly needsConsent: Ref<boolean>;
  readonly errors: Ref<{ branch?: string; name?: string; consent?: string; needsConsent?: string }>;
  readonly busy: Ref<boolean>;
  readonly load: () => Promise<void>;
  readonly enter: () => Promise<void>;
}

/** The state of the three steps; sends nothing but the PIN before the last. */
export function useJoin(pin: () => string): JoinForm {
  const { t } = useI18n();
  const router = useRouter();
  const person = lastPerson();
  const info = shallowRef<EntryInfo | null>(null);
  let attempt: { readonly person: string; readonly id: string } | null = null;
  const failure = shallowRef<Failure | null>(null);
  const earlier = shallowRef<Entry | null>(null);
  const branchId = ref<string | null>(null);
  const name = ref(person?.name ?? '');
  const consent = ref(false);
  const assisted = ref(false);
  const needs = ref<Needs>(NO_NEEDS);
  const needsConsent = ref(false);
  const errors = ref<{ branch?: string; name?: string; consent?: string; needsConsent?: string }>({});
  const busy = ref(false);
  const branchName = computed(() => info.value?.branches.find(({ id }) => id === branchId.value)?.name ?? '');

  async function load(): Promise<void> {
    info.value = null;
    failure.value = null;
    const reply = await api.get<EntryInfo>(`/api/entry/${encodeURIComponent(pin())}`);
    if (!reply.ok) {
      failure.value = reply.error;
      return;
    }
    info.value = reply.data;
    earlier.value = storedEntry(reply.data.contestId);
    const { branches } = reply.data;
    branchId.value =
      branches.find((branch) => branch.name === person?.branchName)?.id ??
      (branches.length === 1 ? (branches[0]?.id ?? null) : null);
  }

  /** One id for one person in one branch: pressed again after a lost reply, it finds the same seat. */
  function joinIdFor(person: string): string {
    if (attempt?.person !== person) attempt = { person, id: randomId() };
    return attempt.id;
  }

  async function enter(): Promise<void> {
    if (busy.value || info.value === null || branchId.value === null) return;
    const wanted = asksForSomething(needs.value) && needsConsent.value;
    errors.value = {
      ...(name.value.trim() === '' ? { name: t('join.name.missing') } : {}),
      ...(consent.value ? {} : { consent: t('join.name.consentMissing') }),
    };
    if (Object.keys(errors.value).length > 0) return;
    busy.value = true;
    failure.value = null;
    const reply = await joinAnew({
      pin: pin(),
      joinId: joinIdFor(`${branchId.value}\n${name.value.trim()}`),
      name: name.value.trim(),
      branchId: branchId.value,
      consent: { notice: true, noticeVersion: NOTICE_VERSION, ...(wanted ? { needs: true } : {}) },
      ...(wanted ? { needs: needs.value } : {}),
      ...(assisted.value ? { enteredBy: 'assistant' as const } : {}),
      locale: settings.locale,
    });
    busy.value = false;
    if (!reply.ok) {
      failure.value = reply.error;
      return;
    }
    if (wanted) takeUp(needs.value, settings);
    await router.replace(`/play/${reply.data.contestId}`);
  }

  return {
    info,
    failure,
    earlier,
    branchId,
    branchName,
    name,
    consent,
    assisted,
    needs,
    needsConsent,
    errors,
    busy,
    load,
    enter,
  };
}
