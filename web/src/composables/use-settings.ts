import { reactive, watch } from 'vue';
import { readStored, writeStored } from '../lib/storage.js';
import { DEFAULTS, LINE_SPACINGS, parseSettings } from './settings-model.js';
import type { OwnSettings } from './settings-model.js';

const KEY = 'settings';

/** The one reactive copy; changing it re-dresses the page and stores it. */
export const settings = reactive<OwnSettings>(parseSettings(readStored('local', KEY)));

const media = (query: string): MediaQueryList | null => (typeof matchMedia === 'function' ? matchMedia(query) : null);
const prefersDark = media('(prefers-color-scheme: dark)');
const prefersContrast = media('(prefers-contrast: more)');
const prefersReduced = media('(prefers-reduced-motion: reduce)');

function dress(): void {
  const root = document.documentElement;
  const systemTheme = prefersContrast?.matches === true ? 'contrast' : prefersDark?.matches === true ? 'dark' : 'light';
  root.dataset['theme'] = settings.theme === 'auto' ? systemTheme : settings.theme;
  const still = settings.motion === 'reduced' || prefersReduced?.matches === true;
  root.dataset['motion'] = still ? 'reduced' : 'full';
  // Bars that stay in view would cover the page at large type.
  root.dataset['type'] = settings.typePercent >= 200 ? 'large' : 'normal';
  root.dataset['cursor'] = settings.largeCursor ? 'large' : 'normal';
  root.style.setProperty('--type-scale', String(settings.typePercent / 100));
  root.style.setProperty('--line-body', String(LINE_SPACINGS[settings.lineSpacing]));
}

/** Once, before the first paint. */
export function applySettings(): void {
  dress();
  watch(
    settings,
    () => {
      dress();
      writeStored('local', KEY, settings);
    },
    { deep: true },
  );
  for (const query of [prefersDark, prefersContrast, prefersReduced]) query?.addEventListener('change', dress);
}

export function resetSettings(): void {
  Object.assign(settings, parseSettings({ locale: settings.locale }), { scanning: { ...DEFAULTS.scanning } });
}
