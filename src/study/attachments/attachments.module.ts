import { Module } from '@nestjs/common';

import { IdentityModule } from '../../identity/identity.module.js';
import { MemberModule } from '../../member/member.module.js';
import { QuestionBankModule } from '../../question-bank/question-bank.module.js';
import { EntriesModule } from '../entries/entries.module.js';
import { StudyDeedsModule } from '../study-deeds.module.js';
import { AttachmentSweeper } from './attachment-sweeper.js';
import { AttachmentsController } from './attachments.controller.js';
import { AttachmentStore } from './attachment-store.js';
import { Attachments } from './attachments.service.js';
import { OwnAttachmentsController } from './own-attachments.controller.js';

@Module({
  imports: [IdentityModule, MemberModule, QuestionBankModule, StudyDeedsModule, EntriesModule],
  controllers: [AttachmentsController, OwnAttachmentsController],
  providers: [Attachments, AttachmentStore, AttachmentSweeper],
  exports: [Attachments, AttachmentStore],
})
export class AttachmentsModule {}
