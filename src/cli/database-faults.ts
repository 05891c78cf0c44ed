/** Faults of a command beside the server that whoever called it can mend, as sentences in both languages. */
import { existsSync } from 'node:fs';

import { ConfigError } from '../platform/config/app-config.js';
import type { DatabaseSettings } from '../platform/database/data-source.js';
import { Fault } from '../platform/fault.js';

export { Fault };

/** @throws Fault where there is no database yet: opening it would make an empty one */
export function requireDatabase(database: DatabaseSettings): void {
  if (database.kind !== 'sqlite' || existsSync(database.file)) return;
  throw new Fault(
    `没有找到数据库文件 ${database.file}，请先启动一次服务器，或检查 DATA_DIR。`,
    `There is no database file ${database.file}: start the server once, or check DATA_DIR.`,
  );
}

const DATABASE_FAULTS: readonly (readonly [pattern: RegExp, chinese: string, english: string])[] = [
  [/SQLITE_BUSY|database is locked/, '数据库正忙，请稍后重试。', 'The database is busy; try again in a moment.'],
  [
    /not migrated|no such table|relation .* does not exist/,
    '数据库还不是本版本的格式，请先用本版本启动一次服务器。',
    'The database is not of this version yet: start the server once.',
  ],
  [
    /SQLITE_READONLY|SQLITE_CANTOPEN|EACCES|EPERM/,
    '没有权限写入数据库文件，请用运行服务器的账号执行。',
    'The database file cannot be written; run this as the account that runs the server.',
  ],
  [
    /SQLITE_NOTADB|SQLITE_CORRUPT/,
    '该文件不是完好的数据库，请检查 DATA_DIR，或从备份恢复。',
    'The file is no sound database: check DATA_DIR or restore a backup.',
  ],
  [
    /ECONNREFUSED|ENOTFOUND|ETIMEDOUT|EAI_AGAIN|password authentication failed|role .* does not exist|database .* does not exist/,
    '无法连接 PostgreSQL，请检查 DATABASE_URL。',
    'PostgreSQL cannot be reached; check DATABASE_URL.',
  ],
];

/** Null: nothing that is known here. */
export function faultSentences(error: unknown): readonly string[] | null {
  if (error instanceof Fault) return [error.chinese, error.english];
  if (error instanceof ConfigError) return error.sentences;
  const { code = '', message = '' } = error as { code?: string; message?: string };
  const known = DATABASE_FAULTS.find(([pattern]) => pattern.test(`${code} ${message}`));
  return known === undefined ? null : [known[1], known[2]];
}

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
