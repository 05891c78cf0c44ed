/** Asks before unsaved changes are left behind: in the page by a dialogue, at the window by the browser's own. */
import { onBeforeUnmount, onMounted, ref } from 'vue';
import { onBeforeRouteLeave } from 'vue-router';

export function useLeaveGuard(dirty: () => boolean) {
  const asking = ref(false);
  let decide: ((leave: boolean) => void) | null = null;

  onBeforeRouteLeave(() => {
    if (!dirty()) return true;
    asking.value = true;
    return new Promise<boolean>((resolve) => {
      decide = (leave) => {
        asking.value = false;
        decide = null;
        resolve(leave);
      };
    });
  });

  const unload = (event: BeforeUnloadEvent): void => {
    if (!dirty()) return;
    event.preventDefault();
    event.returnValue = '';
  };
  onMounted(() => window.addEventListener('beforeunload', unload));
  onBeforeUnmount(() => window.removeEventListener('beforeunload', unload));

  return { asking, stay: () => decide?.(false), leave: () => decide?.(true) };
}
