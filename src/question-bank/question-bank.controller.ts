import { Body, Controller, Get, HttpCode, Param, Patch, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { refuse } from '../platform/refusal.js';
import type { BankOverview, ImportBatch, UndoReport } from '../protocol/question-bank.js';
import type { BankInfo } from '../protocol/rest.js';
import { BankKeeper } from './bank-keeper.service.js';
import { BankPatchDto, NewBankDto } from './dto/bank.dto.js';
import { ImportBatches } from './import-batch.service.js';
import { QuestionBankService } from './question-bank.service.js';

/** Banks as wholes. */
@ApiTags('question-banks')
@Controller('api/question-banks')
@RequireRight('bank.read')
export class QuestionBankController {
  constructor(
    private readonly banks: QuestionBankService,
    private readonly keeper: BankKeeper,
    private readonly batches: ImportBatches,
  ) {}

  /** What a contest can draw from. */
  @Get()
  list(): Promise<BankInfo[]> {
    return this.banks.listBanks();
  }

  @Get('overview')
  overview(): Promise<BankOverview[]> {
    return this.keeper.overview();
  }

  @Post()
  @RequireRight('bank.edit')
  async create(@Body() body: NewBankDto, @CurrentOperator() operator: OperatorIdentity): Promise<BankOverview> {
    return this.overviewOf(await this.keeper.create(body, operator.id));
  }

  @Patch(':id')
  @RequireRight('bank.edit')
  async rename(
    @Param('id') id: string,
    @Body() body: BankPatchDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<BankOverview> {
    await this.keeper.rename(id, body, operator.id);
    return this.overviewOf(id);
  }

  @Get(':id/imports')
  imports(@Param('id') id: string): Promise<ImportBatch[]> {
    return this.batches.list(id);
  }

  @Post('imports/:batchId/undo')
  @HttpCode(200)
  @RequireRight('bank.import')
  undo(@Param('batchId') batchId: string, @CurrentOperator() operator: OperatorIdentity): Promise<UndoReport> {
    return this.batches.undo(batchId, operator.id);
  }

  private async overviewOf(id: string): Promise<BankOverview> {
    const found = (await this.keeper.overview()).find((bank) => bank.id === id);
    if (!found) throw refuse('rest.not-found');
    return found;
  }
}
