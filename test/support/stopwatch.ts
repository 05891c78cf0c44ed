/** How long the run took, in milliseconds. For tests that a quadratic reader fails by far, not for measuring. */
export function millisecondsOf(run: () => unknown): number {
  const started = performance.now();
  run();
  return performance.now() - started;
}
