import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import type { Right } from '../core/access/rights.js';
import { can, CurrentOperator, RequireRight } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { refuse } from '../platform/refusal.js';
import type {
  BankItemDetail,
  BankItemPage,
  BankItemStatus,
  CopyReport,
  StatusReport,
} from '../protocol/question-bank.js';
import { BankCatalogue } from './bank-catalogue.service.js';
import { BankItemEditDto, BankItemQueryDto, NewBankItemDto } from './dto/bank-item.dto.js';
import { CopyItemsDto, StatusDto } from './dto/bank.dto.js';
import { BankItemEditor } from './item-editor.service.js';
import { ItemStatuses } from './item-status.service.js';

/** Any of these. Who writes an item cannot publish it by that alone. */
const RIGHTS_FOR: Readonly<Record<BankItemStatus, readonly Right[]>> = {
  draft: ['bank.edit'],
  reviewed: ['bank.review'],
  published: ['bank.publish'],
  retired: ['bank.edit', 'bank.publish'],
};

/** Items of a bank. */
@ApiTags('question-banks')
@Controller('api/question-banks/:id')
@RequireRight('bank.read')
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
  @RequireRight('bank.edit')
  async create(
    @Param('id') bankId: string,
    @Body() body: NewBankItemDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<BankItemDetail> {
    return this.catalogue.detail(bankId, await this.editor.create(bankId, body, operator.id));
  }

  @Put('items/:itemId')
  @RequireRight('bank.edit')
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
  @RequireRight('bank.edit')
  copy(
    @Param('id') bankId: string,
    @Body() { itemIds }: CopyItemsDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<CopyReport> {
    return this.editor.copy(bankId, itemIds, operator.id);
  }

  @Post('status')
  @HttpCode(200)
  @RequireRight('bank.edit', 'bank.review', 'bank.publish')
  status(
    @Param('id') bankId: string,
    @Body() body: StatusDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<StatusReport> {
    if (!RIGHTS_FOR[body.status].some((right) => can(operator, right))) throw refuse('auth.forbidden');
    return this.statuses.change(bankId, body, operator.id);
  }
}
