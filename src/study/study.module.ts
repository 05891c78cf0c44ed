import { Module } from '@nestjs/common';

import { CalendarModule } from './calendar/calendar.module.js';
import { EntriesModule } from './entries/entries.module.js';
import { ReadingModule } from './reading/reading.module.js';

/** The study log; each part is a module of its own in its folder. */
@Module({ imports: [CalendarModule, EntriesModule, ReadingModule] })
export class StudyModule {}
