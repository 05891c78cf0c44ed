import { computed } from 'vue';
import { useSession } from '../session.js';

/** Whether the pages offer to change a bank. */
export function useMayWrite() {
  const { mayDo } = useSession();
  return computed(() => mayDo('bank.edit'));
}
