/** What a form is made of as of the day of the entry. */
import { computed, ref } from 'vue';
import type { StudySetup } from '@protocol/study-setup.js';
import type { Failure } from '../../lib/refusal.js';
import type { EntryDoor } from './entry-door.js';

export function useEntrySetup(door: EntryDoor) {
  const setup = ref<StudySetup | null>(null);
  /** The day of the server, on which a new entry begins. */
  const today = computed(() => setup.value?.today ?? '');
  let asked = 0;

  async function loadSetup(on?: string): Promise<Failure | null> {
    const call = (asked += 1);
    const reply = await door.setup(on);
    if (!reply.ok) return reply.error;
    // Another day has been asked for meanwhile.
    if (call === asked) setup.value = reply.data;
    return null;
  }

  return { setup, today, loadSetup };
}
