import { Readable } from 'node:stream';

import { Body, Controller, Delete, Get, HttpCode, Param, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import { IdentityService, type OperatorIdentity } from '../../identity/identity.service.js';
import { WriteQueue } from '../../platform/database/write-queue.js';
import { attachmentHeader } from '../../platform/http/attachment.js';
import type { NewStatementCredential, StatementCredentialInfo, StatementFigures } from '../../protocol/statement.js';
import { NewStatementCredentialDto } from './dto/statement.dto.js';
import { StatementCredentials } from './statement-credentials.js';
import { StatementPush } from './statement-push.js';
import { StatementReader } from './statement-reader.js';

const PAGE = 500;

/** Learning records for whoever looks after them: figures, everything as one file, who else may read. */
@ApiTags('learning records')
@RequireRight('statement.read')
@Controller('api/study/statements')
export class StatementsController {
  constructor(
    private readonly statements: StatementReader,
    private readonly credentials: StatementCredentials,
    private readonly push: StatementPush,
    private readonly identity: IdentityService,
    private readonly queue: WriteQueue,
  ) {}

  @Get()
  async figures(): Promise<StatementFigures> {
    return { ...(await this.statements.figures()), push: await this.push.figures() };
  }

  /** One statement a line, in the order of writing. */
  @Get('export')
  async export(
    @CurrentOperator() operator: OperatorIdentity,
    @Res({ passthrough: true }) response: Response,
  ): Promise<StreamableFile> {
    await this.queue.run((manager) =>
      this.identity.recordAction(manager, { operatorId: operator.id, action: 'statement.exported' }),
    );
    response.setHeader('Content-Type', 'application/x-ndjson');
    response.setHeader('Content-Disposition', attachmentHeader('学习记录.ndjson'));
    return new StreamableFile(Readable.from(this.lines()));
  }

  @Get('credentials')
  list(): Promise<StatementCredentialInfo[]> {
    return this.credentials.list();
  }

  @Post('credentials')
  add(
    @Body() { name }: NewStatementCredentialDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<NewStatementCredential> {
    return this.credentials.add(name, operator.id);
  }

  @Delete('credentials/:id')
  @HttpCode(204)
  revoke(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.credentials.revoke(id, operator.id);
  }

  private async *lines(): AsyncGenerator<string> {
    for (let after = 0, more = true; more;) {
      const rows = await this.statements.after(after, PAGE);
      yield rows.map(({ statement }) => `${JSON.stringify(statement)}\n`).join('');
      after = rows.at(-1)?.sequence ?? after;
      more = rows.length === PAGE;
    }
  }
}
