/**
 * Status messages for screen readers. The two regions live in App.vue from page load on and are never
 * re-created; only their text changes, and focus never moves.
 */
import { readonly, ref } from 'vue';
import { settings } from './use-settings.js';

const politeText = ref('');
const assertiveText = ref('');

/** Rendered by LiveRegions.vue alone. */
export const liveTexts = { polite: readonly(politeText), assertive: readonly(assertiveText) };

export interface AnnounceOptions {
  readonly assertive?: boolean;
  /** Spoken also at level 仅关键; at 关闭 only `essential` texts (errors, own submission) are. */
  readonly critical?: boolean;
  readonly essential?: boolean;
}

// A repeated sentence is no change of text and stays silent; an invisible tail makes it one.
function differing(previous: string, text: string): string {
  return previous === text ? `${text}\u00a0` : text;
}

export function announce(text: string, options: AnnounceOptions = {}): void {
  const level = settings.announcements;
  const passes = options.essential === true || level === 'all' || (level === 'critical' && options.critical === true);
  if (!passes) return;
  const target = options.assertive === true ? assertiveText : politeText;
  target.value = differing(target.value, text);
}
