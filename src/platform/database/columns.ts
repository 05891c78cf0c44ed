/**
 * Column kinds that mean the same on SQLite and PostgreSQL. Every column of the schema is one of these, so that
 * an entity never names a type which only one database has.
 */
import type { ColumnOptions, ValueTransformer } from 'typeorm';

/** The pg driver hands bigint over as a string, sqlite3 as a number; epoch milliseconds fit a JS number on both. */
const numberTransformer: ValueTransformer = {
  from: (value: string | number | null) => (value === null ? null : Number(value)),
  to: (value: number | null) => value,
};

/** JSON kept as text: the same bytes come back from both databases. */
const jsonTransformer: ValueTransformer = {
  from: (value: string | null) => (value === null ? null : (JSON.parse(value) as unknown)),
  to: (value: unknown) => (value === null || value === undefined ? value : JSON.stringify(value)),
};

export const text = { type: 'varchar' } as const satisfies ColumnOptions;
export const textOrNull = { type: 'varchar', nullable: true } as const satisfies ColumnOptions;
export const longText = { type: 'text' } as const satisfies ColumnOptions;
export const longTextOrNull = { type: 'text', nullable: true } as const satisfies ColumnOptions;
export const integer = { type: 'integer' } as const satisfies ColumnOptions;
export const integerOrNull = { type: 'integer', nullable: true } as const satisfies ColumnOptions;
export const flag = { type: 'boolean' } as const satisfies ColumnOptions;
/** Epoch milliseconds. */
export const instant = { type: 'bigint', transformer: numberTransformer } as const satisfies ColumnOptions;
/** Whole numbers past 2^31, such as sums of squares; exact up to 2^53. */
export const bigInteger = { ...instant } as const satisfies ColumnOptions;
export const instantOrNull = {
  type: 'bigint',
  nullable: true,
  transformer: numberTransformer,
} as const satisfies ColumnOptions;
/** Any JSON value; the property holds the parsed value. */
export const json = { type: 'text', transformer: jsonTransformer } as const satisfies ColumnOptions;
export const jsonOrNull = { ...json, nullable: true } as const satisfies ColumnOptions;
