import { Module } from '@nestjs/common';

import { AttachmentsModule } from './attachments/attachments.module.js';
import { CalendarModule } from './calendar/calendar.module.js';
import { EntriesModule } from './entries/entries.module.js';
import { FiguresModule } from './figures/figures.module.js';
import { HandingInModule } from './handing-in/handing-in.module.js';
import { HoursModule } from './hours/hours.module.js';
import { ModesModule } from './modes/modes.module.js';
import { ReadingModule } from './reading/reading.module.js';
import { StatementModule } from './statement/statement.module.js';
import { WrongItemsModule } from './wrong-items/wrong-items.module.js';

/** The study log; each part is a module of its own in its folder. */
@Module({
  imports: [
    ModesModule,
    EntriesModule,
    AttachmentsModule,
    CalendarModule,
    ReadingModule,
    StatementModule,
    WrongItemsModule,
    HoursModule,
    HandingInModule,
    FiguresModule,
  ],
})
export class StudyModule {}
