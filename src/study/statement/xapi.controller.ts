import { Controller, Get, Injectable, Query, Req, Res, type NestMiddleware } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';

import { Public } from '../../identity/identity.module.js';
import { Clock } from '../../platform/clock/clock.js';
import { Reader } from '../../platform/database/reader.js';
import { RequireRightOrCredential } from '../../platform/http/access.js';
import { refuse } from '../../platform/refusal.js';
import { StatementOriginEntity } from '../persistence/statement.entity.js';
import { StatementsDto } from './dto/statement.dto.js';
import { statementQuery } from './statement-query.js';
import { StatementReader, type StatementJson } from './statement-reader.js';

const VERSION = '1.0.3';
const VERSION_HEADER = 'X-Experience-API-Version';
/** A commit takes milliseconds; a statement that was given its time and is on the way is there long before. */
const STORING_MS = 5_000;

/** On every answer of the resource, refusals included. */
@Injectable()
export class XapiHeaders implements NestMiddleware {
  constructor(private readonly clock: Clock) {}

  use(_request: Request, response: Response, next: NextFunction): void {
    response.setHeader(VERSION_HEADER, VERSION);
    response.setHeader('X-Experience-API-Consistent-Through', new Date(this.clock.now() - STORING_MS).toISOString());
    next();
  }
}

interface StatementResult {
  readonly statements: readonly StatementJson[];
  /** Where the next page is; empty at the end. */
  readonly more: string;
}

/** Reading of xAPI 1.0.3's statement resource. Nothing is taken in: statements are written by this service alone. */
@ApiTags('learning records')
@Controller('api/xapi')
export class XapiController {
  constructor(
    private readonly statements: StatementReader,
    private readonly reader: Reader,
  ) {}

  @Get('about')
  @Public()
  about(): { readonly version: readonly string[] } {
    return { version: [VERSION] };
  }

  @Get('statements')
  @RequireRightOrCredential('statement.read')
  async read(@Query() query: StatementsDto, @Req() request: Request, @Res() response: Response): Promise<void> {
    if (!/^1\.0(\.\d+)?$/u.test(request.get(VERSION_HEADER) ?? '')) throw refuse('statement.version');
    const asked = statementQuery(query, await this.base());
    const form = { format: asked.form.format, languages: request.acceptsLanguages() };
    if (form.format === 'canonical') response.vary('Accept-Language');
    if (asked.kind === 'one') {
      const statement = await this.statements.one(asked.id, asked.voided, form);
      if (statement === null) throw refuse('statement.unknown');
      response.setHeader('Last-Modified', new Date(String(statement['stored'])).toUTCString());
      send(response, statement, asked.form.attachments);
      return;
    }
    const page = asked.filter && (await this.statements.page(asked.filter, asked.limit, form));
    const result: StatementResult = { statements: page?.statements ?? [], more: moreOf(request, page?.next ?? null) };
    send(response, result, asked.form.attachments);
  }

  private async base(): Promise<string> {
    return (await this.reader.source.manager.findOneBy(StatementOriginEntity, { id: 1 }))?.base ?? '';
  }
}

function moreOf(request: Request, next: number | null): string {
  if (next === null) return '';
  const url = new URL(request.originalUrl, 'http://here.invalid');
  url.searchParams.set('from', String(next));
  return url.pathname + url.search;
}

/** None of our statements has an attachment; whoever asks for them gets the form that they come in. */
function send(response: Response, body: object, attachments: boolean): void {
  if (!attachments) {
    response.json(body);
    return;
  }
  const boundary = 'xuesai-statements';
  response.setHeader('Content-Type', `multipart/mixed; boundary=${boundary}`);
  response.end(`--${boundary}\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(body)}\r\n--${boundary}--\r\n`);
}
