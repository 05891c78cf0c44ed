/** The organisation as the pure core sees it. Instants are epoch milliseconds. */

export interface Unit {
  readonly id: string;
  /** Null at the top. */
  readonly parentId: string | null;
  readonly code: string;
  readonly name: string;
  /** From 1; greater than that of the parent, and levels may be left out between them. */
  readonly level: number;
  readonly ordinal: number;
  readonly closedAt: number | null;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly staffCode: string | null;
  /** Where the person belongs now; null: nowhere any more. */
  readonly unitId: string | null;
}

export const DEEPEST_LEVEL = 8;
export const LONGEST_UNIT_NAME = 60;
export const LONGEST_CODE = 40;
export const LONGEST_PERSON_NAME = 40;

/** What levels are called where nobody has said otherwise. */
export const LEVEL_NAMES: readonly string[] = ['省', '市州', '县区', '单位', '支部'];

/** Every level down to `deepest` with its name: that given, else the usual one, else 第6级 and so on. */
export function levelNames(given: ReadonlyMap<number, string>, deepest = 0): readonly string[] {
  const depth = Math.max(LEVEL_NAMES.length, deepest, ...given.keys());
  return Array.from({ length: depth }, (_, index) => given.get(index + 1) ?? LEVEL_NAMES[index] ?? `第${index + 1}级`);
}
