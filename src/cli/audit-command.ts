import { readFile } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parseArgs } from 'node:util';

import { checkExport, exportLines, fingerprint } from '../audit/audit-export.js';
import { AuditKeys } from '../audit/audit-keys.js';
import { headText } from '../audit/audit.service.js';
import { CommandAudit } from '../audit/command-audit.service.js';
import { headsOf } from '../audit/heads.js';
import { sentenceOf } from '../audit/sentences.js';
import { verifyAudit, type Adopted, type AuditReport } from '../audit/verify-audit.js';
import { ENTITIES } from '../entities.js';
import { AppConfig } from '../platform/config/app-config.js';
import { openReader } from '../platform/database/data-source.js';
import { Database } from '../platform/database/database.js';
import { Fault } from '../platform/fault.js';
import { faultSentences, messageOf, requireDatabase } from './database-faults.js';

export interface AuditTerminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  readonly now: number;
  out(line: string): void;
  fault(line: string): void;
}

type ExitCode = 0 | 1 | 2;

const USAGE = [
  '用法 Usage:',
  '  npm run --silent audit -- verify [--json]            核对全部审计记录及其覆盖的数据 check the whole log',
  '  npm run --silent audit -- head                       显示各条链的末端和签名公钥指纹 show where the chains stand',
  '  npm run --silent audit -- export --from D --to D --out FILE',
  '                                                       导出并签名，日期如 2026-01-31，含当天 export, signed',
  '  npm run --silent audit -- verify-export FILE [--key FILE]',
  '                                                       核对导出文件，--key 为公钥（PEM） check an exported file',
  '  npm run --silent audit -- pseudonym TEXT             查某个登录名或地址在记录中的代号 what stands for a login or an address',
];

const OPTIONS = {
  json: { type: 'boolean', default: false },
  from: { type: 'string' },
  to: { type: 'string' },
  out: { type: 'string' },
  key: { type: 'string' },
} as const;

type Parsed = ReturnType<typeof parseArgs<{ options: typeof OPTIONS; allowPositionals: true }>>;
type Command = (parsed: Parsed, terminal: AuditTerminal) => Promise<ExitCode | 'usage'>;

/** Answers the exit code: 0 sound, 1 something is broken, 2 called wrongly or the database or a key is not there. */
export async function runAuditCommand(args: readonly string[], terminal: AuditTerminal): Promise<ExitCode> {
  const [name = '', ...rest] = args;
  try {
    const parsed = parsedArgs(rest);
    const ended = parsed === null ? 'usage' : ((await COMMANDS[name]?.(parsed, terminal)) ?? 'usage');
    if (ended !== 'usage') return ended;
    USAGE.forEach((line) => terminal.fault(line));
    return 2;
  } catch (error) {
    const sentences = faultSentences(error) ?? [`操作失败：${messageOf(error)}`, `Failed: ${messageOf(error)}`];
    sentences.forEach((line) => terminal.fault(line));
    return 2;
  }
}

function parsedArgs(args: readonly string[]): Parsed | null {
  try {
    return parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  } catch {
    return null;
  }
}

const COMMANDS: Readonly<Record<string, Command | undefined>> = {
  verify: async ({ values, positionals }, terminal) => {
    if (positionals.length > 0) return 'usage';
    const report = await readLog(terminal);
    if (values.json) terminal.out(JSON.stringify(withSentences(report), null, 2));
    else linesOf(report).forEach((line) => terminal.out(line));
    return report.ok ? 0 : 1;
  },
  head: async ({ positionals }, terminal) => {
    if (positionals.length > 0) return 'usage';
    const { config, keys } = await placesOf(terminal);
    const reader = await openReader(config.database, []);
    try {
      const rows = await headsOf(reader.manager);
      rows.forEach((row) => terminal.out(`${row.chain}  ${headText(row)}`));
    } finally {
      await reader.destroy();
    }
    terminal.out(`签名公钥指纹 signing key：${fingerprint(keys.publicKey)}`);
    return 0;
  },
  export: async ({ values, positionals }, terminal) => {
    const [from, to] = [dayOf(values.from), dayOf(values.to)];
    if (positionals.length > 0 || from === null || to === null || values.out === undefined) return 'usage';
    await exportTo(values.out, { from, to: to + DAY_MS }, terminal);
    return 0;
  },
  'verify-export': async ({ values, positionals }, terminal) => {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) return 'usage';
    return checkFile(path, values.key, terminal);
  },
  pseudonym: async ({ positionals }, terminal) => {
    const [text] = positionals;
    if (text === undefined || positionals.length > 1) return 'usage';
    terminal.out((await placesOf(terminal)).keys.pseudonym(text));
    return 0;
  },
};

const DAY_MS = 24 * 60 * 60_000;

