import { Body, Controller, Get, HttpCode, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentMember, RequireMember, type MemberIdentity } from '../../member/member.module.js';
import type { WrongItemDetail, WrongItemKey, WrongItemReviewed, WrongItemsPage } from '../../protocol/wrong-items.js';
import { WrongItemAsideDto, WrongItemReviewDto, WrongItemsQueryDto } from './dto/wrong-items.dto.js';
import { WrongItems } from './wrong-items.js';

/** A member's own wrong-item book. */
@ApiTags('member')
@RequireMember()
@Controller('api/member/wrong-items')
export class WrongItemsController {
  constructor(private readonly items: WrongItems) {}

  @Get()
  page(
    @Query() { state = 'due', after }: WrongItemsQueryDto,
    @CurrentMember() { personId }: MemberIdentity,
  ): Promise<WrongItemsPage> {
    return this.items.page(personId, state, after);
  }

  @Get(':id')
  one(@Param('id') id: string, @CurrentMember() { personId }: MemberIdentity): Promise<WrongItemDetail> {
    return this.items.one(personId, id);
  }

  @Get(':id/key')
  key(@Param('id') id: string, @CurrentMember() { personId }: MemberIdentity): Promise<WrongItemKey> {
    return this.items.key(personId, id);
  }

  @Post(':id/review')
  @HttpCode(200)
  review(
    @Param('id') id: string,
    @Body() { response }: WrongItemReviewDto,
    @CurrentMember() { personId }: MemberIdentity,
  ): Promise<WrongItemReviewed> {
    return this.items.review(personId, id, response);
  }

  @Put(':id/aside')
  @HttpCode(204)
  putAside(
    @Param('id') id: string,
    @Body() { aside }: WrongItemAsideDto,
    @CurrentMember() { personId }: MemberIdentity,
  ): Promise<void> {
    return this.items.putAside(personId, id, aside);
  }
}
