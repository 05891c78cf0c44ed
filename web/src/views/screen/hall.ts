import { onBeforeUnmount, onMounted, ref } from 'vue';
import type { InjectionKey, Ref } from 'vue';
import { settings } from '../../composables/use-settings.js';

/** Pixels of one unit of the stage: 1080 units high, 1440 wide at least, so that 4:3 and 16:9 both fit. */
export const HALL_UNIT: InjectionKey<Ref<number>> = Symbol('hall unit');

const unitNow = (): number => Math.min(window.innerHeight / 1080, window.innerWidth / 1440);

export function useHallUnit(): Ref<number> {
  const unit = ref(unitNow());
  const update = (): void => {
    unit.value = unitNow();
  };
  onMounted(() => window.addEventListener('resize', update));
  onBeforeUnmount(() => window.removeEventListener('resize', update));
  return unit;
}

/** A hall is dark: light on dark, unless the settings of this device ask for high contrast. */
export function useHallTheme(): void {
  const root = document.documentElement;
  const before = root.dataset['theme'];
  onMounted(() => {
    if (settings.theme !== 'contrast' && before !== 'contrast') root.dataset['theme'] = 'dark';
  });
  onBeforeUnmount(() => {
    if (before !== undefined) root.dataset['theme'] = before;
  });
}
