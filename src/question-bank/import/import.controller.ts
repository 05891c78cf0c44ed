import {
  Body,
  Controller,
  Get,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  Res,
  UploadedFile,
  UseInterceptors,
} from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { sendAttachment } from '../../platform/http/attachment.js';
import type { ImportReport } from '../../protocol/question-bank.js';
import { ImportQueryDto, LoadDto, LookDto } from './import.dto.js';
import { ImportService } from './import.service.js';
import { UploadInterceptor, uploadOf, type FormFile } from './upload.js';

@ApiTags('question-banks')
@Controller('api/question-banks')
@RequireRight('bank.import')
export class ImportController {
  constructor(private readonly imports: ImportService) {}

  @Post('import')
  @HttpCode(200)
  @UseInterceptors(UploadInterceptor)
  async import(
    @Query() { dryRun = 'true', bankId, mode = 'all-or-nothing', fileName, format }: ImportQueryDto,
    @Req() request: Request,
    @UploadedFile() form: FormFile | undefined,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<ImportReport> {
    const upload = await uploadOf(request, form, fileName);
    const report = await this.imports.look({ ...upload, ...(format === undefined ? {} : { format }) }, bankId);
    if (dryRun === 'true') return report;
    const into = bankId === undefined ? {} : { bankId };
    return this.imports.load(report.importId, { ...into, mode }, operator.id);
  }

  @Post('imports/:importId/look')
  @HttpCode(200)
  lookAgain(@Param('importId') importId: string, @Body() { bankId }: LookDto): Promise<ImportReport> {
    return this.imports.lookAgain(importId, bankId);
  }

  @Post('imports/:importId/load')
  @HttpCode(200)
  load(
    @Param('importId') importId: string,
    @Body() body: LoadDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<ImportReport> {
    return this.imports.load(importId, body, operator.id);
  }

  @Get('imports/:importId/report')
  async report(@Param('importId') importId: string, @Res() response: Response): Promise<void> {
    sendAttachment(response, await this.imports.report(importId));
  }
}
