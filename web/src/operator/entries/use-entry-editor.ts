/** One entry being written: loaded, changed, saved field by field against the version that it was begun on. */
import { computed, ref, shallowRef } from 'vue';
import { useI18n } from 'vue-i18n';
import type { EntryInfo, EntryPatchBody } from '@protocol/study.js';
import { announce } from '../../composables/use-announcer.js';
import { randomId } from '../../lib/random-id.js';
import { isPassing } from '../../lib/refusal.js';
import type { Failure, Result } from '../../lib/refusal.js';
import type { BegunEntry, EntryDoor } from './entry-door.js';
import {
  changesOf,
  chosenChanges,
  draftFrom,
  draftOf,
  emptyDraft,
  fieldsOf,
  foreignTo,
  patchOf,
  withChanges,
} from './entry-fields.js';
import type { Changes, Choice, EntryConflict, EntryDraft, Fields } from './entry-fields.js';
import { fieldIdOf } from './field-id.js';

interface FormError {
  readonly path?: string;
  readonly fieldId?: string;
  readonly message: string;
}

/** @param personOf a name for what the server says about somebody on the list */
export function useEntryEditor(door: EntryDoor, personOf: (personId: string) => string | null) {
  const { t } = useI18n();
  const info = ref<EntryInfo | null>(null);
  const unitId = ref('');
  const personId = ref<string | null>(null);
  const draft = ref<EntryDraft>(emptyDraft('theme-day', ''));
  const base = shallowRef<Fields>(new Map());
  const version = ref(0);
  const errors = ref<readonly FormError[]>([]);
  const message = ref('');
  const busy = ref(false);
  /** The last attempt did not get through; what is typed is on this device. */
  const waiting = ref(false);
  const conflicts = ref<readonly EntryConflict[]>([]);
  let sourceId = '';
  /** What was sent for a new entry, each time that it was tried. */
  let tried: Fields[] = [];

  const fields = computed(() => fieldsOf(draft.value));
  const changes = computed(() => changesOf(base.value, fields.value));
  const dirty = computed(() => changes.value.size > 0);
  const errorOf = (path: string): string | undefined => errors.value.find((error) => error.path === path)?.message;

  function say(text: string): void {
    message.value = text;
    announce(text, { essential: true });
  }
  function clear(): void {
    errors.value = [];
    message.value = '';
    waiting.value = false;
  }

  /**
   * A new entry. What stands there from the beginning is no change.
   * @param source by which the server knows the same again
   */
  function begin(
    unit: string,
    blank: Pick<EntryDraft, 'kind' | 'onDate' | 'modes'>,
    source: string = randomId(),
  ): void {
    clear();
    sourceId = source;
    tried = [];
    info.value = null;
    version.value = 0;
    conflicts.value = [];
    unitId.value = unit;
    personId.value = null;
    draft.value = { ...emptyDraft(blank.kind, blank.onDate), modes: blank.modes };
    base.value = fieldsOf(draft.value);
  }

  /** The entry as the server has it; what was typed since `sent` stays on top of it, all of it where that is null. */
  function take(next: EntryInfo, sent: Fields | null = fields.value): void {
    const typed = changesOf(sent ?? fieldsOf(draftOf(next)), fields.value);
    info.value = next;
    unitId.value = next.unitId;
    personId.value = next.personId;
    version.value = next.version;
    base.value = fieldsOf(draftOf(next));
    draft.value = draftFrom(withChanges(base.value, typed));
  }

  async function load(id: string): Promise<Failure | null> {
    const reply = await door.entry(id);
    if (!reply.ok) return reply.error;
    clear();
    conflicts.value = [];
    take(reply.data);
    return null;
  }

  /** Changes from somewhere else: the device, or a choice in a conflict. @param begunOn never later than what is stored */
  function lay(changed: Changes, begunOn: number): void {
    draft.value = draftFrom(withChanges(base.value, changed));
    version.value = info.value === null ? 0 : Math.min(begunOn, info.value.version);
  }

  function newBody(sent: Fields): BegunEntry {
    const { kind, onDate } = draft.value;
    const unit = unitId.value === '' ? {} : { unitId: unitId.value };
    const person = personId.value === null ? {} : { personId: personId.value };
    return { ...(patchOf(sent) as Partial<BegunEntry>), kind, onDate, sourceId, ...unit, ...person };
  }

  /** @returns whether it is there, and nothing of another page's in it that this one would write over */
  async function create(): Promise<boolean> {
    const sent = fields.value;
    tried = [...tried, sent];
    if (!(await attempt(() => door.create(newBody(sent)), null))) return false;
    conflicts.value = foreignTo(tried, base.value, fields.value);
    return conflicts.value.length === 0;
  }

  /** True when it is stored. */
  async function save(): Promise<boolean> {
    if (busy.value) return false;
    clear();
    if (info.value !== null && !dirty.value) return true;
    // The same again gives the entry of the first time, with what stood there then: the rest follows as a change.
    if (info.value === null && !(await create())) return false;
    const current = info.value;
    if (current === null || !dirty.value) return true;
    const sent = fields.value;
    const body = { baseVersion: version.value, patch: patchOf(changes.value) };
    return attempt(() => door.patch(current.id, body), sent);
  }

  /** 更正单 of what is locked. */
  async function correct(send: (id: string, body: EntryPatchBody) => Promise<Result<EntryInfo>>): Promise<boolean> {
    const current = info.value;
    if (busy.value || current === null) return false;
    clear();
    const sent = fields.value;
    const body = { baseVersion: version.value, patch: patchOf(changes.value) };
    return attempt(() => send(current.id, body), sent);
  }

  /** A step of its life. */
  async function step(act: (id: string) => Promise<Result<EntryInfo>>, done: string): Promise<boolean> {
    const current = info.value;
    if (busy.value || current === null) return false;
    clear();
    const through = await attempt(() => act(current.id), fields.value);
    if (through) say(done);
    return through;
  }

  async function attempt(send: () => Promise<Result<EntryInfo>>, sent: Fields | null): Promise<boolean> {
    busy.value = true;
    const reply = await send();
    busy.value = false;
    if (reply.ok) {
      conflicts.value = [];
      take(reply.data, sent);
      return true;
    }
    await explain(reply.error);
    return false;
  }

  async function explain(refusal: Failure): Promise<void> {
    if (refusal.code === 'study.entry-conflict' && refusal.conflicts && refusal.conflicts.length > 0) {
      conflicts.value = refusal.conflicts as readonly EntryConflict[];
      return;
    }
    if (refusal.code === 'study.entry-refused') await refresh();
    waiting.value = isPassing(refusal.code);
    errors.value = refusal.details?.map(faultOf) ?? [{ message: refusal.message }];
  }
  function faultOf({ path, message: text }: { readonly path: string; readonly message: string }): FormError {
    const person = /^attendance\.([^.]+)\./.exec(path)?.[1];
    const words = person === undefined ? text : t('entries.ofPerson', { person: personOf(person) ?? '', text });
    const fieldId = fieldIdOf(path);
    return { path, message: words, ...(fieldId === undefined ? {} : { fieldId }) };
  }

  /** What may be done now and what is attached, without a touch on what is typed. */
  async function refresh(): Promise<void> {
    if (info.value === null) return;
    const reply = await door.entry(info.value.id);
    if (reply.ok) info.value = reply.data;
  }

  /** Puts together what both wrote, as chosen. @returns false where the entry could not be read */
  async function resolve(choices: ReadonlyMap<string, Choice>): Promise<boolean> {
    if (info.value === null) return false;
    const reply = await door.entry(info.value.id);
    if (!reply.ok) {
      await explain(reply.error);
      return false;
    }
    const theirs = fieldsOf(draftOf(reply.data));
    const own = { theirs, mine: fields.value, changes: changes.value };
    const wanted = chosenChanges(own, conflicts.value, choices);
    info.value = reply.data;
    base.value = theirs;
    conflicts.value = [];
    lay(wanted, reply.data.version);
    return true;
  }

  return {
    info,
    unitId,
    personId,
    draft,
    fields,
    changes,
    version,
    dirty,
    errors,
    errorOf,
    message,
    busy,
    waiting,
    conflicts,
    begin,
    load,
    lay,
    save,
    correct,
    step,
    refresh,
    resolve,
    say,
  };
}
