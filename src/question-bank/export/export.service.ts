import { Injectable } from '@nestjs/common';

import { IdentityService, type OperatorIdentity } from '../../identity/identity.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import type { Attachment } from '../../platform/http/attachment.js';
import { newId } from '../../platform/ids.js';
import type { BankItemStatus, ExportFormat, ExportLosses } from '../../protocol/question-bank.js';
import { bankContent } from './bank-content.js';
import type { ExportStamp } from './export-mark.js';
import { exportName } from './export-name.js';
import { PrintShop } from './print-shop.service.js';
import { PRINTERS, type ExportPart } from './printers.js';

export interface ExportChoice {
  readonly format: ExportFormat;
  readonly status: BankItemStatus | 'all';
  readonly part: ExportPart;
}

export interface PrintedBank extends Attachment {
  readonly losses: ExportLosses;
}

/** Banks as files. */
@Injectable()
export class ExportService {
  constructor(
    private readonly reader: Reader,
    private readonly writes: WriteQueue,
    private readonly clock: Clock,
    private readonly identity: IdentityService,
    private readonly shop: PrintShop,
  ) {}

  /** The file says who took it out and when, and it is written down under the same id. @throws RefusalError rest.not-found */
  async export(
    bankId: string,
    choice: ExportChoice,
    operator: Pick<OperatorIdentity, 'id' | 'displayName'>,
  ): Promise<PrintedBank> {
    const stamp = { by: operator.displayName, at: this.clock.now(), id: newId() };
    const printed = await this.print(bankId, choice, stamp);
    const detail = { bankId, ...choice, items: printed.losses.items, exportId: stamp.id };
    await this.writes.run((manager) =>
      this.identity.recordAction(manager, { operatorId: operator.id, action: 'bank.exported', detail }),
    );
    return printed;
  }

  /** What the format cannot carry of the bank. @throws RefusalError rest.not-found */
  async losses(bankId: string, choice: ExportChoice): Promise<ExportLosses> {
    return (await this.print(bankId, choice, null)).losses;
  }

  private async print(bankId: string, choice: ExportChoice, stamp: ExportStamp | null): Promise<PrintedBank> {
    const { format, part, status } = choice;
    const bank = await bankContent(this.reader.source.manager, bankId, status);
    const { bytes, losses } = await this.shop.printBank(bank, choice, stamp);
    return {
      bytes,
      fileName: exportName(bank.title, format, part),
      mime: PRINTERS[format].mime,
      losses: {
        format,
        items: bank.items.length,
        losses: losses.map(({ itemId, code, message }) => ({ itemKey: itemId, code, message })),
      },
    };
  }
}
