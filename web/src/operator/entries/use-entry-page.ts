/** The page of one entry: which one, for which unit, with whom, and what a press of a button sets going. */
import { computed, nextTick, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import type { AttendanceFields, AttendanceInfo, UnitMember } from '@protocol/study.js';
import type { Failure } from '../../lib/refusal.js';
import { useUnit } from '../hours/use-unit.js';
import { useSession } from '../session.js';
import { entriesApi } from './entries-api.js';
import { rowOf } from './entry-fields.js';
import type { Choice } from './entry-fields.js';
import { useFieldWords } from './field-words.js';
import { formFields, usualModes } from './form-fields.js';
import type { Deed } from './StepPanel.vue';
import { useAttachments } from './use-attachments.js';
import { useDeviceDraft } from './use-device-draft.js';
import { useEntryEditor } from './use-entry-editor.js';
import { useEntrySetup } from './use-entry-setup.js';

const DONE = { withdraw: 'withdrawn', approve: 'approved', lock: 'locked' } as const;

/** @param id `new` for one that is not stored yet */
export function useEntryPage(id: () => string) {
  const { t } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const { session } = useSession();
  const unit = useUnit(() => (typeof route.query['unit'] === 'string' ? route.query['unit'] : (session.value?.operator.unitId ?? undefined))); // prettier-ignore
  const given = useEntrySetup();
  const { setup, members } = given;
  const names = computed(() => {
    const rows = editor.info.value?.attendance ?? [];
    return new Map([...members.value, ...rows].map(({ personId, name }) => [personId, name]));
  });
  const editor = useEntryEditor((personId) => names.value.get(personId) ?? null);
  const { info, draft, unitId, personId } = editor;
  const words = useFieldWords(
    () => setup.value,
    () => info.value,
    (person) => names.value.get(person) ?? null,
  );
  const files = useAttachments();
  const device = useDeviceDraft({
    ...editor,
    place: () => `${session.value?.operator.id ?? ''}.${id()}`,
  });

  const failure = ref<Failure | null>(null);
  const shown = ref(false);
  const correcting = ref(false);
  const reason = ref('');
  const gone = ref(false);
  const isNew = computed(() => info.value === null);
  const dirty = computed(() => !gone.value && (editor.dirty.value || files.dirty.value));
  /** The form, also while something in it is not saved and may not be just now. */
  const writing = computed(
    () => isNew.value || correcting.value || editor.dirty.value || (info.value?.actions.includes('edit') ?? false),
  );
  const personal = computed(() => personId.value !== null);
  const fields = computed(() => setup.value && formFields(setup.value, draft.value));
  /** On the roster of the day, and whoever stands on the list besides. */
  const people = computed<readonly UnitMember[]>(() => {
    const known = new Set(members.value.map((member) => member.personId));
    const rows = (info.value?.attendance ?? []).filter((row) => !known.has(row.personId));
    const others = rows.map(({ personId: person, name, staffCode }) => ({ personId: person, name, staffCode }));
    return [...members.value, ...others.filter((person) => person.personId in draft.value.attendance)];
  });

  async function load(): Promise<void> {
    shown.value = false;
    correcting.value = false;
    reason.value = '';
    device.rest();
    failure.value = await read();
    if (failure.value !== null) return;
    shown.value = true;
    await nextTick();
    device.look();
  }

  async function read(): Promise<Failure | null> {
    await unit.load();
    if (unit.failure.value) return unit.failure.value;
    if (id() !== 'new') {
      const fault = await editor.load(id());
      if (fault) return fault;
      files.take(info.value?.attachments ?? []);
      return (await given.loadSetup(draft.value.onDate)) ?? (await given.loadMembers(unitId.value, draft.value.onDate));
    }
    files.take([]);
    const fault = await given.loadSetup();
    if (fault || setup.value === null) return fault;
    const unitIdOfNew = unit.unitId.value ?? '';
    editor.begin(unitIdOfNew, 'theme-day', given.today.value, usualModes(setup.value, 'theme-day'));
    return unitIdOfNew === '' ? null : given.loadMembers(unitIdOfNew, given.today.value);
  }
  // Another entry under the same page; a new one that got its address is the same.
  watch(id, (wanted) => {
    if (wanted !== info.value?.id) void load();
  });
  /** Modes and roster are those of the day and of the unit. */
  watch([() => draft.value.onDate, unitId], async ([day, of], [dayBefore]) => {
    if (!shown.value || !/^\d{4}-\d\d-\d\d$/.test(day) || of === '') return;
    if (day !== dayBefore) await given.loadSetup(day);
    await given.loadMembers(of, day);
  });

  async function addUnit(other: string): Promise<void> {
    const found = await given.addMembers(other, draft.value.onDate);
    if ('code' in found) return editor.say(found.message);
    const { attendance } = draft.value;
    const fresh = found.filter((person) => !(person.personId in attendance));
    draft.value.attendance = { ...attendance, ...Object.fromEntries(fresh.map((person) => [person.personId, rowOf('present')])) }; // prettier-ignore
  }

  /** Fields, then files, then words of files; what does not get through stays here. */
  async function save(): Promise<boolean> {
    const began = isNew.value;
    if (personId.value === '') {
      editor.errors.value = [{ path: 'personId', fieldId: 'entry-person', message: t('entries.whose.required') }];
      return false;
    }
    if (!(await editor.save())) return false;
    if (began) await settle();
    const current = info.value;
    if (current === null) return false;
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
    await router.replace(`/ledger/entries/${info.value?.id ?? ''}`);
    await nextTick();
    device.look();
    active?.focus({ preventScroll: true });
  }

  async function saveDraft(): Promise<void> {
    if (correcting.value) return correct();
    if (await save()) editor.say(t('entries.saved'));
  }
  async function submit(): Promise<void> {
    if ((await save()) && (await editor.step((own) => entriesApi.step(own, 'submit'), t('entries.submitted')))) {
      await toState();
    }
  }
  async function correct(): Promise<void> {
    const why = reason.value.trim();
    if (why === '') {
      const message = t('entries.correct.required');
      editor.errors.value = [{ path: 'reason', fieldId: 'entry-reason', message }];
      return;
    }
    if (!(await editor.correct(why))) return;
    correcting.value = false;
    reason.value = '';
    editor.say(t('entries.correct.done'));
    await toState();
  }
  async function resolve(choices: ReadonlyMap<string, Choice>): Promise<void> {
    if (await editor.resolve(choices)) await saveDraft();
  }
  async function toState(): Promise<void> {
    await nextTick();
    document.getElementById('entry-state')?.focus();
  }

  async function deed(what: Deed, why: string): Promise<void> {
    if (what === 'correct') {
      correcting.value = true;
      await nextTick();
      document.getElementById('entry-reason')?.focus();
      return;
    }
    if (what === 'remove') return remove();
    const through =
      what === 'return'
        ? await editor.step((own) => entriesApi.return(own, why), t('entries.done.returned'))
        : await editor.step((own) => entriesApi.step(own, what), t(`entries.done.${DONE[what]}`));
    if (through) await toState();
  }
  async function remove(): Promise<void> {
    const reply = await entriesApi.remove(info.value?.id ?? '');
    if (!reply.ok) {
      editor.errors.value = [{ message: reply.error.message }];
      return;
    }
    gone.value = true;
    device.forget();
    await router.push(`/ledger/entries/units/${unitId.value}`);
  }
  function stopCorrecting(): void {
    correcting.value = false;
    editor.lay(new Map(), editor.version.value);
    device.forget();
  }

  /** 补学 of somebody on a locked list: a correction of its own. */
  async function makeUp(
    person: AttendanceInfo,
    part: Pick<AttendanceFields, 'madeUpOn' | 'madeUpChannel' | 'madeUpForm'>,
  ): Promise<void> {
    const row = draft.value.attendance[person.personId];
    if (!row) return;
    draft.value.attendance = { ...draft.value.attendance, [person.personId]: { ...row, ...part } };
    const why = t('entries.makeUp.reason', { name: person.name });
    if (await editor.correct(why)) return editor.say(t('entries.makeUp.saved', { name: person.name }));
    // What could not be written down stays in the form of a correction.
    correcting.value = true;
    reason.value = why;
  }

  function takeFound(): void {
    const found = device.found.value;
    if (!found) return;
    if (info.value === null) {
      unitId.value = found.unitId;
      personId.value = found.personId;
    }
    if (info.value?.status === 'locked') correcting.value = true;
    editor.lay(found.changes, found.version);
    device.found.value = null;
  }

  return {
    editor,
    files,
    device,
    words,
    unit,
    setup,
    people,
    fields,
    personal,
    failure,
    shown,
    correcting,
    reason,
    isNew,
    dirty,
    writing,
    load,
    addUnit,
    saveDraft,
    submit,
    resolve,
    deed,
    stopCorrecting,
    makeUp,
    takeFound,
  };
}
