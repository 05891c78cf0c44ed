import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentMember, RequireMember, type MemberIdentity } from '../../../member/member.module.js';
import type {
  KnownBooks,
  MemberBookDetail,
  MemberCampaign,
  MemberCampaignSummary,
} from '../../../protocol/own-reading.js';
import { isbnOf } from '../book-entry.js';
import { CampaignShelf } from '../campaign-shelf.js';
import { OwnCampaigns } from './own-campaigns.js';
import { OwnJoining } from './own-joining.js';
import {
  ConsentDto,
  JoiningDto,
  NoteDto,
  OwnBookDto,
  OwnBookQueryDto,
  OwnRecommendationDto,
  ReadingDto,
} from './own-reading.dto.js';
import { OwnReadings } from './own-readings.js';
import { OwnRecommendations } from './own-recommendations.js';

interface Made {
  readonly id: string;
}

/** A member's reading campaigns: joining, books and progress, notes, recommendations. */
@ApiTags('member')
@RequireMember()
@Controller('api/member/reading')
export class OwnCampaignsController {
  constructor(
    private readonly campaigns: OwnCampaigns,
    private readonly joining: OwnJoining,
    private readonly readings: OwnReadings,
    private readonly recommendations: OwnRecommendations,
    private readonly shelf: CampaignShelf,
  ) {}

  @Get('campaigns')
  list(@CurrentMember() member: MemberIdentity): Promise<readonly MemberCampaignSummary[]> {
    return this.campaigns.list(member);
  }

  /** A book that somebody entered here before; nothing is asked of the world outside. */
  @Get('books')
  async books(@Query() { isbn }: OwnBookQueryDto): Promise<KnownBooks> {
    const known = isbnOf(isbn);
    return known === null ? [] : this.shelf.find(known, '');
  }

  @Get('campaigns/:id')
  one(@Param('id') id: string, @CurrentMember() member: MemberIdentity): Promise<MemberCampaign> {
    return this.campaigns.one(member, id);
  }

  @Put('campaigns/:id/joining')
  @HttpCode(204)
  async join(
    @Param('id') id: string,
    @Body() { joined }: JoiningDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<void> {
    await (joined ? this.joining.join(member, id) : this.joining.leave(member, id));
  }

  @Put('campaigns/:id/consent')
  @HttpCode(204)
  agree(
    @Param('id') id: string,
    @Body() { showName }: ConsentDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<void> {
    return this.joining.agree(member, id, showName);
  }

  @Post('campaigns/:id/books')
  async begin(
    @Param('id') id: string,
    @Body() { format, ...book }: OwnBookDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<Made> {
    return { id: await this.readings.begin(member, id, book, format) };
  }

  @Get('campaigns/:id/books/:bookId')
  book(
    @Param('id') id: string,
    @Param('bookId') bookId: string,
    @CurrentMember() member: MemberIdentity,
  ): Promise<MemberBookDetail> {
    return this.campaigns.book(member, id, bookId);
  }

  @Put('campaigns/:id/books/:bookId/reading')
  @HttpCode(204)
  declare(
    @Param('id') id: string,
    @Param('bookId') bookId: string,
    @Body() body: ReadingDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<void> {
    return this.readings.declare(member, id, bookId, body);
  }

  @Delete('campaigns/:id/books/:bookId/reading')
  @HttpCode(204)
  drop(
    @Param('id') id: string,
    @Param('bookId') bookId: string,
    @CurrentMember() member: MemberIdentity,
  ): Promise<void> {
    return this.readings.drop(member, id, bookId);
  }

  @Post('campaigns/:id/books/:bookId/notes')
  async addNote(
    @Param('id') campaignId: string,
    @Param('bookId') bookId: string,
    @Body() body: NoteDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<Made> {
    return { id: await this.readings.keepNote(member, { campaignId, bookId, noteId: null }, body) };
  }

  @Put('campaigns/:id/books/:bookId/notes/:noteId')
  @HttpCode(204)
  async changeNote(
    @Param('id') campaignId: string,
    @Param('bookId') bookId: string,
    @Param('noteId') noteId: string,
    @Body() body: NoteDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<void> {
    await this.readings.keepNote(member, { campaignId, bookId, noteId }, body);
  }

  @Delete('campaigns/:id/books/:bookId/notes/:noteId')
  @HttpCode(204)
  dropNote(
    @Param('id') campaignId: string,
    @Param('bookId') bookId: string,
    @Param('noteId') noteId: string,
    @CurrentMember() member: MemberIdentity,
  ): Promise<void> {
    return this.readings.dropNote(member, { campaignId, bookId, noteId });
  }

  @Put('campaigns/:id/books/:bookId/recommendation')
  @HttpCode(204)
  recommend(
    @Param('id') id: string,
    @Param('bookId') bookId: string,
    @Body() { words }: OwnRecommendationDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<void> {
    return this.recommendations.recommend(member, id, bookId, words);
  }

  @Delete('campaigns/:id/books/:bookId/recommendation')
  @HttpCode(204)
  takeBack(
    @Param('id') id: string,
    @Param('bookId') bookId: string,
    @CurrentMember() member: MemberIdentity,
  ): Promise<void> {
    return this.recommendations.takeBack(member, id, bookId);
  }
}
