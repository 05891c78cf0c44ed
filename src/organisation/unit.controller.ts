import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import type { OrganisationInfo, UnitBranchInfo } from '../protocol/organisation.js';
import { BranchesQueryDto, LevelsDto, MergeDto, NewUnitDto, UnitPatchDto } from './dto/organisation.dto.js';
import { OrganisationView } from './organisation-view.js';
import { UnitEditor } from './unit-editor.service.js';

/** The organisation as a tree. */
@ApiTags('organisation')
@RequireRight('roster.manage')
@Controller('api/organisation')
export class UnitController {
  constructor(
    private readonly view: OrganisationView,
    private readonly editor: UnitEditor,
  ) {}

  @Get('units')
  @RequireRight('roster.read')
  units(@CurrentOperator() operator: OperatorIdentity): Promise<OrganisationInfo> {
    return this.view.all(operator);
  }

  @Put('levels')
  async levels(@Body() body: LevelsDto, @CurrentOperator() operator: OperatorIdentity): Promise<OrganisationInfo> {
    await this.editor.nameLevels(body.names, operator.id);
    return this.view.all(operator);
  }

  @Post('units')
  async add(@Body() body: NewUnitDto, @CurrentOperator() operator: OperatorIdentity): Promise<{ id: string }> {
    return { id: await this.editor.add(body, operator.id) };
  }

  @Patch('units/:id')
  @HttpCode(204)
  change(
    @Param('id') id: string,
    @Body() body: UnitPatchDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.change(id, body, operator.id);
  }

  @Post('units/:id/merge')
  @HttpCode(204)
  merge(
    @Param('id') id: string,
    @Body() { into }: MergeDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.merge(id, into, operator.id);
  }

  @Post('units/:id/close')
  @HttpCode(204)
  close(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.editor.close(id, operator.id);
  }

  /** What a contest would make of it: `all` for the whole tree. */
  @Get('units/:id/branches')
  async branches(
    @Param('id') id: string,
    @Query() { level }: BranchesQueryDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<readonly UnitBranchInfo[]> {
    const unitId = id === 'all' ? null : id;
    await this.view.assertVisible(unitId, operator);
    return this.view.branches(unitId, level);
  }
}
