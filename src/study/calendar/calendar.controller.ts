import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentOperator, Public, RequireRight } from '../../identity/identity.module.js';
import type { OperatorIdentity } from '../../identity/identity.service.js';
import type { CalendarFeedInfo, CalendarNodeInfo, CalendarYear, ScheduleWarning } from '../../protocol/calendar.js';
import { CalendarBook } from './calendar-book.js';
import {
  CalendarNodeChangeDto,
  CalendarNodeDto,
  HiddenDto,
  HolidayYearDto,
  ScheduleDto,
  YearParam,
} from './calendar.dto.js';
import { CalendarEditor } from './calendar-editor.js';
import { CalendarFeed } from './calendar-feed.js';

/** The study calendar: nodes by rule, holidays, and what speaks against a schedule. */
@ApiTags('study-calendar')
@RequireRight('study.read')
@Controller('api/study/calendar')
export class CalendarController {
  constructor(
    private readonly book: CalendarBook,
    private readonly editor: CalendarEditor,
    private readonly feed: CalendarFeed,
  ) {}

  @Get('years/:year')
  year(@Param() { year }: YearParam): Promise<CalendarYear> {
    return this.book.year(year);
  }

  /** What speaks against a schedule; nothing is kept. */
  @Post('check')
  @HttpCode(200)
  check(@Body() { deadline, ...schedule }: ScheduleDto): Promise<readonly ScheduleWarning[]> {
    const [hours = 0, minutes = 0] = (deadline ?? '').split(':').map(Number);
    return this.book.check({ ...schedule, deadlineMinute: deadline === null ? null : hours * 60 + minutes });
  }

  @Get('feed')
  async link(): Promise<CalendarFeedInfo> {
    return { path: await this.feed.path() };
  }

  @Post('feed/renew')
  @HttpCode(200)
  @RequireRight('study.configure')
  async renew(@CurrentOperator() operator: OperatorIdentity): Promise<CalendarFeedInfo> {
    await this.editor.renewFeed(operator.id);
    return { path: await this.feed.path() };
  }

  @Get('nodes')
  async nodes(): Promise<readonly CalendarNodeInfo[]> {
    return (await this.book.nodes()).map(({ changedAt: _changedAt, ...node }) => node);
  }

  @Post('nodes')
  @RequireRight('study.configure')
  async add(
    @Body() body: CalendarNodeDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<{ readonly id: string }> {
    return { id: await this.editor.add(body, operator.id) };
  }

  @Put('nodes/:id')
  @HttpCode(204)
  @RequireRight('study.configure')
  change(
    @Param('id') id: string,
    @Body() body: CalendarNodeChangeDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.change(id, body, operator.id);
  }

  @Put('nodes/:id/hidden')
  @HttpCode(204)
  @RequireRight('study.configure')
  hide(
    @Param('id') id: string,
    @Body() { hidden }: HiddenDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.hide(id, hidden, operator.id);
  }

  /** A node that came with the software is as it came; one made here is gone. */
  @Delete('nodes/:id')
  @HttpCode(204)
  @RequireRight('study.configure')
  reset(@Param('id') id: string, @CurrentOperator() operator: OperatorIdentity): Promise<void> {
    return this.editor.reset(id, operator.id);
  }

  @Put('holidays/:year')
  @HttpCode(204)
  @RequireRight('study.configure')
  holidays(
    @Param() { year }: YearParam,
    @Body() body: HolidayYearDto,
    @CurrentOperator() operator: OperatorIdentity,
  ): Promise<void> {
    return this.editor.recordHolidays(year, body, operator.id);
  }
}

/** For calendar programs, which have no session: by the link alone. */
@ApiTags('study-calendar')
@Public()
@Controller('api/calendar')
export class CalendarFeedController {
  constructor(private readonly feed: CalendarFeed) {}

  @Get(':file')
  @Header('Content-Type', 'text/calendar; charset=utf-8')
  @Header('Cache-Control', 'private, max-age=3600')
  text(@Param('file') file: string): Promise<string> {
    return this.feed.text(file);
  }
}
