import { computed, ref } from 'vue';
import type { ComputedRef, Ref } from 'vue';
import type { OrganisationInfo } from '@protocol/organisation.js';
import type { Failure } from '../../lib/refusal.js';
import { organisationApi } from '../organisation/organisation-api.js';
import { unitTree } from '../organisation/unit-tree.js';
import type { UnitTree } from '../organisation/unit-tree.js';

export interface UnitChoice {
  readonly tree: ComputedRef<UnitTree>;
  /** The unit of the address, or the first that one sees; null: not loaded yet, '' : there is none. */
  readonly unitId: ComputedRef<string | null>;
  readonly failure: Ref<Failure | null>;
  load(): Promise<void>;
}

/** Which unit a page of the ledger is about. */
export function useUnit(given: () => string | undefined): UnitChoice {
  const info = ref<OrganisationInfo | null>(null);
  const failure = ref<Failure | null>(null);
  const tree = computed(() => unitTree(info.value ?? { levels: [], units: [] }));
  const unitId = computed(() => {
    if (info.value === null) return null;
    const wanted = given();
    return wanted !== undefined && tree.value.byId.has(wanted) ? wanted : (info.value.units[0]?.id ?? '');
  });
  async function load(): Promise<void> {
    const reply = await organisationApi.units();
    failure.value = reply.ok ? null : reply.error;
    if (reply.ok) info.value = reply.data;
  }
  return { tree, unitId, failure, load };
}
