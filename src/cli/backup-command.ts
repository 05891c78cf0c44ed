import { stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';

import { archiveName, createBackup, type Server } from '../backup/create.js';
import type { Manifest } from '../backup/manifest.js';
import { restoreBackup, verifyBackup } from '../backup/restore.js';
import { newKeyPair, type Lock, type Unlock } from '../backup/seal.js';
import { CommandAudit } from '../audit/command-audit.service.js';
import { ENTITIES } from '../entities.js';
import { AppConfig } from '../platform/config/app-config.js';
import { DatabaseLockedError } from '../platform/database/database-lock.js';
import { Database } from '../platform/database/database.js';
import { VERSION } from '../platform/version.js';
import { argumentsOf, type BankTerminal, type ExitCode } from './bank-terminal.js';
import { Fault, faultSentences, messageOf, requireDatabase } from './database-faults.js';

export type BackupTerminal = Pick<BankTerminal, 'env' | 'now' | 'out' | 'fault'>;

const USAGE = [
  '用法 Usage:',
  '  npm run --silent backup -- keygen FILE',
  '    制作一对密钥：私钥写入 FILE，公钥显示在屏幕上 make a key pair; the public key is printed',
  '  npm run --silent backup -- create [TARGET] (--recipient age1… | --passphrase-file FILE) [--keep N] [--json]',
  '    TARGET            文件夹或文件名，默认 ./backups a folder or a file',
  '    --recipient KEY   公钥，可写多次；也可用 BACKUP_RECIPIENT public key, may be repeated',
  '    --passphrase-file 口令文件；也可用 BACKUP_PASSPHRASE_FILE file with a passphrase',
  '    --keep N          文件夹里只留最新 N 份 keep the newest N in the folder',
  '  npm run --silent backup -- verify ARCHIVE (--identity FILE | --passphrase-file FILE) [--json]',
  '    --identity FILE   私钥文件；也可用 BACKUP_IDENTITY_FILE file with the secret key',
  '  npm run --silent backup -- restore ARCHIVE (--identity FILE | --passphrase-file FILE) [--replace] [--json]',
  '    --replace         替换已有数据，原有数据移到一旁 replace what is there; it is put aside',
];

type Command = (args: readonly string[], terminal: BackupTerminal) => Promise<ExitCode | 'usage'>;

const text = { type: 'string' } as const;
const flag = { type: 'boolean', default: false } as const;
const OPENING = { identity: text, 'passphrase-file': text, json: flag } as const;

const COMMANDS: Readonly<Record<string, Command | undefined>> = { keygen, create, verify, restore };

/** Answers the exit code: 0 done, 1 a fault that can be mended, 2 called wrongly. */
export async function runBackupCommand(args: readonly string[], terminal: BackupTerminal): Promise<ExitCode> {
  const [name = '', ...rest] = args;
  try {
    const ended = (await COMMANDS[name]?.(rest, terminal)) ?? 'usage';
    if (ended !== 'usage') return ended;
    USAGE.forEach((line) => terminal.fault(line));
    return 2;
  } catch (error) {
    const known = error instanceof DatabaseLockedError ? [error.message] : faultSentences(error);
    const sentences = known ?? [`没有完成：${messageOf(error)}`, `Not done: ${messageOf(error)}`];
    sentences.forEach((line) => terminal.fault(line));
    return 1;
  }
}

async function keygen(args: readonly string[], terminal: BackupTerminal): Promise<ExitCode | 'usage'> {
  const [file] = argumentsOf(args, {}, 1)?.positionals ?? [];
  if (file === undefined) return 'usage';
  const { identity, recipient } = await newKeyPair();
  await writeFile(file, `# public key: ${recipient}\n${identity}\n`, { mode: 0o600, flag: 'wx' }).catch(() => {
    throw new Fault(`写不了 ${file}，或者它已经存在。`, `${file} cannot be written, or exists already.`);
  });
  terminal.out(`公钥 Public key: ${recipient}`);
  terminal.out(`私钥已写入 ${file}，请另外保管；没有它，备份打不开。`);
  terminal.out(`The secret key is in ${file}: keep it elsewhere; without it no backup can be opened.`);
  return 0;
}

async function create(args: readonly string[], terminal: BackupTerminal): Promise<ExitCode | 'usage'> {
  const recipient = { type: 'string', multiple: true } as const;
  const options = { recipient, 'passphrase-file': text, keep: text, json: flag } as const;
  const parsed = argumentsOf(args, options, 1) ?? argumentsOf(args, options, 0);
  if (!parsed) return 'usage';
  const { values, positionals } = parsed;
  const lock = lockOf(values.recipient, values['passphrase-file'], terminal.env);
  const keep = values.keep === undefined ? Infinity : Number(values.keep);
  if (lock === null || !(keep === Infinity || (Number.isInteger(keep) && keep > 0))) return 'usage';
  const server = serverOf(terminal.env);
  requireDatabase(server.database);
  const target = await targetOf(positionals[0] ?? 'backups', terminal.now);
  const made = await createBackup(server, { target, lock, at: terminal.now, keep });
  await putOnRecord(terminal, 'backup.created', { file: basename(made.file), removed: made.removed });
  if (values.json) terminal.out(JSON.stringify({ file: made.file, ...made.manifest, removed: made.removed }));
  else {
    terminal.out(`备份已写入 ${made.file}（${figures(made.manifest)}）。`);
    terminal.out(`The backup is in ${made.file}.`);
    made.removed.forEach((name) => terminal.out(`已删除较早的备份 removed an older one: ${name}`));
  }
  return 0;
}

async function verify(args: readonly string[], terminal: BackupTerminal): Promise<ExitCode | 'usage'> {
  const parsed = argumentsOf(args, OPENING, 1);
  const unlock = parsed && unlockOf(parsed.values, terminal.env);
  if (!unlock) return 'usage';
  const archive = resolve(parsed.positionals[0] ?? '');
  const manifest = await verifyBackup(archive, unlock, dirname(archive), terminal.env);
  if (parsed.values.json) terminal.out(JSON.stringify(manifest));
  else terminal.out(`备份完好（${figures(manifest)}）。 The backup is sound.`);
  return 0;
}

async function restore(args: readonly string[], terminal: BackupTerminal): Promise<ExitCode | 'usage'> {
  const parsed = argumentsOf(args, { ...OPENING, replace: flag }, 1);
  const unlock = parsed && unlockOf(parsed.values, terminal.env);
  if (!unlock) return 'usage';
  const server = serverOf(terminal.env);
  const { replace, json } = parsed.values;
  const archive = resolve(parsed.positionals[0] ?? '');
  const restored = await restoreBackup(server, { archive, unlock, at: terminal.now, replace });
  await putOnRecord(terminal, 'backup.restored', { file: basename(archive), madeAt: restored.manifest.createdAt });
  if (json) terminal.out(JSON.stringify(restored));
  else {
    terminal.out(`已恢复到 ${server.dataDir}（${figures(restored.manifest)}），可以启动服务器。`);
    terminal.out(`Restored into ${server.dataDir}; start the server.`);
    for (const aside of [restored.before, restored.schema]) {
      if (aside !== null) terminal.out(`原有数据在 what was there is in: ${aside}`);
    }
    if (keysElsewhere(terminal.env)) HEADS_NOTE.forEach((line) => terminal.out(line));
  }
  return 0;
}

type Env = BackupTerminal['env'];

/** What is noted there is of the database before: the log that was put back ends earlier, and counts as cut off. */
const HEADS_NOTE = [
  '审计密钥在数据文件夹之外（KEYS_DIR）：恢复后审计记录比那里 heads 文件夹记下的末端短，会被报告为“末端被删除”。' +
    '请先复制 heads 文件夹留作依据，再移走其中的文件，然后启动服务器。',
  'The keys are elsewhere (KEYS_DIR): the log now ends before what its heads folder notes and will be told as cut off. ' +
    'Copy the heads folder for the record and move its files away before you start the server.',
] as const;

function keysElsewhere(env: Env): boolean {
  const { dataDir, audit } = AppConfig.read(env);
  return relative(dataDir, audit.keysDir).startsWith('..');
}

function lockOf(recipients: readonly string[] | undefined, passphraseFile: string | undefined, env: Env): Lock | null {
  if (recipients !== undefined && passphraseFile !== undefined) return null;
  if (recipients !== undefined) return { recipients };
  if (passphraseFile !== undefined) return { passphraseFile };
  if (env.BACKUP_RECIPIENT) return { recipients: env.BACKUP_RECIPIENT.split(/[\s,]+/) };
  return env.BACKUP_PASSPHRASE_FILE ? { passphraseFile: env.BACKUP_PASSPHRASE_FILE } : null;
}

function unlockOf(
  values: { readonly identity?: string | undefined; readonly 'passphrase-file'?: string | undefined },
  env: Env,
): Unlock | null {
  const { identity, 'passphrase-file': passphraseFile } = values;
  if (identity !== undefined) return passphraseFile === undefined ? { identityFile: identity } : null;
  if (passphraseFile !== undefined) return { passphraseFile };
  if (env.BACKUP_IDENTITY_FILE) return { identityFile: env.BACKUP_IDENTITY_FILE };
  return env.BACKUP_PASSPHRASE_FILE ? { passphraseFile: env.BACKUP_PASSPHRASE_FILE } : null;
}

function serverOf(env: Env): Server {
  const { dataDir, database } = AppConfig.read(env);
  return { dataDir, database, version: VERSION, env };
}

/** In the database that the backup was made of, or that it has become. */
async function putOnRecord(
  { env, out }: BackupTerminal,
  action: string,
  detail: Readonly<Record<string, unknown>>,
): Promise<void> {
  const config = AppConfig.read(env);
  const database = await Database.attach(config.database, ENTITIES).catch((error: unknown) => {
    if (!messageOf(error).includes('not migrated')) throw error;
    out(
      '数据库还不是本版本的格式，这次操作没有记入审计日志。 The database is of an older version: not in the audit log.',
    );
    return null;
  });
  if (database === null) return;
  try {
    const audit = await CommandAudit.open(config.audit, database);
    await database.writes.run((manager) => audit.log.record(manager, { action, detail }));
    await audit.noteHead(database);
  } finally {
    await database.close();
  }
}

/** A folder gets an archive named by its time. */
async function targetOf(given: string, now: number): Promise<string> {
  const isFile = given.endsWith('.age') && !(await stat(given).catch(() => null))?.isDirectory();
  return resolve(isFile ? given : join(given, archiveName(now)));
}

const figures = ({ files, database }: Manifest): string => {
  const rows = Object.values(database.rows).reduce((sum, count) => sum + count, 0);
  return `${files.length} 个文件，数据库 ${rows} 行`;
};
