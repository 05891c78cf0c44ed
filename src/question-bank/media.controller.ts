import { basename, dirname } from 'node:path';

import { Controller, Get, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsIn, IsString, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';

import { Public, RequireRight } from '../identity/identity.module.js';
import { receiveBody } from '../platform/http/receive-body.js';
import { refuse } from '../platform/refusal.js';
import { BANK_MEDIA_KINDS, type BankMediaKind, type BankMediaReply } from '../protocol/question-bank.js';
import { MOST_BYTES } from './media/media-check.js';
import { typeOfFile } from './media/media-folder.js';
import { MIME_TYPES } from './media/media-type.js';
import { MediaService } from './media.service.js';

const RANGE_NOT_SATISFIABLE = 416;
type SendError = Error & { readonly status?: number };

const YEAR_SECONDS = 365 * 24 * 60 * 60;

export class MediaUploadDto {
  @IsIn(BANK_MEDIA_KINDS)
  readonly kind!: BankMediaKind;
}

export class MediaKeyDto {
  @IsString()
  @MaxLength(100)
  readonly key!: string;
}

@ApiTags('question-banks')
@Controller('api')
export class MediaController {
  constructor(private readonly media: MediaService) {}

  @Post('question-banks/media')
  @HttpCode(201)
  @RequireRight('bank.edit')
  async upload(@Query() { kind }: MediaUploadDto, @Req() request: Request): Promise<BankMediaReply> {
    return this.media.keep(kind, await receiveBody(request, MOST_BYTES[kind]));
  }

  @Get('question-banks/media/:file')
  @RequireRight('bank.read')
  async forOperators(@Param('file') file: string, @Res() response: Response): Promise<void> {
    await this.send(file, response);
  }

  /** Without a session: who has the address got it in a frame. */
  @Get('media/:file')
  @Public()
  async forAnyoneWith(
    @Param('file') file: string,
    @Query() { key }: MediaKeyDto,
    @Res() response: Response,
  ): Promise<void> {
    if (!this.media.opens(file, key)) throw unknownFile();
    await this.send(file, response);
  }

  /** Express answers ranges and conditional requests; a kept file never changes. */
  private async send(file: string, response: Response): Promise<void> {
    const path = await this.media.pathOf(file);
    if (path === null) throw unknownFile();
    response.setHeader('Content-Type', MIME_TYPES[typeOfFile(file)]);
    response.setHeader('Cache-Control', `private, max-age=${YEAR_SECONDS}, immutable`);
    // Should a browser open it as a page, it may do nothing.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
    await new Promise<void>((resolve, reject) => {
      response.sendFile(basename(path), { root: dirname(path), cacheControl: false }, (error?: SendError) => {
        if (error?.status === RANGE_NOT_SATISFIABLE) response.status(RANGE_NOT_SATISFIABLE).end();
        // Once it has begun, the only fault left is a reader who went away.
        if (!error || response.headersSent) resolve();
        else reject(error);
      });
    });
  }
}

const unknownFile = () => refuse('rest.not-found', { message: '没有找到这个文件，请刷新页面。' });
