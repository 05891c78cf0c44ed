import type { EntityManager } from 'typeorm';

import { readIsbn, type IsbnFault } from '../../core/study/isbn.js';
import { newId } from '../../platform/ids.js';
import { refuse } from '../../platform/refusal.js';
import type { BookBody } from '../../protocol/reading.js';
import { BookEntity } from './persistence/book.entity.js';

const ISBN_FAULTS: Readonly<Record<IsbnFault, string>> = {
  length: 'ISBN 应为 13 位（旧书为 10 位），请核对；没有 ISBN 的书请留空。',
  prefix: '这不是图书的 ISBN，图书的 13 位 ISBN 以 978 或 979 开头，请核对。',
  'check-digit': 'ISBN 的校验码不对，可能有一位输错，请核对。',
};
const NO_TITLE = '请填写书名。';

/** 13 digits, or null where none was given. @throws RefusalError reading.rejected */
export function isbnOf(typed: string | null): string | null {
  if (typed === null || typed.trim() === '') return null;
  const read = readIsbn(typed);
  if (read.ok) return read.value;
  const message = ISBN_FAULTS[read.error];
  throw refuse('reading.rejected', { details: [{ path: 'isbn', message }] });
}

const clean = (text: string): string => text.normalize('NFC').trim().replace(/\s+/gu, ' ');

/** The book of that ISBN, or of that title and author; a new one where there is none. @throws RefusalError reading.rejected */
export async function bookOf(manager: EntityManager, body: BookBody, at: number): Promise<BookEntity> {
  const isbn = isbnOf(body.isbn);
  const [title, author, publisher] = [clean(body.title), clean(body.author), clean(body.publisher)];
  const known = await manager.findOneBy(BookEntity, isbn === null ? { title, author } : { isbn });
  if (known) return known;
  if (title === '') throw refuse('reading.rejected', { details: [{ path: 'title', message: NO_TITLE }] });
  const book = { id: newId(), isbn, title, author, publisher, createdAt: at };
  await manager.insert(BookEntity, book);
  return book;
}
