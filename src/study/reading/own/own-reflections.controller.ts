import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { CurrentMember, RequireMember, type MemberIdentity } from '../../../member/member.module.js';
import { receiveBody } from '../../../platform/http/receive-body.js';
import type { AdoptedPage, MemberRecognition, OwnReflection } from '../../../protocol/own-reading.js';
import { MOST_BYTES } from '../../attachments/attachment-check.js';
import { sendAttachmentFile } from '../../attachments/send-attachment.js';
import { ReflectionRecordings } from '../reflection-recordings.js';
import { CampaignHonours } from './campaign-honours.js';
import { AdoptedQueryDto, NewReflectionDto, RecordingQueryDto, ReflectionDto } from './own-reading.dto.js';
import { OwnReflections } from './own-reflections.js';

/** A member's reflections, and what members see of each other's. */
@ApiTags('member')
@RequireMember()
@Controller('api/member/reading/campaigns/:id')
export class OwnReflectionsController {
  constructor(
    private readonly reflections: OwnReflections,
    private readonly honours: CampaignHonours,
    private readonly recordings: ReflectionRecordings,
  ) {}

  @Get('adopted')
  adopted(
    @Param('id') id: string,
    @Query() { after }: AdoptedQueryDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<AdoptedPage> {
    return this.honours.adopted(member, id, after ?? null);
  }

  @Get('recognition')
  recognition(@Param('id') id: string, @CurrentMember() member: MemberIdentity): Promise<MemberRecognition> {
    return this.honours.recognition(member, id);
  }

  @Post('reflections')
  create(
    @Param('id') id: string,
    @Body() body: NewReflectionDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<OwnReflection> {
    return this.reflections.create(member, id, body);
  }

  @Get('reflections/:reflectionId')
  one(
    @Param('id') campaignId: string,
    @Param('reflectionId') id: string,
    @CurrentMember() member: MemberIdentity,
  ): Promise<OwnReflection> {
    return this.reflections.one(member, { campaignId, id });
  }

  @Put('reflections/:reflectionId')
  save(
    @Param('id') campaignId: string,
    @Param('reflectionId') id: string,
    @Body() body: ReflectionDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<OwnReflection> {
    return this.reflections.save(member, { campaignId, id }, body);
  }

  @Delete('reflections/:reflectionId')
  @HttpCode(204)
  remove(
    @Param('id') campaignId: string,
    @Param('reflectionId') id: string,
    @CurrentMember() member: MemberIdentity,
  ): Promise<void> {
    return this.reflections.remove(member, { campaignId, id });
  }

  @Post('reflections/:reflectionId/submit')
  @HttpCode(200)
  submit(
    @Param('id') campaignId: string,
    @Param('reflectionId') id: string,
    @CurrentMember() member: MemberIdentity,
  ): Promise<OwnReflection> {
    return this.reflections.submit(member, { campaignId, id });
  }

  @Post('reflections/:reflectionId/withdraw')
  @HttpCode(200)
  withdraw(
    @Param('id') campaignId: string,
    @Param('reflectionId') id: string,
    @CurrentMember() member: MemberIdentity,
  ): Promise<OwnReflection> {
    return this.reflections.withdraw(member, { campaignId, id });
  }

  @Post('reflections/:reflectionId/recordings')
  @HttpCode(201)
  async record(
    @Param('id') campaignId: string,
    @Param('reflectionId') id: string,
    @Query() { kind, name }: RecordingQueryDto,
    @CurrentMember() member: MemberIdentity,
    @Req() request: Request,
  ): Promise<OwnReflection> {
    const bytes = await receiveBody(request, MOST_BYTES[kind]);
    return this.reflections.record(member, { campaignId, id }, { kind, name }, bytes);
  }

  @Get('reflections/:reflectionId/recordings/:recordingId')
  async recording(
    @Param('id') id: string,
    @Param('reflectionId') reflectionId: string,
    @Param('recordingId') recordingId: string,
    @CurrentMember() member: MemberIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.honours.recording(member, id, reflectionId, recordingId);
    await sendAttachmentFile(response, this.recordings.folder, row);
  }

  @Delete('reflections/:reflectionId/recordings/:recordingId')
  dropRecording(
    @Param('id') campaignId: string,
    @Param('reflectionId') id: string,
    @Param('recordingId') recordingId: string,
    @CurrentMember() member: MemberIdentity,
  ): Promise<OwnReflection> {
    return this.reflections.dropRecording(member, { campaignId, id }, recordingId);
  }
}
