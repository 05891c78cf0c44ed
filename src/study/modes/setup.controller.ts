import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { ContentGroup, SettingInfo, StudySetup } from '../../protocol/study-setup.js';
import { StudyDeeds } from '../study-deeds.js';
import {
  ContentGroupArchiveDto,
  ContentGroupDto,
  ContentGroupPatchDto,
  OrderDto,
  SettingDto,
  SetupQueryDto,
} from './dto/modes.dto.js';
import { GroupEditor } from './group-editor.js';
import { SettingEditor } from './setting-editor.js';
import { StudyModes } from './study-modes.service.js';

/** What the study log is made of besides its modes: content groups and settings, and all of it for a form. */
@ApiTags('study')
@RequireRight('study.configure')
@Controller('api/study')
export class SetupController {
  constructor(
    private readonly modes: StudyModes,
    private readonly editor: GroupEditor,
    private readonly editing: SettingEditor,
    private readonly deeds: StudyDeeds,
  ) {}

  @Get('setup')
  @RequireRight('study.read')
  setup(@Query() { on }: SetupQueryDto): Promise<StudySetup> {
    const today = this.deeds.today();
    return this.modes.setup(on ?? today, today);
  }

  @Get('groups')
  groups(): Promise<ContentGroup[]> {
    return this.modes.groups();
  }

  @Post('groups')
  add(@Body() { name }: ContentGroupDto, @CurrentOperator() operator: OperatorIdentity): Promise<{ id: string }> {
    return this.editor.add(name, operator.id);
  }

  @Put('groups/order')
  @HttpCode(204)
  order(@Body() { ids }: OrderDto, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.editor.order(ids, operator.id);
  }

  @Patch('groups/:id')
  @HttpCode(204)
  rename(
    @Param('id') id: string,
    @Body() body: ContentGroupPatchDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.rename(id, body, operator.id);
  }

  @Put('groups/:id/archived')
  @HttpCode(204)
  archive(
    @Param('id') id: string,
    @Body() { archived }: ContentGroupArchiveDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.archive(id, archived, operator.id);
  }

  @Get('settings')
  settings(): Promise<SettingInfo[]> {
    return this.editing.all();
  }

  @Put('settings/:name')
  @HttpCode(204)
  set(
    @Param('name') name: string,
    @Body() body: SettingDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editing.set(name, body, operator.id);
  }
}
