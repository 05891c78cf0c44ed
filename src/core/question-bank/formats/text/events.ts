/** What lines tell of those before them. */
import { bareMark, fillingsOf } from './brackets.js';
import type { Shape } from './shapes.js';

/** What comes next after lines without any sign. */
export type Event = 'first-choice' | 'choice' | 'number' | 'heading' | 'key' | 'label' | 'end';

/** Whether words hold a place for a key, or a key itself. */
export const tells = (words: string): boolean =>
  /_{2,}|\{_\}|[（(]\s*[)）]/u.test(words) ||
  fillingsOf(words).some(({ roomy, sort }) => roomy || sort === 'truth') ||
  bareMark(words) !== undefined;

/** By line: the next thing with a sign after it. */
export function eventsOf(shapes: readonly Shape[]): Event[] {
  const events = new Array<Event>(shapes.length).fill('end');
  let next: Event = 'end';
  for (let index = shapes.length - 1; index >= 0; index -= 1) {
    events[index] = next;
    const shape = shapes[index] as Shape;
    if (shape.line.blank || shape.noise) continue;
    if (shape.heading !== undefined || shape.progress !== undefined) next = 'heading';
    else if (shape.labels.length > 0) next = shape.labels.some(({ field }) => field === 'key') ? 'key' : 'label';
    else if (shape.number !== undefined) next = 'number';
    else if (shape.choice !== undefined) next = shape.choice.letter === 'A' ? 'first-choice' : 'choice';
  }
  return events;
}
