/** What a form is made of as of the day of the entry, and who was to be expected. */
import { computed, ref } from 'vue';
import type { StudySetup } from '@protocol/study-setup.js';
import type { UnitMember } from '@protocol/study.js';
import type { Failure } from '../../lib/refusal.js';
import { entriesApi } from './entries-api.js';

export function useEntrySetup() {
  const setup = ref<StudySetup | null>(null);
  /** The day of the server, on which a new entry begins. */
  const today = ref('');
  const own = ref<readonly UnitMember[]>([]);
  const added = ref<readonly UnitMember[]>([]);
  const members = computed(() => {
    const ids = new Set(own.value.map(({ personId }) => personId));
    return [...own.value, ...added.value.filter(({ personId }) => !ids.has(personId))];
  });

  async function loadSetup(on?: string): Promise<Failure | null> {
    const reply = await entriesApi.setup(on);
    if (!reply.ok) return reply.error;
    setup.value = reply.data;
    if (on === undefined) today.value = reply.data.on;
    return null;
  }
  async function loadMembers(unitId: string, on: string): Promise<Failure | null> {
    const reply = await entriesApi.members(unitId, on);
    if (!reply.ok) return reply.error;
    own.value = reply.data;
    return null;
  }
  /** Those of another unit besides. */
  async function addMembers(unitId: string, on: string): Promise<readonly UnitMember[] | Failure> {
    const reply = await entriesApi.members(unitId, on);
    if (!reply.ok) return reply.error;
    added.value = [...added.value, ...reply.data];
    return reply.data;
  }

  return { setup, today, members, loadSetup, loadMembers, addMembers };
}
