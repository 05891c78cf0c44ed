import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { EntryCodeInfo, SheetContest } from '../../protocol/organisation.js';
import { CodesQueryDto } from '../dto/roster.dto.js';
import { EntrySheets } from './entry-sheets.service.js';

/** Personal codes, to be printed and handed out: of every branch, or of the own one. */
@ApiTags('contests')
@RequireRight('entry-code.print')
@Controller('api')
export class EntrySheetsController {
  constructor(private readonly sheets: EntrySheets) {}

  @Get('entry-sheets')
  list(@CurrentOperator() operator: OperatorIdentity): Promise<SheetContest[]> {
    return this.sheets.list(operator);
  }

  @Get('contests/:id/roster/codes')
  codes(
    @Param('id') id: string,
    @Query() { branchId }: CodesQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<EntryCodeInfo[]> {
    return this.sheets.codes(id, branchId, operator);
  }
}
