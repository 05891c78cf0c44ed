import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { attachmentHeader } from '../../platform/http/attachment.js';
import { refuse, RefusalError } from '../../platform/refusal.js';
import type { StudyExportInfo } from '../../protocol/study-export.js';
import { HourGate } from '../hours/hour-gate.js';
import { ExportsQueryDto, NewExportDto } from './dto/exports.dto.js';
import { ExportList } from './export-list.js';
import { ExportSights } from './export-sights.js';
import { StudyExports } from './exports.service.js';
import type { StudyExportEntity } from './persistence/study-export.entity.js';

const RANGE_NOT_SATISFIABLE = 416;
type SendError = Error & { readonly status?: number };

/** Files for handing in. */
@ApiTags('study')
@RequireRight('study.read')
@Controller('api/study/exports')
export class ExportsController {
  constructor(
    private readonly gate: HourGate,
    private readonly exports: StudyExports,
    private readonly made: ExportList,
    private readonly sights: ExportSights,
  ) {}

  @Post()
  @HttpCode(202)
  async start(@Body() body: NewExportDto, @CurrentOperator() operator: OperatorIdentity): Promise<StudyExportInfo> {
    const sight = await this.sights.of(operator, body);
    return this.made.infoOf(await this.exports.start(body, sight, operator.id));
  }

  @Get()
  async list(
    @Query() { unitId }: ExportsQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<StudyExportInfo[]> {
    await this.gate.unit(operator, 'study.read', unitId);
    return this.made.ofUnit(unitId);
  }

  @Get(':id')
  async one(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<StudyExportInfo> {
    return this.made.infoOf(await this.entered(id, operator));
  }

  /** Express answers ranges, so that a download which broke off goes on; the file never changes. */
  @Get(':id/file')
  async file(
    @Param('id') id: string,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.entered(id, operator);
    await this.sights.assertSees(operator, row);
    const { folder, file, fileName } = this.exports.file(row);
    response.setHeader('Content-Type', 'application/octet-stream');
    response.setHeader('Content-Disposition', attachmentHeader(fileName));
    await new Promise<void>((resolve, reject) => {
      response.sendFile(file, { root: folder, cacheControl: false }, (error?: SendError) => {
        if (error?.status === RANGE_NOT_SATISFIABLE) response.status(RANGE_NOT_SATISFIABLE).end();
        if (!error || response.headersSent) resolve();
        else reject(error.status === 404 ? refuse('study.export-unknown') : error);
      });
    });
  }

  /** Of another's unit it is as if it were not there. */
  private async entered(id: string, operator: OperatorIdentity): Promise<StudyExportEntity> {
    const row = await this.made.find(id);
    try {
      await this.gate.unit(operator, 'study.read', row.unitId);
    } catch (error) {
      throw error instanceof RefusalError ? refuse('study.export-unknown') : error;
    }
    return row;
  }
}
