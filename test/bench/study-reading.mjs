/** A reading campaign of the province in which the branch takes part: three books and a reflection of each member. */
const BOOKS = 12;
const READ = 3;

/** @returns the campaign's id and a book of it */
export async function readBooks({ call }, { watch, unitId, members }) {
  const year = new Date().getFullYear();
  const days = { fromDate: `${year}-01-01`, toDate: `${year}-12-31` };
  const rule = { title: '读书达人', finishedBooks: READ, reflections: 1, recommendations: 0 };
  const body = { unitId, name: '示例读书活动', introduction: '示例', ...days, rule };
  const { id } = await call('POST', '/api/study/reading/campaigns', body);
  const path = `/api/member/reading/campaigns/${id}`;
  const books = [];
  for (let n = 0; n < BOOKS; n++) {
    const book = { isbn: null, title: `示例书${n}`, author: '示例作者', publisher: '示例出版社' };
    books.push((await call('POST', `/api/study/reading/campaigns/${id}/books`, book)).id);
  }
  await call('POST', `/api/study/reading/campaigns/${id}/publish`, {});
  for (const [at, member] of members.entries()) {
    await watch.time('reading: join', () => member('PUT', `${path}/joining`, { joined: true }));
    for (let n = 0; n < READ; n++) {
      const reading = { format: 'audio', progress: 100, page: null, pages: null, minutes: 120 };
      const book = books[(at + n) % BOOKS];
      await watch.time('reading: declare', () => member('PUT', `${path}/books/${book}/reading`, reading));
    }
    const words = { sourceId: `bench-reflection-${at}`, bookId: books[at % BOOKS], title: '示例心得', form: 'text', words: '示例心得'.repeat(60), transcript: '' };
    const made = await watch.time('reading: reflect', () => member('POST', `${path}/reflections`, words));
    await watch.time('reading: submit', () => member('POST', `${path}/reflections/${made.id}/submit`, {}));
    const decide = `/api/study/reading/campaigns/${id}/reflections/${made.id}/decision`;
    await watch.time('reading: decide', () => call('POST', decide, { decision: 'approve', reason: '' }));
  }
  return { campaign: id, book: books[0] };
} // prettier-ignore
