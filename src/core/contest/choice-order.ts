/** Where an organiser asks for it, neighbours see the choices of an item in different orders. */
import { seededRandom, shuffled } from '../random.js';
import type { Item } from '../item/types.js';
import { speedCounts } from './deadline.js';
import type { ContestPlan } from './types.js';

/** Each order is one more rendering of every frame; eight are enough that neighbours rarely share one. */
const ORDERS = 8;
/** Deadlines make renderings of their own there, one for each multiplier in use. */
const ORDERS_WHERE_SPEED_COUNTS = 2;

/** How many orders a contest has; 1 where everybody sees the same. */
export function orderCount(plan: ContestPlan): number {
  if (!plan.shuffleChoices) return 1;
  return speedCounts(plan) ? ORDERS_WHERE_SPEED_COUNTS : ORDERS;
}

/** The order of this participant: the same after a reconnect, on another device and after a restart. */
export function orderOf(plan: ContestPlan, participantId: string): number {
  const count = orderCount(plan);
  return count === 1 ? 0 : fnv1a(participantId) % count;
}

/** A cheap hash: at a push it is asked for everybody. */
function fnv1a(text: string): number {
  let hash = 2166136261;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 16777619);
  return hash >>> 0;
}

/** The item with its choices, and the right side of `matching`, in this order; ids stay, so a response means the same. */
export function inOrder(item: Item, order: number): Item {
  if (order === 0 || !('choices' in item)) return item;
  const random = seededRandom(`${item.id}:${order}`);
  const choices = shuffled(item.choices, random);
  switch (item.kind) {
    case 'choice':
      return { ...item, choices };
    case 'ordering':
      // A shuffle may land on the correct order, which would be a gift.
      return choices.every(({ id }, index) => id === item.correct[index]) ? item : { ...item, choices };
    case 'matching':
      return { ...item, choices, targets: shuffled(item.targets, random) };
  }
}
