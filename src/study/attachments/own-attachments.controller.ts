import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Request, Response } from 'express';

import { CurrentMember, RequireMember, type MemberIdentity } from '../../member/member.module.js';
import { receiveBody } from '../../platform/http/receive-body.js';
import type { AttachmentInfo } from '../../protocol/study.js';
import { asMember, selfOf } from '../entries/actor.js';
import { MOST_BYTES } from './attachment-check.js';
import { AttachmentStore } from './attachment-store.js';
import { AttachmentPatchDto, AttachmentUploadDto } from './attachments.controller.js';
import { Attachments } from './attachments.service.js';
import { sendAttachmentFile } from './send-attachment.js';

/** What a member attaches to an entry of their own, and what is attached to one on whose list they stand. */
@ApiTags('member')
@RequireMember()
@Controller('api/member/study')
export class OwnAttachmentsController {
  constructor(
    private readonly attachments: Attachments,
    private readonly store: AttachmentStore,
  ) {}

  @Post('entries/:id/attachments')
  @HttpCode(201)
  async add(
    @Param('id') id: string,
    @Query() query: AttachmentUploadDto,
    @CurrentMember() member: MemberIdentity,
    @Req() request: Request,
  ): Promise<AttachmentInfo> {
    const bytes = await receiveBody(request, MOST_BYTES[query.kind]);
    return this.attachments.add(asMember(selfOf(member)), id, query, bytes);
  }

  @Get('attachments/:id')
  async file(
    @Param('id') id: string,
    @CurrentMember() member: MemberIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.attachments.file(asMember(selfOf(member)), id);
    await sendAttachmentFile(response, this.store.folder, row);
  }

  @Patch('attachments/:id')
  change(
    @Param('id') id: string,
    @Body() body: AttachmentPatchDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<AttachmentInfo> {
    return this.attachments.change(asMember(selfOf(member)), id, body);
  }

  @Delete('attachments/:id')
  @HttpCode(204)
  remove(@Param('id') id: string, @CurrentMember() member: MemberIdentity): Promise<void> {
    return this.attachments.remove(asMember(selfOf(member)), id);
  }
}
