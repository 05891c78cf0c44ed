import type { Layout } from './layout.js';
import type { Field, Role } from './roles.js';

/** A layout as the reader of rows wants it: columns by what they hold. */
export interface Plan {
  readonly roles: ReadonlyMap<number, Role>;
  /** From left to right. */
  readonly columns: (field: Field) => readonly number[];
  /** In the order of their letters. */
  readonly choices: readonly { readonly column: number; readonly label: string }[];
  /** The headings count the choices, and the key names them so. */
  readonly numbered: boolean;
  /** In the order of their numbers. */
  readonly parts: readonly number[];
  readonly kind: string | undefined;
  readonly codes: NonNullable<Layout['codes']>;
  readonly listSign: RegExp | undefined;
}

export function planOf({ roles, kind, codes, listSign, indexed }: Layout): Plan {
  const byField = new Map<string, number[]>();
  for (const [column, { field }] of [...roles].sort(([one], [other]) => one - other)) {
    byField.set(field, [...(byField.get(field) ?? []), column]);
  }
  const choices = [...roles].flatMap(([column, role]) => (role.field === 'choice' ? [{ column, ...role }] : []));
  const parts = [...roles].flatMap(([column, role]) => (role.field === 'part' ? [{ column, part: role.part }] : []));
  return {
    roles,
    columns: (field) => byField.get(field) ?? [],
    choices: choices.sort((one, other) => rank(one.label) - rank(other.label)),
    numbered: indexed !== true && choices.some(({ numbered }) => numbered),
    parts: parts.sort((one, other) => one.part - other.part).map(({ column }) => column),
    kind,
    codes: codes ?? new Map(),
    listSign,
  };
}

/** A … Z, then 1, 2 … 10. */
const rank = (label: string): number => (/^\d+$/u.test(label) ? 1000 + Number(label) : label.charCodeAt(0));
