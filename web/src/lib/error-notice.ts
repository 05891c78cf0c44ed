import { ref } from 'vue';
import type { App } from 'vue';

/** True once the page met a fault of its own; App.vue then says so and offers a reload. */
export const pageFault = ref(false);

export function installErrorNotice(app: App): void {
  app.config.errorHandler = (error) => {
    console.error(error);
    pageFault.value = true;
  };
  // A chunk of an older build is gone after an update of the server: only a reload helps.
  window.addEventListener('vite:preloadError', () => {
    pageFault.value = true;
  });
}
