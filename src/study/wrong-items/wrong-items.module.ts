import { Module } from '@nestjs/common';

import { ContestModule } from '../../contest/contest.module.js';
import { IdentityModule } from '../../identity/identity.module.js';
import { MemberModule } from '../../member/member.module.js';
import { OrganisationModule } from '../../organisation/organisation.module.js';
import { QuestionBankModule } from '../../question-bank/question-bank.module.js';
import { FigureScopesModule } from '../figure-scopes.module.js';
import { WeakTopics } from './weak-topics.js';
import { WeakTopicsController } from './weak-topics.controller.js';
import { WrongItemPart } from './wrong-item-part.js';
import { WrongItemWriter } from './wrong-item-writer.js';
import { WrongItems } from './wrong-items.js';
import { WrongItemsController } from './wrong-items.controller.js';

@Module({
  imports: [ContestModule, IdentityModule, MemberModule, OrganisationModule, QuestionBankModule, FigureScopesModule],
  controllers: [WeakTopicsController, WrongItemsController],
  providers: [WeakTopics, WrongItemPart, WrongItemWriter, WrongItems],
})
export class WrongItemsModule {}
