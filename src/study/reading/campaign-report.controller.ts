import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { CampaignFigures, RecognitionList, ReflectionDetail, ReflectionPage } from '../../protocol/reading.js';
import { sendAttachmentFile } from '../attachments/send-attachment.js';
import { CampaignReport } from './campaign-report.js';
import { CampaignShelf } from './campaign-shelf.js';
import { DecisionDto, FiguresQueryDto, ReflectionsQueryDto } from './reading.dto.js';
import { ReadingScope } from './reading-scope.js';
import { ReflectionRecordings } from './reflection-recordings.js';
import { ReflectionReview } from './reflection-review.js';

/** What people handed in, and what a campaign came to; of the own unit and below. */
@ApiTags('reading')
@RequireRight('study.read')
@Controller('api/study/reading/campaigns/:id')
export class CampaignReportController {
  constructor(
    private readonly shelf: CampaignShelf,
    private readonly review: ReflectionReview,
    private readonly report: CampaignReport,
    private readonly scope: ReadingScope,
    private readonly recordings: ReflectionRecordings,
  ) {}

  @Get('reflections')
  async reflections(
    @Param('id') id: string,
    @Query() { status, after }: ReflectionsQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<ReflectionPage> {
    await this.shelf.one(id, operator);
    return this.review.page(id, status ?? null, after ?? null, await this.scope.of(operator, 'study.read'));
  }

  @Get('reflections/:reflectionId')
  async reflection(
    @Param('id') id: string,
    @Param('reflectionId') reflectionId: string,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<ReflectionDetail> {
    return this.review.detail(id, reflectionId, await this.scope.of(operator, 'study.read'));
  }

  @Get('reflections/:reflectionId/recordings/:recordingId')
  async recording(
    @Param('id') id: string,
    @Param('reflectionId') reflectionId: string,
    @Param('recordingId') recordingId: string,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    await this.review.detail(id, reflectionId, await this.scope.of(operator, 'study.read'));
    const row = await this.recordings.file(reflectionId, recordingId);
    await sendAttachmentFile(response, this.recordings.folder, row);
  }

  @Post('reflections/:reflectionId/decision')
  @HttpCode(204)
  @RequireRight('study.approve')
  async decide(
    @Param('id') id: string,
    @Param('reflectionId') reflectionId: string,
    @Body() body: DecisionDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    await this.review.decide(id, reflectionId, body, operator, await this.scope.of(operator, 'study.approve'));
  }

  @Get('figures')
  async figures(
    @Param('id') id: string,
    @Query() { unitId }: FiguresQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<CampaignFigures> {
    const campaign = await this.shelf.one(id, operator);
    return this.report.figures(campaign, unitId ?? null, await this.scope.of(operator, 'study.read'));
  }

  @Get('recognition')
  async recognition(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<RecognitionList> {
    const campaign = await this.shelf.one(id, operator);
    return this.report.recognition(campaign, await this.scope.of(operator, 'study.read'));
  }
}
