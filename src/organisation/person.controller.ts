import { Body, Controller, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { PageQueryDto } from '../platform/http/page-query.js';
import type { PeoplePage } from '../protocol/organisation.js';
import { NewPersonDto, PersonPatchDto } from './dto/organisation.dto.js';
import { OrganisationView } from './organisation-view.js';
import { PersonEditor } from './person-editor.service.js';

const PAGE = 50;

/** Who belongs where. */
@ApiTags('organisation')
@RequireRight('roster.manage')
@Controller('api/organisation')
export class PersonController {
  constructor(
    private readonly view: OrganisationView,
    private readonly editor: PersonEditor,
  ) {}

  @Get('units/:id/people')
  @RequireRight('roster.read')
  async members(
    @Param('id') id: string,
    @Query() { offset = 0, limit = PAGE }: PageQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<PeoplePage> {
    await this.view.assertVisible(id, operator);
    return this.editor.membersOf(id, offset, limit);
  }

  @Post('people')
  async add(@Body() body: NewPersonDto, @CurrentOperator() operator: OperatorIdentity): Promise<{ id: string }> {
    return { id: await this.editor.add(body, operator.id) };
  }

  @Patch('people/:id')
  @HttpCode(204)
  change(
    @Param('id') id: string,
    @Body() body: PersonPatchDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.change(id, body, operator.id);
  }
}
