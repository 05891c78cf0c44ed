import { Module } from '@nestjs/common';

import { MediaController } from './media.controller.js';
import { MediaService } from './media.service.js';
import { QuestionBankController } from './question-bank.controller.js';
import { QuestionBankService } from './question-bank.service.js';

@Module({
  controllers: [MediaController, QuestionBankController],
  providers: [MediaService, QuestionBankService],
  exports: [MediaService, QuestionBankService],
})
export class QuestionBankModule {}
