/** Where the focus goes once a list has been read anew: what was pressed may have moved or be gone. */
import { nextTick, watch } from 'vue';

export function useRefocus(list: () => unknown): (id: string) => void {
  let wanted = '';
  watch(list, async () => {
    if (wanted === '') return;
    const id = wanted;
    wanted = '';
    await nextTick();
    document.getElementById(id)?.focus();
  });
  return (id) => void (wanted = id);
}
