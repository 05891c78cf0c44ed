/** Where the branches of a contest come from: pasted, or chosen out of the organisation. */
import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import type { UnitBranchInfo } from '@protocol/organisation.js';
import type { ContestBranchInfo } from '@protocol/rest.js';
import { useSession } from '../session.js';

export function useBranchSource(branches: readonly ContestBranchInfo[] = []) {
  const { t } = useI18n();
  const { mayDo } = useSession();
  const known = branches.flatMap(({ unitId, name, expected }) =>
    unitId === null ? [] : [{ unitId, name, expected: expected ?? 0 }],
  );
  const source = ref<'paste' | 'tree'>(known.length > 0 ? 'tree' : 'paste');
  const picked = ref<readonly UnitBranchInfo[]>(known);
  const offered = computed(() => mayDo('roster.manage') || known.length > 0);
  const sources = computed(() => [
    { value: 'paste' as const, label: t('organisation.pick.paste') },
    { value: 'tree' as const, label: t('organisation.pick.tree'), hint: t('organisation.pick.treeHelp') },
  ]);
  return { source, sources, picked, offered };
}
