import { Module } from '@nestjs/common';

import { CalendarModule } from './calendar/calendar.module.js';
import { EntriesModule } from './entries/entries.module.js';
import { ReadingModule } from './reading/reading.module.js';
import { StatementModule } from './statement/statement.module.js';
import { WrongItemsModule } from './wrong-items/wrong-items.module.js';

/** The study log; each part is a module of its own in its folder. */
@Module({ imports: [CalendarModule, EntriesModule, ReadingModule, StatementModule, WrongItemsModule] })
export class StudyModule {}
