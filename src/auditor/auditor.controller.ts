import { pipeline } from 'node:stream/promises';
import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { AuditLogService } from '../audit/audit-log.service.js';
import { AuditService, byOperator } from '../audit/audit.service.js';
import { CurrentOperator, RequireRight } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { Clock } from '../platform/clock/clock.js';
import { WriteQueue } from '../platform/database/write-queue.js';
import type { AuditPage, AuditState, FinalHead } from '../protocol/audit.js';
import { AuditExportDto, AuditFilterDto } from './audit-filter.dto.js';

/** The auditor's desk: reads the log and takes it out, and changes nothing. */
@ApiTags('audit')
@RequireRight('audit.read')
@Controller('api/audit')
export class AuditorController {
  constructor(
    private readonly log: AuditLogService,
    private readonly audit: AuditService,
    private readonly queue: WriteQueue,
    private readonly clock: Clock,
  ) {}

  @Get()
  list(@Query() { after, ...filter }: AuditFilterDto): Promise<AuditPage> {
    return this.log.page(filter, after ?? null);
  }

  @Get('state')
  state(): Promise<AuditState> {
    return this.log.state();
  }

  /** The whole span as a signed file, one record a line. */
  @Get('export')
  @RequireRight('audit.export')
  async export(
    @Query() { from = 0, to }: AuditExportDto,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const span = { from, to: to ?? this.clock.now() + 1 };
    const deed = { action: 'audit.exported', ...byOperator(operator.id), detail: span };
    await this.queue.run((manager) => this.audit.record(manager, deed));
    response
      .type('application/x-ndjson')
      .setHeader('Content-Disposition', 'attachment; filename="audit.ndjson"')
      .setHeader('Cache-Control', 'no-store');
    await pipeline(this.log.export(span), response);
  }

  /** For whoever prepares and hosts: what is printed and compared when a result is made final. */
  @Get('contests/:id/head')
  @RequireRight('contest.read')
  async finalHead(@Param('id') id: string): Promise<FinalHead> {
    return { head: await this.log.finalHead(id) };
  }
}
