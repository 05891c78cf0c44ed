import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { BookInfo, CampaignDetail, CampaignSummary } from '../../protocol/reading.js';
import { isbnOf } from './book-entry.js';
import { CampaignEditor } from './campaign-editor.js';
import { CampaignShelf } from './campaign-shelf.js';
import { BookDto, BookQueryDto, CampaignDto, CampaignPatchDto, RecommendationDto } from './reading.dto.js';

interface Made {
  readonly id: string;
}

/** Reading campaigns and their book lists. */
@ApiTags('reading')
@RequireRight('study.keep')
@Controller('api/study/reading')
export class CampaignsController {
  constructor(
    private readonly shelf: CampaignShelf,
    private readonly editor: CampaignEditor,
  ) {}

  @Get('campaigns')
  @RequireRight('study.read')
  list(@CurrentOperator() operator: OperatorIdentity): Promise<readonly CampaignSummary[]> {
    return this.shelf.list(operator);
  }

  @Get('campaigns/:id')
  @RequireRight('study.read')
  detail(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<CampaignDetail> {
    return this.shelf.detail(id, operator);
  }

  /** Books that were entered here before; nothing is asked of the world outside. */
  @Get('books')
  @RequireRight('study.read')
  async books(@Query() { isbn, title = '' }: BookQueryDto): Promise<readonly BookInfo[]> {
    return this.shelf.find(isbnOf(isbn ?? null), title);
  }

  @Post('campaigns')
  async add(@Body() body: CampaignDto, @CurrentOperator() operator: OperatorIdentity): Promise<Made> {
    return { id: await this.editor.add(body, operator) };
  }

  @Patch('campaigns/:id')
  @HttpCode(204)
  change(
    @Param('id') id: string,
    @Body() body: CampaignPatchDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.change(id, body, operator);
  }

  @Post('campaigns/:id/publish')
  @HttpCode(204)
  publish(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.editor.publish(id, operator);
  }

  @Delete('campaigns/:id')
  @HttpCode(204)
  remove(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.editor.remove(id, operator);
  }

  @Post('campaigns/:id/books')
  async addBook(
    @Param('id') id: string,
    @Body() body: BookDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<Made> {
    return { id: await this.editor.addBook(id, body, operator) };
  }

  @Delete('campaigns/:id/books/:bookId')
  @HttpCode(204)
  removeBook(
    @Param('id') id: string,
    @Param('bookId') bookId: string,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.removeBook(id, bookId, operator);
  }

  @Post('campaigns/:id/books/:bookId/recommendations')
  @HttpCode(204)
  recommend(
    @Param('id') id: string,
    @Param('bookId') bookId: string,
    @Body() body: RecommendationDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.recommend(id, bookId, body, operator);
  }

  @Delete('campaigns/:id/recommendations/:recommendationId')
  @HttpCode(204)
  removeRecommendation(
    @Param('id') id: string,
    @Param('recommendationId') recommendationId: string,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.removeRecommendation(id, recommendationId, operator);
  }
}
