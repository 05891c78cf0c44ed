import type { Result } from '../lib/refusal.js';

/**
 * What a form was opened on, sent with it: the server puts together what two have changed, and refuses where it is the
 * same. What somebody else wrote there is what is changed from then on, so that saving once more is a decision.
 */
export function useBase<T extends object>(opened: () => T | null) {
  let base: T | null = null;
  /** When the form opens. */
  function begin(): void {
    base = opened();
  }
  async function send<R>(call: (before: T | null) => Promise<Result<R>>): Promise<Result<R>> {
    const reply = await call(base);
    if (reply.ok) return reply;
    const moved = reply.error.conflicts ?? [];
    if (moved.length > 0) {
      base = { ...base, ...Object.fromEntries(moved.map(({ path, current }) => [path, current])) } as T;
    }
    return reply;
  }
  begin();
  return { begin, send };
}