/** The beginning of a day at this place; null where it is no date. */
function dayOf(text: string | undefined): number | null {
  if (text === undefined || !/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const at = new Date(`${text}T00:00:00`).getTime();
  return Number.isNaN(at) ? null : at;
}

async function placesOf({ env }: AuditTerminal): Promise<{ config: AppConfig; keys: AuditKeys }> {
  const config = AppConfig.read(env);
  requireDatabase(config.database);
  const keys = await AuditKeys.find(config.audit);
  if (keys !== null) return { config, keys };
  throw new Fault(
    `没有找到审计密钥，请检查 ${config.audit.keysDir} 和 ${config.audit.nodeFile}，或从备份恢复。`,
    `The keys of the audit log are not there: check ${config.audit.keysDir}, or restore them from a backup.`,
  );
}

async function readLog(terminal: AuditTerminal): Promise<AuditReport> {
  const { config, keys } = await placesOf(terminal);
  const reader = await openReader(config.database, []);
  try {
    return await verifyAudit(reader, keys, terminal.now);
  } finally {
    await reader.destroy();
  }
}

const withSentences = (report: AuditReport) => ({
  ...report,
  findings: report.findings.map((finding) => ({ ...finding, message: sentenceOf(finding) })),
});

const MOST_LINES = 50;

function linesOf({ ok, chains, entries, rows, pending, erased, adopted, findings }: AuditReport): string[] {
  const more = findings.length - MOST_LINES;
  return [
    ...chains.map((chain) => `${chain.chain}  ${headText(chain)}`),
    ...findings.slice(0, MOST_LINES).map(sentenceOf),
    ...(more > 0 ? [`还有 ${more} 处，用 --json 查看全部。 ${more} more, see --json.`] : []),
    ...adopted.map(adoptedLine),
    ...(pending > 0
      ? [`有 ${pending} 条刚收到的作答尚待写入记录。 ${pending} responses of the last seconds are yet to be covered.`]
      : []),
    ...(erased > 0
      ? [`有 ${erased} 处文字已应本人要求或到期删除，不再核对。 ${erased} texts were erased by right.`]
      : []),
    `共 ${entries} 条记录，核对数据 ${rows} 行：${ok ? '完好' : `发现 ${findings.length} 处问题`}。`,
    `${entries} entries, ${rows} rows checked: ${ok ? 'sound' : `${findings.length} broken`}.`,
  ];
}

const adoptedLine = ({ chain, sequence, at, contestId, rows }: Adopted): string =>
  `${chain} #${sequence}：服务器意外中断后，于 ${new Date(at).toISOString()} 补记竞赛 ${contestId ?? ''} 的 ${rows} 条作答，请与当时的情况核对。` +
  ` After a crash, ${rows} responses were vouched for at the next start alone.`;

async function exportTo(path: string, span: { from: number; to: number }, terminal: AuditTerminal): Promise<void> {
  const { config, keys } = await placesOf(terminal);
  const database = await Database.attach(config.database, ENTITIES);
  const audit = await CommandAudit.open(config.audit, database);
  try {
    await database.writes.run((manager) =>
      audit.log.record(manager, { action: 'audit.exported', detail: { ...span } }),
    );
    const lines = exportLines(database.reader.source.manager, keys, span, terminal.now);
    await pipeline(Readable.from(lines), createWriteStream(path, { mode: 0o600 }));
    await audit.noteHead(database);
  } finally {
    await database.close();
  }
  terminal.out(`已导出：${path}，签名公钥指纹 ${fingerprint(keys.publicKey)}。 Exported and signed.`);
}

async function checkFile(path: string, keyPath: string | undefined, terminal: AuditTerminal): Promise<ExitCode> {
  const read = (file: string): Promise<string> =>
    readFile(file, 'utf8').catch(() => {
      throw new Fault(`找不到文件 ${file}，或没有权限读取。`, `${file} cannot be read.`);
    });
  const check = checkExport(await read(path), keyPath === undefined ? undefined : await read(keyPath));
  if (check === null) {
    terminal.out('这不是学赛导出的审计文件，或文件已损坏。 This is no exported audit log, or it is damaged.');
    return 1;
  }
  const { signed, entries, unlinked, publicKey } = check;
  terminal.out(
    `${entries} 条记录，公钥指纹 ${fingerprint(publicKey)}。 ${entries} entries, key ${fingerprint(publicKey)}.`,
  );
  if (keyPath === undefined) {
    terminal.out(
      '公钥取自文件本身，请与服务器上 head 显示的指纹核对。 The key is the file’s own: compare its fingerprint.',
    );
  }
  if (!signed) terminal.out('签名不符：文件被改动，或由另一把密钥签名。 The signature does not fit.');
  if (unlinked) terminal.out(`${unlinked.chain} #${unlinked.sequence}：与前一条记录接不上。 It does not follow.`);
  if (signed && !unlinked) terminal.out('签名有效，记录前后相接。 Signed and linked.');
  return signed && !unlinked ? 0 : 1;
}
