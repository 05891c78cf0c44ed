/** Keeps what is typed on the device while it is not saved, and offers what was left there before. */
import { shallowRef, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { DeviceDraft, DraftShelf } from './device-draft.js';
import type { Changes, Fields } from './entry-fields.js';

interface Watched {
  /** Of the entry, or of the new one that is begun. */
  readonly id: () => string;
  readonly fields: ComputedRef<Fields>;
  readonly changes: ComputedRef<Changes>;
  readonly version: Ref<number>;
  readonly unitId: Ref<string>;
  readonly personId: Ref<string | null>;
}

export function useDeviceDraft(shelf: DraftShelf, { id, fields, changes, version, unitId, personId }: Watched) {
  /** Left there before, and nobody has said yet what to do with it. */
  const found = shallowRef<DeviceDraft | null>(null);
  let ready = false;

  /** Once the page shows its entry. */
  function look(): void {
    found.value = shelf.kept(id(), Date.now());
    ready = true;
    if (changes.value.size > 0) store(changes.value);
  }
  function forget(): void {
    found.value = null;
    shelf.drop(id());
  }
  /** Until the next `look`: another entry is being loaded. */
  function rest(): void {
    ready = false;
    found.value = null;
  }
  watch(changes, store);
  function store(now: Changes): void {
    if (!ready || found.value !== null) return;
    if (now.size === 0) return shelf.drop(id());
    // A new entry begins otherwise on another day: all that it says is kept, its day too.
    const kept = version.value === 0 ? fields.value : now;
    shelf.keep(id(), { keptAt: Date.now(), version: version.value, unitId: unitId.value, personId: personId.value, changes: kept }); // prettier-ignore
  }

  return { found, look, forget, rest };
}
