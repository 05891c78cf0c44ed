import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional } from 'class-validator';
import type { Response } from 'express';

import { AuditLogService } from '../audit/audit-log.service.js';
import { byOperator, recordIn } from '../audit/audit.service.js';
import { CurrentOperator, RequireRight } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import { ResultsService } from '../contest/results/results.service.js';
import { anonymised } from './anonymise.js';
import { resultsWorkbook } from './results-workbook.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export class ResultsDto {
  @IsIn(['xlsx'])
  readonly format!: 'xlsx';

  @IsOptional()
  @IsIn(['true', 'false'])
  readonly anonymised?: 'true' | 'false';
}

/** What is handed in after a contest. */
@ApiTags('report')
@RequireRight('contest.results')
@Controller('api/contests/:id/results')
export class ReportController {
  constructor(
    private readonly results: ResultsService,
    private readonly log: AuditLogService,
    private readonly queue: WriteQueue,
  ) {}

  @Get()
  async download(
    @Param('id') id: string,
    @Query() query: ResultsDto,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const named = await this.results.of(id);
    const hidden = query.anonymised === 'true';
    const auditHead = await this.log.finalHead(id);
    const workbook = await resultsWorkbook(hidden ? anonymised(named) : named, { anonymised: hidden, auditHead });
    const deed = { action: 'results.exported', contestId: id, detail: { anonymised: hidden } };
    await this.queue.run((manager) => recordIn(manager, { ...deed, ...byOperator(operator.id) }));
    const name = `${named.title}-${hidden ? '匿名' : ''}成绩.xlsx`;
    response
      .type(XLSX)
      .setHeader(
        'Content-Disposition',
        `attachment; filename="results.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}`,
      )
      .send(workbook);
  }
}
