/** The operators' page of one entry: for which unit, with whom, and what a press of a button sets going. */
import { computed, nextTick, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRoute, useRouter } from 'vue-router';
import type { AttendanceFields, AttendanceInfo, UnitMember } from '@protocol/study.js';
import type { Failure } from '../../lib/refusal.js';
import { useUnit } from '../hours/use-unit.js';
import { useSession } from '../session.js';
import { campaignsFor } from './campaign-choice.js';
import { operatorShelf } from './device-draft.js';
import { entriesApi } from './entries-api.js';
import { rowOf } from './entry-fields.js';
import type { Choice } from './entry-fields.js';
import { usualModes } from './form-fields.js';
import type { Deed } from './StepPanel.vue';
import { useEntryWriting } from './use-entry-writing.js';
import { useUnitMembers } from './use-unit-members.js';

/** @param id `new` for one that is not stored yet */
export function useEntryPage(id: () => string) {
  const { t } = useI18n();
  const route = useRoute();
  const router = useRouter();
  const { session } = useSession();
  const unit = useUnit(() => (typeof route.query['unit'] === 'string' ? route.query['unit'] : (session.value?.operator.unitId ?? undefined))); // prettier-ignore
  const { members, loadMembers, addMembers } = useUnitMembers();
  const writing = useEntryWriting({
    id,
    door: entriesApi,
    shelf: operatorShelf(() => session.value?.operator.id ?? ''),
    pageOf: (entryId) => `/ledger/entries/${entryId}`,
    personOf: (personId) => names.value.get(personId) ?? null,
  });
  const { editor, files, device, setup, today, shown, isNew } = writing;
  const { info, draft, unitId, personId } = editor;
  const names = computed(() => {
    const rows = info.value?.attendance ?? [];
    return new Map([...members.value, ...rows].map(({ personId: person, name }) => [person, name]));
  });

  const correcting = ref(false);
  const reason = ref('');
  /** The form, also while something in it is not saved and may not be just now. */
  const editing = computed(
    () => isNew.value || correcting.value || editor.dirty.value || (info.value?.actions.includes('edit') ?? false),
  );
  const personal = computed(() => personId.value !== null);
  const fitting = computed(() => campaignsFor(writing.campaigns.value, unit.tree.value, unitId.value));
  /** On the roster of the day, and whoever stands on the list besides. */
  const people = computed<readonly UnitMember[]>(() => {
    const known = new Set(members.value.map((member) => member.personId));
    const rows = (info.value?.attendance ?? []).filter((row) => !known.has(row.personId));
    const others = rows.map(({ personId: person, name, staffCode }) => ({ personId: person, name, staffCode }));
    return [...members.value, ...others.filter((person) => person.personId in draft.value.attendance)];
  });

  function load(): Promise<void> {
    correcting.value = false;
    reason.value = '';
    return writing.load(read);
  }

  async function read(): Promise<Failure | null> {
    await unit.load();
    if (unit.failure.value) return unit.failure.value;
    if (id() !== 'new') return (await writing.loadStored()) ?? (await loadMembers(unitId.value, draft.value.onDate));
    files.take([]);
    const fault = await writing.loadSetup();
    if (fault || setup.value === null) return fault;
    const unitIdOfNew = unit.unitId.value ?? '';
    const modes = usualModes(setup.value, 'theme-day');
    editor.begin(unitIdOfNew, { kind: 'theme-day', onDate: today.value, modes });
    return unitIdOfNew === '' ? null : loadMembers(unitIdOfNew, today.value);
  }
  // Another entry under the same page; a new one that got its address is the same.
  watch(id, (wanted) => {
    if (wanted !== info.value?.id) void load();
  });
  /** The roster is that of the day and of the unit. */
  watch([() => draft.value.onDate, unitId], ([day, of]) => {
    if (shown.value && /^\d{4}-\d\d-\d\d$/.test(day) && of !== '') void loadMembers(of, day);
  });

  async function addUnit(other: string): Promise<void> {
    const found = await addMembers(other, draft.value.onDate);
    if ('code' in found) return editor.say(found.message);
    const { attendance } = draft.value;
    const fresh = found.filter((person) => !(person.personId in attendance));
    draft.value.attendance = { ...attendance, ...Object.fromEntries(fresh.map((person) => [person.personId, rowOf('present')])) }; // prettier-ignore
  }

  /** Whether it is settled whose entry it is. */
  function isAssigned(): boolean {
    if (personId.value !== '') return true;
    editor.errors.value = [{ path: 'personId', fieldId: 'entry-person', message: t('entries.whose.required') }];
    return false;
  }
  async function saveDraft(): Promise<void> {
    if (correcting.value) return correct();
    if (isAssigned()) await writing.saveDraft();
  }
  async function submit(): Promise<void> {
    if (isAssigned()) await writing.submit();
  }
  const sendCorrection = (why: string): Promise<boolean> =>
    editor.correct((entryId, body) => entriesApi.correct(entryId, { ...body, reason: why }));
  async function correct(): Promise<void> {
    const why = reason.value.trim();
    if (why === '') {
      const message = t('entries.correct.required');
      editor.errors.value = [{ path: 'reason', fieldId: 'entry-reason', message }];
      return;
    }
    if (!(await sendCorrection(why))) return;
    correcting.value = false;
    reason.value = '';
    editor.say(t('entries.correct.done'));
    await writing.toState();
  }
  async function resolve(choices: ReadonlyMap<string, Choice>): Promise<void> {
    if (await editor.resolve(choices)) await saveDraft();
  }

  async function deed(what: Deed, why: string): Promise<void> {
    switch (what) {
      case 'correct':
        correcting.value = true;
        await nextTick();
        return document.getElementById('entry-reason')?.focus();
      case 'remove':
        if (await writing.remove()) await router.push(`/ledger/entries/units/${unitId.value}`);
        return;
      case 'withdraw':
        return writing.step('withdraw', t('entries.done.withdrawn'));
      case 'return':
        if (await editor.step((own) => entriesApi.return(own, why), t('entries.done.returned')))
          await writing.toState();
        return;
      case 'approve':
      case 'lock': {
        const done = t(what === 'approve' ? 'entries.done.approved' : 'entries.done.locked');
        if (await editor.step((own) => entriesApi.decideOne(own, what), done)) await writing.toState();
      }
    }
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
    const why = t('entries.makeUp.reason');
    if (await sendCorrection(why)) return editor.say(t('entries.makeUp.saved', { name: person.name }));
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
    writing.takeFound();
  }

  return { ...writing, unit, people, personal, fitting, correcting, reason, editing, load, addUnit, saveDraft, submit, resolve, deed, stopCorrecting, makeUp, takeFound }; // prettier-ignore
}
