/** One entry being written, by whoever: begun or loaded, kept on the device, saved with its files, handed in. */
import { computed, nextTick, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { announce } from '../../composables/use-announcer.js';
import type { Failure } from '../../lib/refusal.js';
import type { DraftShelf } from './device-draft.js';
import type { EntryDoor, EntryStep } from './entry-door.js';
import { useFieldWords } from './field-words.js';
import { formFields } from './form-fields.js';
import { useAttachments } from './use-attachments.js';
import { useCampaigns } from './use-campaigns.js';
import { useDeviceDraft } from './use-device-draft.js';
import { useEntryEditor } from './use-entry-editor.js';
import { useEntrySetup } from './use-entry-setup.js';

interface Writing {
  /** Of the page: of an entry, or of a new one until it is stored. */
  readonly id: () => string;
  readonly door: EntryDoor;
  readonly shelf: DraftShelf;
  /** Where an entry has its page. */
  readonly pageOf: (entryId: string) => string;
  /** The name of somebody; null where it is not known here. */
  readonly personOf: (personId: string) => string | null;
}

export function useEntryWriting({ id, door, shelf, pageOf, personOf }: Writing) {
  const { t } = useI18n();
  const router = useRouter();
  const given = useEntrySetup(door);
  const { setup } = given;
  const editor = useEntryEditor(door, personOf);
  const { info, draft } = editor;
  const linked = useCampaigns(
    door,
    () => draft.value,
    () => info.value,
  );
  const words = useFieldWords({
    setup: () => setup.value,
    info: () => info.value,
    campaigns: () => linked.campaigns.value,
    personOf,
  });
  const files = useAttachments(door);
  const device = useDeviceDraft(shelf, { ...editor, id });

  const failure = ref<Failure | null>(null);
  const shown = ref(false);
  const gone = ref(false);
  const isNew = computed(() => info.value === null);
  const dirty = computed(() => !gone.value && (editor.dirty.value || files.dirty.value));
  const fields = computed(() => setup.value && formFields(setup.value, draft.value));

  /** @param read what the page shows, and what else it needs for it */
  async function load(read: () => Promise<Failure | null>): Promise<void> {
    shown.value = false;
    device.rest();
    failure.value = await read();
    if (failure.value !== null) return;
    shown.value = true;
    await nextTick();
    device.look();
  }
  async function loadStored(): Promise<Failure | null> {
    const fault = await editor.load(id());
    if (fault) return fault;
    files.take(info.value?.attachments ?? []);
    return given.loadSetup(draft.value.onDate);
  }
  // Modes are those of the day.
  watch(
    () => draft.value.onDate,
    (day) => {
      if (shown.value && /^\d{4}-\d\d-\d\d$/.test(day)) void given.loadSetup(day);
    },
  );

  /** Fields, then files, then words of files; what does not get through stays here. */
  async function save(): Promise<boolean> {
    const began = isNew.value;
    const stored = await editor.save();
    if (began && !isNew.value) await settle();
    const current = info.value;
    if (!stored || current === null) return false;
    const dirtyFiles = files.dirty.value;
    const through = !dirtyFiles || (await files.flush(current.id));
    if (dirtyFiles) {
      await editor.refresh();
      files.take(info.value?.attachments ?? []);
    }
    if (!through) editor.errors.value = [{ message: t('entries.attachments.failed'), fieldId: 'entry-attachments' }];
    return through;
  }
  /** A new entry has an address of its own from now on; whoever types goes on where they are. */
  async function settle(): Promise<void> {
    const active = document.activeElement as HTMLElement | null;
    // What was left on the device before and was not looked at is not of this entry.
    if (device.found.value === null) device.forget();
    device.rest();
    await router.replace(pageOf(info.value?.id ?? ''));
    await nextTick();
    device.look();
    active?.focus({ preventScroll: true });
  }

  async function saveDraft(): Promise<void> {
    if (await save()) editor.say(t('entries.saved'));
  }
  async function submit(): Promise<void> {
    if (await save()) await step('submit', t('entries.submitted'));
  }
  async function step(what: EntryStep, done: string): Promise<void> {
    if (await editor.step((own) => door.step(own, what), done)) await toState();
  }
  async function toState(): Promise<void> {
    await nextTick();
    document.getElementById('entry-state')?.focus();
  }
  /** What was left on the device, on top of what is stored. */
  function takeFound(): void {
    const found = device.found.value;
    if (!found) return;
    editor.lay(found.changes, found.version);
    device.found.value = null;
  }
  /** @returns whether it is gone */
  async function remove(): Promise<boolean> {
    const reply = await door.remove(info.value?.id ?? '');
    if (!reply.ok) {
      editor.errors.value = [{ message: reply.error.message }];
      return false;
    }
    gone.value = true;
    device.forget();
    announce(t('entries.done.removed'), { essential: true });
    return true;
  }

  return { ...given, ...linked, editor, files, device, words, failure, shown, isNew, dirty, fields, load, loadStored, save, saveDraft, submit, step, toState, takeFound, remove }; // prettier-ignore
}
