import { Module } from '@nestjs/common';

import { IdentityModule } from '../../identity/identity.module.js';
import { QuestionBankModule } from '../../question-bank/question-bank.module.js';
import { CalendarBook } from './calendar-book.js';
import { CalendarController, CalendarFeedController } from './calendar.controller.js';
import { CalendarEditor } from './calendar-editor.js';
import { CalendarFeed } from './calendar-feed.js';

@Module({
  imports: [IdentityModule, QuestionBankModule],
  controllers: [CalendarController, CalendarFeedController],
  providers: [CalendarBook, CalendarEditor, CalendarFeed],
})
export class CalendarModule {}
