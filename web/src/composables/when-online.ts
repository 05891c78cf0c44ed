import { onBeforeUnmount, onMounted } from 'vue';

/** Called each time that the device is on the network again, while the page is open. */
export function whenOnline(act: () => void): void {
  onMounted(() => window.addEventListener('online', act));
  onBeforeUnmount(() => window.removeEventListener('online', act));
}
