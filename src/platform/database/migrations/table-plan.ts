/** Tables as migrations write them down: once, for SQLite and PostgreSQL. */
import { Table, type TableColumnOptions } from 'typeorm';

export type Column = Omit<TableColumnOptions, 'name'>;

export const text: Column = { type: 'varchar' };
export const longText: Column = { type: 'text' };
export const integer: Column = { type: 'integer' };
export const instant: Column = { type: 'bigint' };
export const flag: Column = { type: 'boolean' };
export const orNull = (column: Column): Column => ({ ...column, isNullable: true });

export interface Plan {
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, Column>>;
  readonly unique?: Readonly<Record<string, readonly string[]>>;
  readonly check?: Readonly<Record<string, string>>;
  /** column: table it points to, its column, and what a deletion there does here. */
  readonly foreign?: Readonly<
    Record<string, readonly [table: string, column: string, onDelete?: 'CASCADE' | 'SET NULL']>
  >;
  readonly index?: Readonly<Record<string, readonly string[]>>;
}

/** A foreign key is named fk_<table>_<column without _id>. */
export function tableOf(name: string, plan: Plan): Table {
  return new Table({
    name,
    columns: Object.entries(plan.columns).map(([column, options]) => ({
      name: column,
      ...options,
      ...(plan.key.includes(column) ? { isPrimary: true, primaryKeyConstraintName: `pk_${name}` } : {}),
    })),
    uniques: Object.entries(plan.unique ?? {}).map(([unique, columnNames]) => ({
      name: unique,
      columnNames: [...columnNames],
    })),
    checks: Object.entries(plan.check ?? {}).map(([check, expression]) => ({ name: check, expression })),
    foreignKeys: Object.entries(plan.foreign ?? {}).map(([column, [table, target, onDelete]]) => ({
      name: `fk_${name}_${column.replace(/_id$/, '')}`,
      columnNames: [column],
      referencedTableName: table,
      referencedColumnNames: [target],
      onDelete: onDelete ?? 'NO ACTION',
    })),
    indices: Object.entries(plan.index ?? {}).map(([index, columnNames]) => ({
      name: index,
      columnNames: [...columnNames],
    })),
  });
}
