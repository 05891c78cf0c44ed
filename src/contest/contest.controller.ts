import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Put, Query, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Response } from 'express';
import { toString as qrSvg } from 'qrcode';

import { CurrentOperator, RequireRight } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { ServerAddresses } from '../platform/http/server-addresses.js';
import type { ContestDetail, ContestSummary, CopyReply, ParticipantInfo, RejoinCodeReply } from '../protocol/rest.js';
import { ContestPatchDto, NewContestDto } from './dto/contest.dto.js';
import { ItemEditDto } from './dto/item.dto.js';
import { RejoinDesk } from './entry/rejoin-desk.service.js';
import { ContestQuery } from './setup/contest-query.service.js';
import { ContestService } from './setup/contest.service.js';
import { ItemEditor } from './setup/item-editor.service.js';

/** Preparing contests; running one goes over the socket. */
@ApiTags('contests')
@RequireRight('contest.read')
@Controller('api/contests')
export class ContestController {
  constructor(
    private readonly contests: ContestService,
    private readonly query: ContestQuery,
    private readonly editor: ItemEditor,
    private readonly rejoins: RejoinDesk,
    private readonly addresses: ServerAddresses,
  ) {}

  @Get()
  list(): Promise<ContestSummary[]> {
    return this.query.list();
  }

  @Post()
  @RequireRight('contest.prepare')
  async create(@Body() body: NewContestDto, @CurrentOperator() operator: OperatorIdentity): Promise<ContestDetail> {
    return this.query.detail(await this.contests.create(body, operator.id));
  }

  @Get(':id')
  detail(@Param('id') id: string): Promise<ContestDetail> {
    return this.query.detail(id);
  }

  @Patch(':id')
  @RequireRight('contest.prepare')
  async patch(
    @Param('id') id: string,
    @Body() body: ContestPatchDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<ContestDetail> {
    await this.contests.patch(id, body, operator.id);
    return this.query.detail(id);
  }

  @Delete(':id')
  @RequireRight('contest.prepare')
  @HttpCode(204)
  remove(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.contests.remove(id, operator.id);
  }

  @Put(':id/items/:itemId')
  @RequireRight('contest.prepare')
  async editItem(
    @Param('id') id: string,
    @Param('itemId') itemId: string,
    @Body() body: ItemEditDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<ContestDetail> {
    await this.editor.edit(id, itemId, body, operator.id);
    return this.query.detail(id);
  }

  @Post(':id/items/:itemId/swap')
  @RequireRight('contest.prepare')
  @HttpCode(200)
  async swapItem(
    @Param('id') id: string,
    @Param('itemId') itemId: string,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<ContestDetail> {
    await this.editor.swap(id, itemId, operator.id);
    return this.query.detail(id);
  }

  @Post(':id/copy')
  @RequireRight('contest.prepare')
  async copy(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<CopyReply> {
    return { id: await this.contests.copy(id, operator.id) };
  }

  @Post(':id/archive')
  @RequireRight('contest.prepare')
  @HttpCode(204)
  archive(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.contests.archive(id, true, operator.id);
  }

  @Post(':id/unarchive')
  @RequireRight('contest.prepare')
  @HttpCode(204)
  unarchive(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.contests.archive(id, false, operator.id);
  }

  @Get(':id/participants')
  participants(@Param('id') id: string): Promise<ParticipantInfo[]> {
    return this.query.participants(id);
  }

  /** By POST: each showing makes the code before void and is in the log. */
  @Post(':id/participants/:participantId/rejoin-code')
  @RequireRight('contest.host')
  @HttpCode(200)
  async rejoinCode(
    @Param('id') id: string,
    @Param('participantId') participantId: string,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<RejoinCodeReply> {
    return { rejoinCode: await this.rejoins.renew(id, participantId, operator.id) };
  }

  /** QR code of the join address; `address` chooses among the server's own where it has several. */
  @Get(':id/qr.svg')
  async qr(
    @Param('id') id: string,
    @Query('address') address: string | undefined,
    @Res() response: Response,
  ): Promise<void> {
    const { pin } = await this.query.detail(id);
    const base = this.addresses.all().find((known) => known === address) ?? this.addresses.preferred();
    response.type('image/svg+xml').send(await qrSvg(`${base}/join/${pin}`, { type: 'svg', margin: 4 }));
  }
}
