import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { DecideReply, EntryInfo, EntryPage } from '../../protocol/study.js';
import { asOperator } from './actor.js';
import { CorrectionDto, DecideDto, EntryPatchDto, EntryQueryDto, ReturnDto } from './dto/entries.dto.js';
import { EntryList } from './entry-list.service.js';
import { EntrySteps } from './entry-steps.service.js';
import { EntryViews } from './entry-views.service.js';
import { EntryWriter } from './entry-writer.service.js';
import { newEntryOf } from './new-entry.js';

/** What was learned: entries of a branch and of its people. Every change answers the entry as it is then. */
@ApiTags('study')
@RequireRight('study.keep')
@Controller('api/study/entries')
export class EntriesController {
  constructor(
    private readonly entries: EntryList,
    private readonly views: EntryViews,
    private readonly writer: EntryWriter,
    private readonly steps: EntrySteps,
  ) {}

  @Get()
  @RequireRight('study.read')
  list(@Query() query: EntryQueryDto, @CurrentOperator() operator: OperatorIdentity): Promise<EntryPage> {
    return this.entries.ofOperator(asOperator(operator), query);
  }

  @Post()
  async create(@Body() body: unknown, @CurrentOperator() operator: OperatorIdentity): Promise<EntryInfo> {
    const actor = asOperator(operator);
    return this.views.entry(actor, await this.writer.create(actor, newEntryOf(body)));
  }

  @Post('decide')
  @HttpCode(200)
  @RequireRight('study.approve')
  decide(@Body() body: DecideDto, @CurrentOperator() operator: OperatorIdentity): Promise<DecideReply> {
    return this.steps.decideMany(asOperator(operator), body);
  }

  @Get(':id')
  @RequireRight('study.read')
  entry(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<EntryInfo> {
    return this.views.entry(asOperator(operator), id);
  }

  @Patch(':id')
  async patch(
    @Param('id') id: string,
    @Body() body: EntryPatchDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<EntryInfo> {
    const actor = asOperator(operator);
    await this.writer.patch(actor, id, body);
    return this.views.entry(actor, id);
  }

  @Delete(':id')
  @HttpCode(204)
  remove(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.writer.remove(asOperator(operator), id);
  }

  @Post(':id/submit')
  @HttpCode(200)
  async submit(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<EntryInfo> {
    const actor = asOperator(operator);
    await this.steps.submit(actor, id);
    return this.views.entry(actor, id);
  }

  @Post(':id/withdraw')
  @HttpCode(200)
  async withdraw(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<EntryInfo> {
    const actor = asOperator(operator);
    await this.steps.withdraw(actor, id);
    return this.views.entry(actor, id);
  }

  @Post(':id/approve')
  @HttpCode(200)
  @RequireRight('study.approve')
  async approve(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<EntryInfo> {
    const actor = asOperator(operator);
    await this.steps.decide(actor, id, 'approve');
    return this.views.entry(actor, id);
  }

  @Post(':id/return')
  @HttpCode(200)
  @RequireRight('study.approve')
  async return(
    @Param('id') id: string,
    @Body() { reason }: ReturnDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<EntryInfo> {
    const actor = asOperator(operator);
    await this.steps.decide(actor, id, 'return', reason);
    return this.views.entry(actor, id);
  }

  @Post(':id/lock')
  @HttpCode(200)
  @RequireRight('study.approve')
  async lock(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<EntryInfo> {
    const actor = asOperator(operator);
    await this.steps.decide(actor, id, 'lock');
    return this.views.entry(actor, id);
  }

  @Post(':id/corrections')
  @RequireRight('study.approve')
  async correct(
    @Param('id') id: string,
    @Body() body: CorrectionDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<EntryInfo> {
    const actor = asOperator(operator);
    await this.steps.correct(actor, id, body);
    return this.views.entry(actor, id);
  }
}
