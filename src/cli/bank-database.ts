import { join } from 'node:path';

import { CommandAudit } from '../audit/command-audit.service.js';
import { ActionLog } from '../identity/action-log.js';
import { SystemClock } from '../platform/clock/clock.js';
import { AppConfig } from '../platform/config/app-config.js';
import { Database } from '../platform/database/database.js';
import { ENTITIES } from '../entities.js';
import { BankKeeper } from '../question-bank/bank-keeper.service.js';
import { BankLine } from '../question-bank/bank-line.js';
import { ImportBatches } from '../question-bank/import-batch.service.js';
import { MediaFolder, typeOfFile } from '../question-bank/media/media-folder.js';
import { keepWithin } from '../question-bank/media/media-quota.js';
import { RefusalError } from '../platform/refusal.js';
import { Fault, faultSentences, messageOf, requireDatabase } from './database-faults.js';
import type { BankTerminal, ExitCode } from './bank-terminal.js';

export interface Banks {
  readonly manager: Database['reader']['source']['manager'];
  readonly keeper: BankKeeper;
  readonly batches: ImportBatches;
  readonly media: MediaFolder;
  /** Keeps a file that was checked. @throws RefusalError where there is no more room for media */
  keepMedia(file: string, bytes: Uint8Array): Promise<void>;
  /** Puts on record that a bank left the server. */
  recordExport(detail: Readonly<Record<string, unknown>>): Promise<void>;
  /** By short name or id. @throws Fault */
  idOf(name: string): Promise<string>;
}

/** The banks of a server, beside it or while it stands still. A fault that can be mended is said, and answers 2. */
export async function withBanks(terminal: BankTerminal, use: (banks: Banks) => Promise<ExitCode>): Promise<ExitCode> {
  try {
    const config = AppConfig.read(terminal.env);
    requireDatabase(config.database);
    const database = await Database.attach(config.database, ENTITIES);
    const audit = await CommandAudit.open(config.audit, database);
    try {
      return await use(banksOf(database, audit, config));
    } finally {
      await audit.noteHead(database);
      await database.close();
    }
  } catch (error) {
    const refusal = error instanceof RefusalError ? [error.refusal.message, error.refusal.code] : null;
    const sentences = refusal ??
      faultSentences(error) ?? [`操作失败：${messageOf(error)}`, `Failed: ${messageOf(error)}`];
    sentences.forEach((line) => terminal.fault(line));
    return 2;
  }
}

function banksOf({ writes, reader }: Database, audit: CommandAudit, config: AppConfig): Banks {
  const clock = new SystemClock();
  const log = new ActionLog(audit.log);
  const identity = {
    recordAction: log.record.bind(log),
    operatorNames: () => Promise.resolve(new Map<string, string>()),
  };
  const keeper = new BankKeeper(writes, reader, clock, identity);
  const idOf = async (name: string): Promise<string> => {
    const found = (await keeper.overview()).find(({ id, slug }) => slug === name || id === name);
    if (found !== undefined) return found.id;
    throw new Fault(`没有短名称为“${name}”的题库，请在题库页面查看。`, `There is no bank "${name}".`);
  };
  const batches = new ImportBatches(writes, reader, clock, identity, new BankLine());
  const media = new MediaFolder(join(config.dataDir, 'media'));
  const keepMedia = async (file: string, bytes: Uint8Array): Promise<void> => {
    await keepWithin(config.mediaQuotaBytes, media, typeOfFile(file), Buffer.from(bytes));
  };
  const recordExport = (detail: Readonly<Record<string, unknown>>) =>
    writes.run((manager) => log.record(manager, { operatorId: null, action: 'bank.exported', detail }));
  return { manager: reader.source.manager, keeper, batches, media, keepMedia, recordExport, idOf };
}
