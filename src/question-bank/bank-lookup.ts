import type { EntityManager } from 'typeorm';

import { refuse } from '../platform/refusal.js';
import { QuestionBankEntity } from './persistence/question-bank.entity.js';

/** @throws RefusalError rest.not-found */
export async function bankOf(manager: EntityManager, bankId: string): Promise<QuestionBankEntity> {
  const bank = await manager.findOneBy(QuestionBankEntity, { id: bankId });
  if (bank === null) throw refuse('rest.not-found', { message: '没有找到这个题库，请刷新页面后重新选择。' });
  return bank;
}

/** A bank that may be changed here. @throws RefusalError rest.not-found, bank.shipped */
export async function ownBankOf(manager: EntityManager, bankId: string): Promise<QuestionBankEntity> {
  const bank = await bankOf(manager, bankId);
  if (bank.shipped) throw refuse('bank.shipped');
  return bank;
}

/** Of the bank or of anything in it. */
export async function touchBank(manager: EntityManager, bankId: string, at: number): Promise<void> {
  await manager.update(QuestionBankEntity, bankId, { changedAt: at });
}
