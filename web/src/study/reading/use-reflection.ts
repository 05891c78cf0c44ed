/** One reflection in a form: kept on the device at every change, saved, handed in, taken back. */
import { computed, nextTick, reactive, ref, watch } from 'vue';
import { useRouter } from 'vue-router';
import type { MemberCampaign, OwnReflection } from '@protocol/own-reading.js';
import { announce } from '../../composables/use-announcer.js';
import { translate as t } from '../../i18n/index.js';
import type { Failure, Result } from '../../lib/refusal.js';
import { useSaving } from '../../operator/use-saving.js';
import { dropDraft, keepDraft } from '../drafts.js';
import { useMember } from '../member-session.js';
import { ownReadingApi } from './own-reading-api.js';
import { draftName, draftOf, emptyFields, fieldsOf, NEW, sameFields } from './reflection-draft.js';

/** @param place of the page; `reflectionId` begins with `new-` until the server has it */
export function useReflection(place: { readonly id: string; readonly reflectionId: string }, bookId: string | null) {
  const router = useRouter();
  const { member } = useMember();
  const campaign = ref<MemberCampaign | null>(null);
  const saved = ref<OwnReflection | null>(null);
  const failure = ref<Failure | null>(null);
  const restored = ref(false);
  /** What stands on the server where it was saved elsewhere since. */
  const theirs = ref<OwnReflection | null>(null);
  const fields = reactive({ ...emptyFields(bookId) });
  const baseVersion = ref<number | null>(null);
  const shown = ref(false);
  const saving = useSaving({
    title: 'reflection-title',
    words: 'reflection-words',
    transcript: 'reflection-transcript',
    bookId: 'reflection-book',
  });
  const { errors, save } = saving;
  const editable = computed(() => saved.value?.editable ?? campaign.value?.records ?? false);
  const personId = (): string => member.value?.personId ?? '';
  const isNew = (): boolean => saved.value === null && place.reflectionId.startsWith(NEW);
  const stored = () => (saved.value === null ? emptyFields(bookId) : fieldsOf(saved.value));

  async function load(): Promise<void> {
    const found = await ownReadingApi.detail(place.id);
    if (found.ok && !place.reflectionId.startsWith(NEW)) {
      const one = await ownReadingApi.reflection(place.id, place.reflectionId);
      failure.value = one.ok ? null : one.error;
      if (!one.ok) return;
      saved.value = one.data;
    }
    failure.value = found.ok ? null : found.error;
    if (!found.ok) return;
    campaign.value = found.data;
    const draft = draftOf(personId(), place.reflectionId);
    const mine = draft !== null && editable.value && !sameFields(draft, stored()) ? draft : null;
    restored.value = mine !== null;
    Object.assign(fields, stored(), mine && { bookId: mine.bookId, title: mine.title, form: mine.form, words: mine.words, transcript: mine.transcript }); // prettier-ignore
    baseVersion.value = mine ? mine.baseVersion : (saved.value?.version ?? null);
    shown.value = true;
  }

  watch(
    () => ({ ...fields }),
    (now) => {
      if (!shown.value || !editable.value) return;
      const name = draftName(place.reflectionId);
      if (sameFields(now, stored())) dropDraft(personId(), name);
      else keepDraft(personId(), name, { ...now, campaignId: place.id, baseVersion: baseVersion.value });
    },
  );

  function take(reflection: OwnReflection): void {
    const name = draftName(place.reflectionId);
    saved.value = reflection;
    baseVersion.value = reflection.version;
    theirs.value = null;
    if (sameFields(fields, stored())) dropDraft(personId(), name);
  }

  const missingTitle = () =>
    fields.title.trim() === ''
      ? [{ fieldId: 'reflection-title', message: t('ownReading.reflection.titleRequired') }]
      : [];

  /** Nothing to do where the server has it already. @returns its id; null where it was refused */
  async function keep(): Promise<string | null> {
    if (saved.value !== null && sameFields(fields, stored())) return saved.value.id;
    const kept = await save<OwnReflection>(missingTitle(), async () => {
      const before = saved.value;
      const reply = await (before === null
        ? ownReadingApi.create(place.id, { ...fields, sourceId: place.reflectionId })
        : ownReadingApi.save(place.id, before.id, { ...fields, baseVersion: baseVersion.value ?? before.version }));
      if (!reply.ok && reply.error.code === 'reading.changed' && before !== null) {
        const now = await ownReadingApi.reflection(place.id, before.id);
        if (now.ok) theirs.value = now.data;
      }
      return reply;
    });
    if (kept === null) return null;
    const first = isNew();
    restored.value = false;
    take(kept);
    // The same page under the address that it keeps; nothing is read anew.
    if (first) await router.replace(`/study/reading/${place.id}/reflections/${kept.id}`);
    return kept.id;
  }

  async function step(send: (id: string) => Promise<Result<OwnReflection>>, said: string): Promise<void> {
    const id = saved.value?.id;
    if (id === undefined) return;
    const done = await save<OwnReflection>([], () => send(id));
    if (done === null) return;
    take(done);
    announce(said, { essential: true });
    // What was pressed is gone.
    await nextTick();
    document.getElementById('state-heading')?.focus();
  }

  async function saveDraft(): Promise<void> {
    if ((await keep()) !== null) announce(t('ownReading.reflection.saved'), { essential: true });
  }

  /** @param recorded whether a recording of the form is there */
  async function submit(recorded: boolean): Promise<void> {
    const silent = fields.form === 'text' ? fields.words.trim() === '' : !recorded;
    const nothing =
      fields.form === 'text'
        ? { fieldId: 'reflection-words', message: t('ownReading.reflection.wordsRequired') }
        : { fieldId: 'recordings-heading', message: t('ownReading.reflection.recordingRequired') };
    errors.value = [...missingTitle(), ...(silent ? [nothing] : [])];
    if (errors.value.length > 0 || (await keep()) === null) return;
    await step((id) => ownReadingApi.submit(place.id, id), t('ownReading.reflection.submitted'));
  }

  const withdraw = () => step((id) => ownReadingApi.withdraw(place.id, id), t('ownReading.reflection.withdrawn'));

  /** @returns whether it is gone */
  async function remove(): Promise<boolean> {
    const id = saved.value?.id;
    if (id !== undefined) {
      const gone = await save<unknown>([], async () => {
        const reply = await ownReadingApi.remove(place.id, id);
        return reply.ok ? { ok: true, data: true } : reply;
      });
      if (gone === null) return false;
    }
    shown.value = false;
    dropDraft(personId(), draftName(place.reflectionId));
    announce(t('ownReading.reflection.dropped'), { essential: true });
    return true;
  }

  /** After `reading.changed`: what stands there, or what was written here, on top of it. */
  async function settle(mine: boolean): Promise<void> {
    const now = theirs.value;
    if (now === null) return;
    const typed = { ...fields };
    errors.value = [];
    Object.assign(fields, fieldsOf(now));
    take(now);
    if (!mine) return;
    Object.assign(fields, typed);
    await saveDraft();
  }

  return { campaign, saved, failure, restored, theirs, fields, editable, saving, load, keep, saveDraft, submit, withdraw, remove, settle, take }; // prettier-ignore
}
