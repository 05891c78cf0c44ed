import { setTimeout as pause } from 'node:timers/promises';

import { PATIENCE_MS } from './patience.js';

const LOOK_EVERY_MS = 5;

/** Looks again until the expectation holds. @throws what it threw last, after the limit */
export async function eventually(expectation: () => void | Promise<void>, withinMs = PATIENCE_MS): Promise<void> {
  const until = Date.now() + withinMs;
  for (;;) {
    try {
      await expectation();
      return;
    } catch (error) {
      if (Date.now() > until) throw error;
      await pause(LOOK_EVERY_MS);
    }
  }
}
