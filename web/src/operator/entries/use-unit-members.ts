/** Who was to be expected on the day of an entry of a branch. */
import { computed, ref } from 'vue';
import type { UnitMember } from '@protocol/study.js';
import type { Failure } from '../../lib/refusal.js';
import { entriesApi } from './entries-api.js';

export function useUnitMembers() {
  const own = ref<readonly UnitMember[]>([]);
  const added = ref<readonly UnitMember[]>([]);
  const members = computed(() => {
    const ids = new Set(own.value.map(({ personId }) => personId));
    return [...own.value, ...added.value.filter(({ personId }) => !ids.has(personId))];
  });
  let asked = 0;

  async function loadMembers(unitId: string, on: string): Promise<Failure | null> {
    const call = (asked += 1);
    const reply = await entriesApi.members(unitId, on);
    if (!reply.ok) return reply.error;
    // Another day or unit has been asked for meanwhile.
    if (call === asked) own.value = reply.data;
    return null;
  }
  /** Those of another unit besides. */
  async function addMembers(unitId: string, on: string): Promise<readonly UnitMember[] | Failure> {
    const reply = await entriesApi.members(unitId, on);
    if (!reply.ok) return reply.error;
    added.value = [...added.value, ...reply.data];
    return reply.data;
  }

  return { members, loadMembers, addMembers };
}
