/** The services of question banks on a database of a test, without a server around them. */
import type { IdentityService, OperatorAction } from '../../src/identity/identity.service.js';
import type { ReadBankItem } from '../../src/core/question-bank/formats/reading.js';
import type { ImportMode } from '../../src/protocol/question-bank.js';
import type { Database } from '../../src/platform/database/database.js';
import { BankCatalogue } from '../../src/question-bank/bank-catalogue.service.js';
import { BankDeeds } from '../../src/question-bank/bank-deeds.js';
import { BankKeeper } from '../../src/question-bank/bank-keeper.service.js';
import { BankLine } from '../../src/question-bank/bank-line.js';
import { ImportBatches } from '../../src/question-bank/import-batch.service.js';
import { BankItemEditor } from '../../src/question-bank/item-editor.service.js';
import { ItemMeasures } from '../../src/question-bank/item-measures.service.js';
import { ItemStatuses } from '../../src/question-bank/item-status.service.js';
import type { MediaService } from '../../src/question-bank/media.service.js';
import { prepareItem } from '../../src/question-bank/prepared-item.js';
import { SimilarItems } from '../../src/question-bank/similar-items.js';
import { ManualClock } from './manual-clock.js';

export const OPERATOR = 'operator-1';

export class BankDesk {
  readonly actions: OperatorAction[] = [];
  readonly keeper: BankKeeper;
  readonly batches: ImportBatches;
  readonly editor: BankItemEditor;
  readonly statuses: ItemStatuses;
  readonly measures: ItemMeasures;
  readonly catalogue: BankCatalogue;

  private constructor(
    private readonly database: Database,
    readonly clock: ManualClock,
  ) {
    const { writes, reader } = database;
    const identity = {
      operatorNames: () => Promise.resolve(new Map([[OPERATOR, '示例管理员']])),
      recordAction: (_manager: unknown, action: OperatorAction) => Promise.resolve(void this.actions.push(action)),
    } as unknown as IdentityService;
    const line = new BankLine();
    this.keeper = new BankKeeper(writes, reader, clock, identity);
    this.batches = new ImportBatches(writes, reader, clock, identity, line);
    const deeds = new BankDeeds(line, clock, identity);
    const media = { pathOf: (file: string) => Promise.resolve(file) } as unknown as MediaService;
    this.editor = new BankItemEditor(writes, reader, deeds, media);
    this.statuses = new ItemStatuses(writes, reader, deeds, media);
    this.measures = new ItemMeasures(writes, reader);
    this.catalogue = new BankCatalogue(reader, clock, identity, this.measures, new SimilarItems());
  }

  static async open(database: Database): Promise<BankDesk> {
    await database.writes.run((manager) =>
      manager.query(
        `INSERT INTO "operator" (id, login, display_name, password_hash, created_at) VALUES ($1, 'shili', '示例管理员', 'x', 1)`,
        [OPERATOR],
      ),
    );
    return new BankDesk(database, new ManualClock());
  }

  /** As the next process has it. */
  restarted(): BankDesk {
    return new BankDesk(this.database, this.clock);
  }

  newBank(title = '示例自建题库'): Promise<string> {
    return this.keeper.create({ title }, OPERATOR);
  }

  load(bankId: string, items: readonly ReadBankItem[], fileName = '示例.xlsx', mode: ImportMode = 'skip-bad') {
    const file = { fileName, format: 'xlsx', contentHash: 'x' };
    return this.batches.load(bankId, { items: items.map(prepareItem), file, mode, faults: 0, operatorId: OPERATOR });
  }

  /** Item keys with their status, by key. */
  async statusesOf(bankId: string): Promise<[string, string][]> {
    const { items } = await this.catalogue.list(bankId, { size: 200 });
    return items.map(({ itemKey, status }) => [itemKey, status]);
  }

  async idOf(bankId: string, itemKey: string): Promise<string> {
    const { items } = await this.catalogue.list(bankId, { text: itemKey });
    const found = items.find((item) => item.itemKey === itemKey);
    if (!found) throw new Error(`${itemKey} is not in the bank`);
    return found.id;
  }

  async publish(bankId: string, itemIds: readonly string[]): Promise<void> {
    await this.statuses.change(bankId, { itemIds, status: 'reviewed' }, OPERATOR);
    await this.statuses.change(bankId, { itemIds, status: 'published' }, OPERATOR);
  }
}
