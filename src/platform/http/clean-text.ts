/**
 * Whether a parsed body can be taken at all. PostgreSQL refuses NUL, and JSON for either database refuses half a
 * surrogate pair: both can be sent, neither can be typed. And names that every object inherits (`__proto__`) are
 * missed by the whitelist: class-transformer drops or stumbles over them, class-validator takes them for known.
 */
export function isPlainBody(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\u0000') && value.isWellFormed();
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(
    ([key, part]) => !(key in Object.prototype) && isPlainBody(key) && isPlainBody(part),
  );
}
