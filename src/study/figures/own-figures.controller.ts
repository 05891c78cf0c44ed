import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentMember, RequireMember, type MemberIdentity } from '../../member/member.module.js';
import type { OwnFigures } from '../../protocol/study-figures.js';
import { FiguresPeriodDto } from './dto/figures.dto.js';
import { FigurePeriods } from './figure-period.service.js';
import { PersonFigures } from './person-figures.service.js';

/** A member's own figures; nobody else is asked for, and nobody else may ask. */
@ApiTags('member')
@RequireMember()
@Controller('api/member/figures')
export class OwnFiguresController {
  constructor(
    private readonly periods: FigurePeriods,
    private readonly persons: PersonFigures,
  ) {}

  @Get()
  async own(@Query() query: FiguresPeriodDto, @CurrentMember() member: MemberIdentity): Promise<OwnFigures> {
    return this.persons.ofSelf(member, await this.periods.of(query));
  }
}
