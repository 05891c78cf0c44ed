import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { sendAttachment } from '../../platform/http/attachment.js';
import {
  BANK_ITEM_STATUSES,
  EXPORT_FORMATS,
  type BankItemStatus,
  type ExportFormat,
  type ExportLosses,
} from '../../protocol/question-bank.js';
import { ExportService } from './export.service.js';
import { EXPORT_PARTS, type ExportPart } from './printers.js';

export class ExportQueryDto {
  @IsIn(EXPORT_FORMATS)
  readonly format!: ExportFormat;

  @IsOptional()
  @IsIn([...BANK_ITEM_STATUSES, 'all'])
  readonly status?: BankItemStatus | 'all';

  @IsOptional()
  @IsIn(EXPORT_PARTS)
  readonly part?: ExportPart;
}

@ApiTags('question-banks')
@Controller('api/question-banks/:id/export')
@RequireRight('bank.export')
export class ExportController {
  constructor(private readonly exports: ExportService) {}

  @Get()
  async download(
    @Param('id') bankId: string,
    @Query() query: ExportQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const printed = await this.exports.export(bankId, choiceOf(query), operator);
    response.setHeader('X-Export-Losses', printed.losses.losses.length);
    sendAttachment(response, printed);
  }

  @Get('losses')
  losses(@Param('id') bankId: string, @Query() query: ExportQueryDto): Promise<ExportLosses> {
    return this.exports.losses(bankId, choiceOf(query));
  }
}

const choiceOf = ({ format, status = 'all', part = 'both' }: ExportQueryDto) => ({ format, status, part });
