import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { WeakTopics as Page } from '../../protocol/wrong-items.js';
import { WeakTopicsQueryDto } from './dto/wrong-items.dto.js';
import { WeakTopics } from './weak-topics.js';

const YEAR = 12;

/** What a unit should study next, from the contests of its people. */
@ApiTags('study')
@RequireRight('study.read')
@Controller('api/study/units/:id/weak-topics')
export class WeakTopicsController {
  constructor(private readonly topics: WeakTopics) {}

  @Get()
  read(
    @Param('id') id: string,
    @Query() { months = YEAR }: WeakTopicsQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<Page> {
    return this.topics.of(operator, id, months);
  }
}
