import { Body, Controller, Delete, Get, HttpCode, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';

import { CurrentMember, RequireMember, type MemberIdentity } from '../../member/member.module.js';
import type { StudySetup } from '../../protocol/study-setup.js';
import type { EntryInfo, EntryPage } from '../../protocol/study.js';
import { SetupQueryDto } from '../modes/dto/modes.dto.js';
import { StudyModes } from '../modes/study-modes.service.js';
import { StudyDeeds } from '../study-deeds.js';
import { selfOf } from './actor.js';
import { EntryPatchDto, OwnEntryQueryDto } from './dto/entries.dto.js';
import { OwnEntries } from './own-entries.service.js';

/** What a member learned alone, and what the branch did with them. Every change answers the entry as it is then. */
@ApiTags('member')
@RequireMember()
@Controller('api/member/study')
export class OwnEntriesController {
  constructor(
    private readonly own: OwnEntries,
    private readonly modes: StudyModes,
    private readonly deeds: StudyDeeds,
  ) {}

  @Get('setup')
  setup(@Query() { on }: SetupQueryDto): Promise<StudySetup> {
    const today = this.deeds.today();
    return this.modes.setup(on ?? today, today);
  }

  @Get('entries')
  list(@Query() query: OwnEntryQueryDto, @CurrentMember() member: MemberIdentity): Promise<EntryPage> {
    return this.own.list(selfOf(member), query);
  }

  @Post('entries')
  create(@Body() body: unknown, @CurrentMember() member: MemberIdentity): Promise<EntryInfo> {
    return this.own.create(selfOf(member), body);
  }

  @Get('entries/:id')
  entry(@Param('id') id: string, @CurrentMember() member: MemberIdentity): Promise<EntryInfo> {
    return this.own.entry(selfOf(member), id);
  }

  @Patch('entries/:id')
  patch(
    @Param('id') id: string,
    @Body() body: EntryPatchDto,
    @CurrentMember() member: MemberIdentity,
  ): Promise<EntryInfo> {
    return this.own.patch(selfOf(member), id, body);
  }

  @Delete('entries/:id')
  @HttpCode(204)
  remove(@Param('id') id: string, @CurrentMember() member: MemberIdentity): Promise<void> {
    return this.own.remove(selfOf(member), id);
  }

  @Post('entries/:id/submit')
  @HttpCode(200)
  submit(@Param('id') id: string, @CurrentMember() member: MemberIdentity): Promise<EntryInfo> {
    return this.own.submit(selfOf(member), id);
  }

  @Post('entries/:id/withdraw')
  @HttpCode(200)
  withdraw(@Param('id') id: string, @CurrentMember() member: MemberIdentity): Promise<EntryInfo> {
    return this.own.withdraw(selfOf(member), id);
  }
}
