import { computed } from 'vue';
import { useSession } from '../session.js';

/** Hosts see banks; what changes one is for administrators. */
export function useMayWrite() {
  const { session } = useSession();
  return computed(() => session.value?.operator.role === 'administrator');
}
