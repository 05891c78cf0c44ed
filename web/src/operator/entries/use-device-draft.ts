/** Keeps what is typed on the device while it is not saved, and offers what was left there before. */
import { shallowRef, watch } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import { dropDraft, keepDraft, keptDraft } from './device-draft.js';
import type { DeviceDraft } from './device-draft.js';
import type { Changes } from './entry-fields.js';

interface Watched {
  readonly place: () => string;
  readonly changes: ComputedRef<Changes>;
  readonly version: Ref<number>;
  readonly unitId: Ref<string>;
  readonly personId: Ref<string | null>;
}

export function useDeviceDraft({ place, changes, version, unitId, personId }: Watched) {
  /** Left there before, and nobody has said yet what to do with it. */
  const found = shallowRef<DeviceDraft | null>(null);
  let ready = false;

  /** Once the page shows its entry. */
  function look(): void {
    found.value = keptDraft(place(), Date.now());
    ready = true;
  }
  function forget(): void {
    found.value = null;
    dropDraft(place());
  }
  /** Until the next `look`: another entry is being loaded. */
  function rest(): void {
    ready = false;
    found.value = null;
  }
  watch(changes, (now) => {
    if (!ready || found.value !== null) return;
    if (now.size === 0) dropDraft(place());
    else keepDraft(place(), { keptAt: Date.now(), version: version.value, unitId: unitId.value, personId: personId.value, changes: now }); // prettier-ignore
  });

  return { found, look, forget, rest };
}
