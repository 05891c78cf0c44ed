/**
 * Column kinds that mean the same on SQLite and PostgreSQL. Every column of the schema is one of these, so that
 * an entity never names a type which only one database has.
 */
import type { ColumnOptions, ValueTransformer } from 'typeorm';

/** The pg driver hands bigint over as a string, sqlite3 as a number; epoch milliseconds fit a JS number on both. */
export const numberTransformer: ValueTransformer = {
  from: (value: string | number | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};

/** JSON kept as text: the same bytes come back from both databases. */
export const jsonTransformer: ValueTransformer = {
  from: (value: string | null) => (value === null ? null : (JSON.parse(value) as unknown)),
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
};

export const text: ColumnOptions = { type: 'varchar' };
export const textOrNull: ColumnOptions = { type: 'varchar', nullable: true };
export const longText: ColumnOptions = { type: 'text' };
export const longTextOrNull: ColumnOptions = { type: 'text', nullable: true };
export const integer: ColumnOptions = { type: 'integer' };
export const integerOrNull: ColumnOptions = { type: 'integer', nullable: true };
export const flag: ColumnOptions = { type: 'boolean' };
/** Epoch milliseconds. */
export const instant: ColumnOptions = { type: 'bigint', transformer: numberTransformer };
export const instantOrNull: ColumnOptions = { type: 'bigint', nullable: true, transformer: numberTransformer };
/** Any JSON value; the property holds the parsed value. */
export const json: ColumnOptions = { type: 'text', transformer: jsonTransformer };
