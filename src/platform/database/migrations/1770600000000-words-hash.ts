import { createHash } from 'node:crypto';
import { type MigrationInterface, type QueryRunner } from 'typeorm';

import { wordsOf } from '../../../core/question-bank/item-text.js';
import type { StoredBankItem } from '../../../core/question-bank/types.js';
import { jsonUpdate } from '../json-rows.js';

const AT_ONCE = 1000;

const setHashes = jsonUpdate<{ readonly id: string; readonly wordsHash: string }>('bank_item', {
  id: 'text',
  wordsHash: 'text',
});

/** Hashes the words of every item anew: signs of comparing and reckoning are words now, 3.15 is not 31.5. */
export class WordsHash1770600000000 implements MigrationInterface {
  name = 'WordsHash1770600000000';

  async up(runner: QueryRunner): Promise<void> {
    let last = '';
    for (;;) {
      const rows = await itemsAfter(runner, last);
      if (rows.length === 0) return;
      const hashes = rows.map(({ id, content }) => ({ id, wordsHash: hashOf(content) }));
      await setHashes(runner.manager, hashes);
      last = rows.at(-1)?.id ?? last;
    }
  }

  /** The hashes stay: an earlier version finds fewer items that say the same, and takes none for another. */
  async down(): Promise<void> {}
}

const itemsAfter = async (runner: QueryRunner, id: string) =>
  (await runner.query(
    `SELECT item.id, revision.content
      FROM bank_item item
      JOIN bank_item_revision revision ON revision.item_id = item.id AND revision.number = item.revision
      WHERE item.id > $1 ORDER BY item.id LIMIT ${AT_ONCE}`,
    [id],
  )) as readonly { readonly id: string; readonly content: string }[];

const hashOf = (content: string): string =>
  createHash('sha256')
    .update(wordsOf(JSON.parse(content) as StoredBankItem))
    .digest('hex');
