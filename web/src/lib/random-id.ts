/** 32 lower-case hex digits (128 random bits). `crypto.randomUUID` does not exist on plain-HTTP addresses. */
export function randomId(): string {
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
