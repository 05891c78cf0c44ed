import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireOperator } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import type { BankItemDetail, BankItemPage, CopyReport, StatusReport } from '../protocol/question-bank.js';
import { BankCatalogue } from './bank-catalogue.service.js';
import { BankItemEditDto, BankItemQueryDto, NewBankItemDto } from './dto/bank-item.dto.js';
import { CopyItemsDto, StatusDto } from './dto/bank.dto.js';
import { BankItemEditor } from './item-editor.service.js';
import { ItemStatuses } from './item-status.service.js';

/** Items of a bank. Hosts read; what changes something is for administrators. */
@ApiTags('question-banks')
@Controller('api/question-banks/:id')
@RequireOperator()
export class BankItemController {
  constructor(
    private readonly catalogue: BankCatalogue,
    private readonly editor: BankItemEditor,
    private readonly statuses: ItemStatuses,
  ) {}

  @Get('items')
  list(@Param('id') bankId: string, @Query() query: BankItemQueryDto): Promise<BankItemPage> {
    return this.catalogue.list(bankId, query);
  }

  @Get('items/:itemId')
  detail(@Param('id') bankId: string, @Param('itemId') itemId: string): Promise<BankItemDetail> {
    return this.catalogue.detail(bankId, itemId);
  }

  @Post('items')
  @RequireOperator('administrator')
  async create(
    @Param('id') bankId: string,
    @Body() body: NewBankItemDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<BankItemDetail> {
    return this.catalogue.detail(bankId, await this.editor.create(bankId, body, operator.id));
  }

  @Put('items/:itemId')
  @RequireOperator('administrator')
  async edit(
    @Param('id') bankId: string,
    @Param('itemId') itemId: string,
    @Body() body: BankItemEditDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<BankItemDetail> {
    await this.editor.edit(bankId, itemId, body, operator.id);
    return this.catalogue.detail(bankId, itemId);
  }

  @Post('items/copy')
  @HttpCode(200)
  @RequireOperator('administrator')
  copy(
    @Param('id') bankId: string,
    @Body() { itemIds }: CopyItemsDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<CopyReport> {
    return this.editor.copy(bankId, itemIds, operator.id);
  }

  @Post('status')
  @HttpCode(200)
  @RequireOperator('administrator')
  status(
    @Param('id') bankId: string,
    @Body() body: StatusDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<StatusReport> {
    return this.statuses.change(bankId, body, operator.id);
  }
}
