/** A file as it comes over HTTP: the body itself, pasted text, or the part `file` of a form. */
import { win32 } from 'node:path';

import {
  Injectable,
  PayloadTooLargeException,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { FileInterceptor } from '@nestjs/platform-express';
import type { Request } from 'express';

import { receiveBody } from '../../platform/http/receive-body.js';
import { refuse } from '../../platform/refusal.js';
import { MOST_BYTES, TOO_LARGE } from './read-file.js';

/** The part of a form as multer gives it. */
export interface FormFile {
  readonly buffer: Uint8Array;
  /** UTF-8 read as Latin-1: so HTTP has it. */
  readonly originalname: string;
}

const FormFiles = FileInterceptor('file', { limits: { fileSize: MOST_BYTES, files: 1, fields: 10, parts: 20 } });
const PASTED = '粘贴的文字';
const UNNAMED = '题库文件';
const MOST_NAME = 200;

/** Reads a multipart form, and nothing else: any other body is left as a stream. */
@Injectable()
export class UploadInterceptor extends FormFiles implements NestInterceptor {
  override async intercept(context: ExecutionContext, next: CallHandler) {
    try {
      return await super.intercept(context, next);
    } catch (error) {
      throw error instanceof PayloadTooLargeException ? refuse('protocol.too-large', { message: TOO_LARGE }) : error;
    }
  }
}

/** @throws RefusalError protocol.too-large; protocol.malformed where there is no file */
export async function uploadOf(
  request: Request,
  form: FormFile | undefined,
  givenName: string | undefined,
): Promise<{ readonly bytes: Uint8Array; readonly fileName: string }> {
  if (form !== undefined) {
    const formName = Buffer.from(form.originalname, 'latin1').toString('utf8');
    return { bytes: form.buffer, fileName: plainName(givenName ?? formName, UNNAMED) };
  }
  if (request.is(['multipart/form-data', 'application/json'])) {
    const message = '没有收到文件：请用表单的 file 一栏，或以 application/octet-stream 发送文件本身。';
    throw refuse('protocol.malformed', { message });
  }
  const unnamed = request.is('text/plain') ? PASTED : UNNAMED;
  return { bytes: await receiveBody(request, MOST_BYTES), fileName: plainName(givenName ?? '', unnamed) };
}

/** Without folders and what no file name holds. */
function plainName(name: string, otherwise: string): string {
  const plain = win32
    .basename(name)
    .replace(/[\p{Cc}\p{Cf}\p{Cs}"*:<>?|]/gu, '')
    .trim()
    .slice(0, MOST_NAME);
  return plain === '' ? otherwise : plain;
}
