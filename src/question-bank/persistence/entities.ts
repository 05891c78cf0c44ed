import { BankItemChangeEntity } from './bank-item-change.entity.js';
import { BankItemRevisionEntity } from './bank-item-revision.entity.js';
import { BankItemEntity } from './bank-item.entity.js';
import { ImportBatchEntity } from './import-batch.entity.js';
import { ItemMeasureEntity } from './item-measure.entity.js';
import { QuestionBankEntity } from './question-bank.entity.js';

/** For the composition root and the persistence tests. */
export const QUESTION_BANK_ENTITIES = [
  QuestionBankEntity,
  ImportBatchEntity,
  BankItemEntity,
  BankItemRevisionEntity,
  BankItemChangeEntity,
  ItemMeasureEntity,
];
