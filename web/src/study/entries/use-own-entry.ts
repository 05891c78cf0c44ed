/** A member's page of one entry: their own, or one of the branch on whose list they stand. */
import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { announce } from '../../composables/use-announcer.js';
import type { Failure } from '../../lib/refusal.js';
import type { Choice } from '../../operator/entries/entry-fields.js';
import { usualModes } from '../../operator/entries/form-fields.js';
import type { Deed } from '../../operator/entries/StepPanel.vue';
import { useEntryWriting } from '../../operator/entries/use-entry-writing.js';
import { useMember } from '../member-session.js';
import { ownEntriesApi } from './own-entries-api.js';
import { NEW, ownShelf } from './own-entry-drafts.js';

/** @param id begins with `new-` until the server has it */
export function useOwnEntry(id: () => string) {
  const { t } = useI18n();
  const router = useRouter();
  const { member } = useMember();
  const me = (): string => member.value?.personId ?? '';
  const writing = useEntryWriting({
    id,
    door: ownEntriesApi,
    shelf: ownShelf(me),
    pageOf: (entryId) => `/study/entries/${entryId}`,
    personOf: (personId) => (personId === me() ? (member.value?.name ?? null) : null),
  });
  const { editor, files, device, setup, today, isNew } = writing;
  const { info } = editor;
  /** What stands in a new form was left on this device before. */
  const restored = ref(false);
  const own = computed(() => info.value === null || info.value.personId === me());
  /** The form, also while something in it is not saved and may not be just now. */
  const editing = computed(() => isNew.value || editor.dirty.value || (info.value?.actions.includes('edit') ?? false));

  async function load(): Promise<void> {
    restored.value = false;
    await writing.load(read);
    // Nobody else has begun this one: there is nothing to decide.
    if (!isNew.value || device.found.value === null) return;
    writing.takeFound();
    restored.value = true;
    announce(t('ownEntries.restored'), { essential: true });
  }
  async function read(): Promise<Failure | null> {
    if (!id().startsWith(NEW)) return writing.loadStored();
    files.take([]);
    const fault = await writing.loadSetup();
    if (fault || setup.value === null) return fault;
    const modes = usualModes(setup.value, 'self-study');
    editor.begin('', { kind: 'self-study', onDate: today.value, modes }, id());
    return null;
  }
  // Another entry under the same page; a new one that got its address is the same.
  watch(id, (wanted) => {
    if (wanted !== info.value?.id) void load();
  });

  /** What was left here before is let go, and the form is empty again. */
  async function beginAgain(): Promise<void> {
    device.forget();
    await load();
    document.getElementById('entry-title')?.focus();
  }
  async function resolve(choices: ReadonlyMap<string, Choice>): Promise<void> {
    if (await editor.resolve(choices)) await writing.saveDraft();
  }
  async function deed(what: Deed): Promise<void> {
    if (what === 'withdraw') return writing.step('withdraw', t('entries.done.withdrawn'));
    if (what === 'remove' && (await writing.remove())) await router.push('/study/entries');
  }

  return { ...writing, restored, own, editing, load, beginAgain, resolve, deed };
}
