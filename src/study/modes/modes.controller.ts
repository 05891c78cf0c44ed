import { Body, Controller, Get, HttpCode, Param, Patch, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { ModeInfo } from '../../protocol/study-setup.js';
import { ArchiveDto, ModePatchDto, NewModeDto, OrderDto } from './dto/modes.dto.js';
import { ModeEditor } from './mode-editor.js';

/** 五学联动: which modes there are. */
@ApiTags('study')
@RequireRight('study.configure')
@Controller('api/study/modes')
export class ModesController {
  constructor(private readonly editor: ModeEditor) {}

  @Get()
  all(): Promise<ModeInfo[]> {
    return this.editor.all();
  }

  @Post()
  add(@Body() body: NewModeDto, @CurrentOperator() operator: OperatorIdentity): Promise<{ id: string }> {
    return this.editor.add(body, operator.id);
  }

  @Put('order')
  @HttpCode(204)
  order(@Body() { ids }: OrderDto, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.editor.order(ids, operator.id);
  }

  @Patch(':id')
  @HttpCode(204)
  change(
    @Param('id') id: string,
    @Body() body: ModePatchDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.change(id, body, operator.id);
  }

  @Post(':id/archive')
  @HttpCode(204)
  archive(
    @Param('id') id: string,
    @Body() { on }: ArchiveDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.archive(id, on, operator.id);
  }

  @Post(':id/restore')
  @HttpCode(204)
  restore(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.editor.restore(id, operator.id);
  }
}
