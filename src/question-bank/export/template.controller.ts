import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { RequireRight } from '../../identity/identity.module.js';
import { sendAttachment } from '../../platform/http/attachment.js';
import { refuse } from '../../platform/refusal.js';

/** Files to fill in, with worked examples: xlsx, docx, text. */
@ApiTags('question-banks')
@Controller('api/question-banks/templates')
@RequireRight('bank.read')
export class TemplateController {
  @Get(':format')
  async download(@Param('format') format: string, @Res() response: Response): Promise<void> {
    // The library for Word documents is loaded by whoever wants one.
    const { makeTemplate, TEMPLATE_KINDS } = await import('../files/templates.js');
    const kind = TEMPLATE_KINDS.find((one) => one === format);
    if (kind === undefined) {
      throw refuse('rest.not-found', { message: `没有这种模板，可用的有：${TEMPLATE_KINDS.join('、')}。` });
    }
    const { fileName, mediaType, bytes } = await makeTemplate(kind);
    sendAttachment(response, { fileName, mime: mediaType, bytes });
  }
}
