/** Needs as a person states them and as the page takes them up. */
import type { Needs } from '@protocol/frames.js';
import type { OwnSettings } from '../composables/settings-model.js';

export const NO_NEEDS: Needs = { multiplier: 1 };

export function asksForSomething(needs: Needs): boolean {
  return (
    needs.multiplier !== 1 ||
    needs.readAloud === true ||
    needs.largeText === true ||
    needs.reducedMotion === true ||
    needs.scanning === true
  );
}

/** What is stated is switched on here too; nothing that the person set on the page is switched off. */
export function takeUp(needs: Needs, settings: OwnSettings): void {
  if (needs.largeText === true && settings.typePercent < 150) settings.typePercent = 150;
  if (needs.reducedMotion === true) settings.motion = 'reduced';
  if (needs.readAloud === true) settings.readAloud = true;
  if (needs.scanning === true) settings.scanning.on = true;
}
