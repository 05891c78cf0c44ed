/**
 * How long a test waits for what must come. No measure of speed: a machine that does three things at once has taken
 * twenty seconds for what it does in one, and a product that never does it fails all the same.
 */
export const PATIENCE_MS = 45_000;
