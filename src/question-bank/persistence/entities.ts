import { BankItemEntity } from './bank-item.entity.js';
import { BankRevisionEntity } from './bank-revision.entity.js';
import { QuestionBankEntity } from './question-bank.entity.js';

/** For the composition root and the persistence tests. */
export const QUESTION_BANK_ENTITIES = [QuestionBankEntity, BankRevisionEntity, BankItemEntity];
