import type { DataSource } from 'typeorm';

export const isSqlite = (source: DataSource): boolean => source.options.type === 'sqlite';
