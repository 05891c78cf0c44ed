/** A server with a shipped bank, an administrator, a host, and a new bank of one's own at each `newBank`. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ReadBankItem } from '../../src/core/question-bank/formats/reading.js';
import { IdentityModule } from '../../src/identity/identity.module.js';
import { SetupService } from '../../src/identity/setup.service.js';
import type { BankItemDetail, BankOverview } from '../../src/protocol/question-bank.js';
import { ImportBatches } from '../../src/question-bank/import-batch.service.js';
import { prepareItem } from '../../src/question-bank/prepared-item.js';
import { QuestionBankModule } from '../../src/question-bank/question-bank.module.js';
import { startApp, type RunningApp } from './app.js';
import { writeBank } from './bank-files.js';
import { bodyOf } from './contest-stage.js';
import { ADMINISTRATOR, HOST, PASSWORD } from './identity-server.js';
import { RestClient, type RestAnswer } from './rest-client.js';
import { bankOf, FILL_IN, ONE_OF_EACH, SINGLE } from './sample-banks.js';
import { newOperator } from './operators.js';

export const BANKS = '/api/question-banks';
const { id: _single, ...single } = SINGLE;
const { id: _fillIn, ...fillIn } = FILL_IN;
/** Items as an editor sends them. */
export const ITEM = single;
export const OTHER = fillIn;

export class BankServer {
  bank!: BankOverview;

  private constructor(
    readonly running: RunningApp,
    readonly administrator: RestClient,
    readonly host: RestClient,
    private readonly folder: string,
  ) {}

  static async start(): Promise<BankServer> {
    const folder = await mkdtemp(join(tmpdir(), 'xuesai-banks-'));
    await writeBank(folder, 'sample-bank', bankOf(ONE_OF_EACH));
    const env = { QUESTION_BANKS_DIR: folder };
    const running = await startApp({ modules: [IdentityModule, QuestionBankModule], env });
    const administrator = new RestClient(running.url);
    const token = running.app.get(SetupService).pendingToken;
    await administrator.keepSession(administrator.post('/api/setup', { token, ...ADMINISTRATOR }));
    await newOperator(administrator, HOST);
    const host = new RestClient(running.url);
    await bodyOf(host.signIn(HOST.login, PASSWORD));
    return new BankServer(running, administrator, host, folder);
  }

  async close(): Promise<void> {
    await this.running.close();
    await rm(this.folder, { recursive: true });
  }

  async newBank(): Promise<void> {
    this.bank = await bodyOf<BankOverview>(this.administrator.post(BANKS, { title: ' 示例自建题库 ' }));
  }

  async shipped(): Promise<BankOverview> {
    const all = await bodyOf<BankOverview[]>(this.administrator.get(`${BANKS}/overview`));
    const found = all.find(({ shipped }) => shipped);
    if (!found) throw new Error('no shipped bank');
    return found;
  }

  /** Path of the new bank's items. */
  items(rest = ''): string {
    return `${BANKS}/${this.bank.id}/items${rest}`;
  }

  create(item: object = ITEM): Promise<BankItemDetail> {
    return bodyOf<BankItemDetail>(this.administrator.post(this.items(), { item }));
  }

  edit(id: string, body: unknown): Promise<RestAnswer> {
    return this.administrator.send('PUT', this.items(`/${id}`), { body });
  }

  setStatus(body: unknown): Promise<RestAnswer> {
    return this.administrator.post(`${BANKS}/${this.bank.id}/status`, body);
  }

  async publish(id: string): Promise<void> {
    for (const status of ['reviewed', 'published']) await bodyOf(this.setStatus({ itemIds: [id], status }));
  }

  load(items: readonly ReadBankItem[]) {
    const file = { fileName: '示例.xlsx', format: 'xlsx', contentHash: 'x' };
    const order = { items: items.map(prepareItem), file, mode: 'skip-bad' as const, faults: 0, operatorId: null };
    return this.running.app.get(ImportBatches).load(this.bank.id, order);
  }

  /** Puts a file where uploads are kept; what is in it does not matter. @returns its id */
  async keep(type: string): Promise<string> {
    const file = `${type.charCodeAt(0).toString(16).padStart(2, '0').repeat(32)}.${type}`;
    await mkdir(join(this.running.dataDir, 'media'), { recursive: true });
    await writeFile(join(this.running.dataDir, 'media', file), '示例');
    return file;
  }
}

export function detailsOf({ body }: RestAnswer): readonly { readonly path: string; readonly message: string }[] {
  const { error } = body as { readonly error: { readonly details?: readonly { path: string; message: string }[] } };
  return error.details ?? [];
}
