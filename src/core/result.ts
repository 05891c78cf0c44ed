/** Expected failure is a value; a bug is an exception. */
export type Result<T, E> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: E };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const err = <E>(error: E): { readonly ok: false; readonly error: E } => ({ ok: false, error });

/** Closes a union: a new member that nobody handles is a compile error, and a loud one at run time. */
export function assertNever(value: never): never {
  throw new Error(`unhandled member of a closed union: ${JSON.stringify(value)}`);
}
