import { open } from 'node:fs/promises';
import { basename } from 'node:path';
import { createHash } from 'node:crypto';

import { FORMATS, type Format } from '../core/question-bank/formats/reading.js';
import { IMPORT_MODES, type ImportMatch, type ImportMode, type ImportProblem } from '../protocol/question-bank.js';
import { effectsOf } from '../question-bank/import/effects.js';
import { lookAt, namedBy, type Look } from '../question-bank/import/look.js';
import { placeText } from '../question-bank/import/place-text.js';
import { MOST_BYTES, OUR_FAULT, readFile, unread, type FileReading } from '../question-bank/import/read-file.js';
import { argumentsOf, type BankTerminal, type ExitCode } from './bank-terminal.js';

const OPTIONS = {
  format: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
  bank: { type: 'string' },
  mode: { type: 'string', default: 'all-or-nothing' },
  json: { type: 'boolean', default: false },
} as const;

interface Call {
  readonly path: string;
  readonly format?: Format;
  readonly dryRun: boolean;
  readonly bank?: string;
  readonly mode: ImportMode;
  readonly json: boolean;
}

/** What was written. */
interface Loaded {
  readonly bankId: string;
  readonly loaded: number;
  /** Null: the bank had everything. */
  readonly batchId: string | null;
}

/** 0 everything was accepted, 1 something was not, 2 the file or the bank is not there. */
export async function importCommand(args: readonly string[], terminal: BankTerminal): Promise<ExitCode | 'usage'> {
  const call = callOf(args, terminal);
  if (call === null) return 'usage';
  const bytes = await bytesOf(call.path, terminal);
  if (bytes === null) {
    terminal.fault(`找不到文件 ${call.path}，或没有权限读取。No such file.`);
    return 2;
  }
  const reading = await readFile(bytes, call.format).catch((error: unknown): FileReading => {
    terminal.fault(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return { format: call.format ?? 'unknown', encoding: null, reading: unread({ place: {}, ...OUR_FAULT }) };
  });
  if (call.dryRun && call.bank === undefined) return told(call, lookAt(reading).look, null, terminal);
  const { withBanks } = await import('./bank-database.js');
  return withBanks(terminal, async ({ keeper, batches, idOf, keepMedia }) => {
    const known = call.bank === undefined ? null : await idOf(call.bank);
    const looked = known === null ? lookAt(reading) : lookAt(reading, await batches.stateOf(known));
    const { look, items } = looked;
    const whole = look.faults === 0 || call.mode === 'skip-bad';
    if (call.dryRun || items.length === 0 || !whole) return told(call, look, null, terminal);
    const fileName = call.path === '-' ? '标准输入' : basename(call.path);
    // Before the bank and its items: where there is no room, nothing is made.
    for (const [id, media] of reading.media ?? []) await keepMedia(id, media);
    const bankId = known ?? (await keeper.create(namedBy(look, fileName), null));
    const file = { fileName, format: look.format, contentHash: createHash('sha256').update(bytes).digest('hex') };
    const prepared = items.map((item) => item.prepared);
    const order = { items: prepared, file, mode: call.mode, faults: look.faults, operatorId: null };
    const { batch, planned } = await batches.load(bankId, order);
    // The bank may have changed since the look.
    const { contradictory, ...effects } = effectsOf(items, planned);
    const became = { ...look, ...effects, rejected: [...look.rejected.slice(0, look.faults), ...contradictory] };
    const refused = effects.accepted === 0 || (call.mode === 'all-or-nothing' && became.rejected.length > 0);
    const loaded = { bankId, loaded: batch?.loaded ?? 0, batchId: batch?.id ?? null };
    return told(call, became, refused ? null : loaded, terminal);
  });
}

function callOf(args: readonly string[], terminal: BankTerminal): Call | null {
  const parsed = argumentsOf(args, OPTIONS, 1);
  const [path] = parsed?.positionals ?? [];
  if (parsed === null || path === undefined) return null;
  const { format, mode, bank, json, 'dry-run': dryRun } = parsed.values;
  const known = FORMATS.find((one) => one === format);
  const how = IMPORT_MODES.find((one) => one === mode);
  if (format !== undefined && known === undefined)
    terminal.fault(`没有这种格式，可用的有 formats：${FORMATS.join(' ')}`);
  if (how === undefined || (format !== undefined && known === undefined)) return null;
  return {
    path,
    dryRun,
    json,
    mode: how,
    ...(known === undefined ? {} : { format: known }),
    ...(bank === undefined ? {} : { bank }),
  };
}

/** At most one byte more than is read: that it is too large is for the reader to say. Null: no such file. */
async function bytesOf(path: string, terminal: BankTerminal): Promise<Uint8Array | null> {
  if (path === '-') return terminal.input(MOST_BYTES);
  try {
    const file = await open(path);
    try {
      const buffer = new Uint8Array(Math.min((await file.stat()).size, MOST_BYTES) + 1);
      let length = 0;
      for (let read = -1; read !== 0 && length < buffer.length; length += read) {
        read = (await file.read(buffer, length, buffer.length - length)).bytesRead;
      }
      return buffer.subarray(0, length);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (['ENOENT', 'EISDIR', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}

function told(call: Call, look: Look, loaded: Loaded | null, terminal: BankTerminal): ExitCode {
  if (call.json) {
    const { format, encoding, read, accepted, added, revised, repeated, unchanged, rejected, warnings, byKind } = look;
    const effects = { accepted, added, revised, repeated, unchanged };
    const report = { format, encoding, read, ...effects, rejected, warnings, byKind };
    terminal.out(JSON.stringify(loaded === null ? report : { ...report, ...loaded }, null, 2));
  } else {
    [...linesOf(look), ...endOf(call, look, loaded)].forEach((line) => terminal.out(line));
  }
  return look.rejected.length === 0 ? 0 : 1;
}

const KINDS: Readonly<Record<string, string>> = {
  'choice-single': '单选',
  'choice-multiple': '多选',
  'true-false': '判断',
  'fill-in': '填空',
  ordering: '排序',
  matching: '连线',
  'short-answer': '简答',
};

function linesOf(look: Look): string[] {
  const kinds = Object.entries(look.byKind).map(([kind, count]) => `${KINDS[kind] ?? kind} ${count}`);
  return [
    `格式 ${look.format}${look.encoding === null ? '' : `，编码 ${look.encoding}`}`,
    `找到 ${look.read} 道题：可以读入 ${look.accepted} 道，不能读入 ${look.rejected.length} 处，请核对 ${look.warnings.length} 处。`,
    ...(kinds.length > 0 ? [`题型：${kinds.join('，')}`] : []),
    ...(look.revised.length + look.repeated.length === 0 ? [] : [sumOf(look)]),
    ...listed('不能读入', look.rejected),
    ...listed('请核对', look.warnings),
    ...met('更新题库里已有的题目', look.revised),
    ...met('重复，不再读入', look.repeated),
    ...(look.similar.length === 0 ? [] : [`相近的题目 ${look.similar.length} 道：`]),
    ...look.similar.map(
      ({ place, stem, other, otherKey }) => `  ${placeText(place)} ${stem} ≈ ${otherKey ?? ''} ${other}`,
    ),
  ];
}

function listed(heading: string, problems: readonly ImportProblem[]): string[] {
  if (problems.length === 0) return [];
  return [
    `${heading}：`,
    ...problems.map(({ place, code, message, excerpt }) => {
      const where = placeText(place);
      return `  ${where === '' ? '整个文件' : where}：${message}${excerpt === undefined ? '' : `“${excerpt}”`} [${code}]`;
    }),
  ];
}

const sumOf = ({ added, revised, repeated, unchanged }: Look): string =>
  `可以读入的题目中：新增 ${added} 道，更新 ${revised.length} 道，重复 ${repeated.length} 道` +
  `（题库里已有 ${unchanged} 道，文件里重复 ${repeated.length - unchanged} 道）。`;

function met(heading: string, matches: readonly ImportMatch[]): string[] {
  if (matches.length === 0) return [];
  const lines = matches.map(
    ({ place, excerpt, itemKey }) => `  ${placeText(place)}：“${excerpt}” ${itemKey ?? '同一文件'}`,
  );
  return [`${heading}：`, ...lines];
}

function endOf(call: Call, look: Look, loaded: Loaded | null): string[] {
  if (loaded !== null) return [`已导入 ${loaded.loaded} 道题，题库里已有 ${look.unchanged} 道。`];
  if (call.dryRun) return ['只是试读，没有写入任何内容。'];
  if (look.accepted === 0) return ['没有可以导入的题目，没有写入任何内容。'];
  return ['有不能读入的内容，没有写入任何内容。请改正后重试，或用 --mode skip-bad 跳过它们。'];
}
