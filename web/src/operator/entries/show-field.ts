/**
 * The browser brings the caret into view, and leaves the rest of a text area under the bar. Never for the bar itself: a
 * page that moves under a press takes the press away from its button.
 */
export function showField({ target }: FocusEvent): void {
  if (target instanceof HTMLElement && target.closest('.bar') === null) target.scrollIntoView({ block: 'nearest' });
}
