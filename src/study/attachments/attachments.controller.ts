import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import { receiveBody } from '../../platform/http/receive-body.js';
import {
  ATTACHMENT_KINDS,
  type AttachmentInfo,
  type AttachmentKind,
  type AttachmentPatch,
} from '../../protocol/study.js';
import { asOperator } from '../entries/actor.js';
import { MOST_BYTES } from './attachment-check.js';
import { AttachmentStore } from './attachment-store.js';
import { Attachments } from './attachments.service.js';
import { sendAttachmentFile } from './send-attachment.js';

const LONGEST_NAME = 100;
const LONGEST_ALT = 500;
const LONGEST_TRANSCRIPT = 20_000;

export class AttachmentUploadDto {
  @IsIn(ATTACHMENT_KINDS)
  readonly kind!: AttachmentKind;

  @IsString()
  @Length(1, LONGEST_NAME)
  readonly name!: string;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_ALT)
  readonly alt?: string;
}

export class AttachmentPatchDto implements AttachmentPatch {
  @IsOptional()
  @IsString()
  @Length(1, LONGEST_NAME)
  readonly name?: string;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_ALT)
  readonly alt?: string;

  @IsOptional()
  @IsString()
  @MaxLength(LONGEST_TRANSCRIPT)
  readonly transcript?: string;
}

@ApiTags('study')
@RequireRight('study.keep')
@Controller('api/study')
export class AttachmentsController {
  constructor(
    private readonly attachments: Attachments,
    private readonly store: AttachmentStore,
  ) {}

  @Post('entries/:id/attachments')
  @HttpCode(201)
  async add(
    @Param('id') id: string,
    @Query() query: AttachmentUploadDto,
    @CurrentOperator() operator: OperatorIdentity,
    @Req() request: Request,
  ): Promise<AttachmentInfo> {
    const bytes = await receiveBody(request, MOST_BYTES[query.kind]);
    return this.attachments.add(asOperator(operator), id, query, bytes);
  }

  @Get('attachments/:id')
  @RequireRight('study.read')
  async file(
    @Param('id') id: string,
    @CurrentOperator() operator: OperatorIdentity,
    @Res() response: Response,
  ): Promise<void> {
    const row = await this.attachments.file(asOperator(operator), id);
    await sendAttachmentFile(response, this.store.folder, row);
  }

  @Patch('attachments/:id')
  change(
    @Param('id') id: string,
    @Body() body: AttachmentPatchDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<AttachmentInfo> {
    return this.attachments.change(asOperator(operator), id, body);
  }

  @Delete('attachments/:id')
  @HttpCode(204)
  remove(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.attachments.remove(asOperator(operator), id);
  }
}
