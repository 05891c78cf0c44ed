import { Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { OrganisationService } from '../organisation/organisation.service.js';
import type { StudyAccessInfo, StudyCodeInfo } from '../protocol/member.js';
import { MemberAccess } from './member-access.js';
import { MemberInformation } from './member-information.js';

/** The study codes of the people who belong to a unit itself. */
@ApiTags('member')
@RequireRight('study.keep')
@Controller('api/organisation/units/:id/study-codes')
export class StudyCodesController {
  constructor(
    private readonly organisation: OrganisationService,
    private readonly information: MemberInformation,
    private readonly access: MemberAccess,
  ) {}

  @Get()
  async list(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<StudyAccessInfo[]> {
    await this.organisation.assertReach(operator, 'study.keep', id);
    return this.information.accessOf(id);
  }

  /** Not GET: it issues codes to whoever has none, and showing them is on record. */
  @Post()
  @HttpCode(200)
  async issue(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<StudyCodeInfo[]> {
    await this.organisation.assertReach(operator, 'study.keep', id);
    return this.access.issue(id, operator.id);
  }

  @Post(':personId')
  @HttpCode(200)
  async renew(
    @Param('id') id: string,
    @Param('personId') personId: string,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<StudyCodeInfo> {
    await this.organisation.assertReach(operator, 'study.keep', id);
    return this.access.renew(id, personId, operator.id);
  }

  @Delete(':personId')
  @HttpCode(204)
  async withdraw(
    @Param('id') id: string,
    @Param('personId') personId: string,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    await this.organisation.assertReach(operator, 'study.keep', id);
    await this.access.withdraw(id, personId, operator.id);
  }
}
