/** Reading campaigns as a member sees them, for the checklist and for the pictures. */
import type { Page } from 'playwright-core';

import { bodyOf } from '../support/browser.js';
import type { ChecklistStage } from '../support/checklist-stage.js';
import { filmOf } from '../support/films.js';
import { membersOf } from '../support/member-desk.js';
import { OrganisationDesk } from '../support/organisation-desk.js';
import { OwnReadingDesk, TO_THE_END } from '../support/own-reading-desk.js';
import { ReadingDesk, SAMPLE_BOOK } from '../support/reading-desk.js';
import { postFile } from '../support/upload.js';
import { choose, dialog, inTurn, press, shows, type PageState } from './page-state.js';

const NAMES = ['甲', '乙', '丙', '丁', '戊', '己'];
const ROSTER = [
  '省,单位,支部,姓名,工号',
  ...NAMES.map((name, index) => `示例省,示例悦读局,示例悦读支部,示例${name},W${index}`),
].join('\n');
/** The server's clock is the real one. */
const RUNNING = { fromDate: '2026-01-01', toDate: '2099-12-31' } as const;
const OVER = { fromDate: '2026-01-01', toDate: '2026-01-31' } as const;
const RULE = { title: '读书达人', finishedBooks: 1, reflections: 0, recommendations: 0 } as const;

interface World {
  readonly running: string;
  readonly bookId: string;
  readonly signed: string;
  readonly submitted: string;
  readonly over: string;
}
const WORLD: { made?: World } = {};
const world = (): World => {
  if (!WORLD.made) throw new Error('the campaigns are not made yet');
  return WORLD.made;
};

/** A campaign that somebody takes part in, one to join, and one that is over, with reflections that were adopted. */
export async function makeOwnReading(stage: ChecklistStage): Promise<void> {
  const organisation = new OrganisationDesk(stage.operator);
  await organisation.load(ROSTER);
  const desk = new ReadingDesk(stage.operator);
  const unitId = (await organisation.unit('示例悦读局')).id;
  const campaign = async (name: string): Promise<string> => {
    const id = await desk.add(unitId, { ...RUNNING, name, rule: RULE });
    await bodyOf(desk.post(`${id}/publish`));
    return id;
  };
  const running = await campaign('示例书香机关·悦读赋能活动');
  await campaign('示例专题阅读');
  const bookId = await desk.addBook(running);
  const long = await desk.addBook(running, { ...SAMPLE_BOOK, isbn: null, title: '示例书名较长的一本书：关于无障碍阅读的若干讨论' }); // prettier-ignore
  await bodyOf(desk.post(`${running}/books/${bookId}/recommendations`, { recommender: '示例同志（书记）', words: '示例推荐语。' })); // prettier-ignore
  const [me, other] = await membersOf(organisation, '示例悦读支部');
  if (!me || !other) throw new Error('nobody in the branch');
  stage.member = me.client;
  const own = new OwnReadingDesk(me.client, running);
  await bodyOf(own.join());
  await bodyOf(own.declare(bookId, { page: 60, pages: 240, format: 'braille', minutes: 30 }));
  await bodyOf(own.declare(long, { ...TO_THE_END, format: 'audio' }));
  await bodyOf(own.post(`books/${bookId}/notes`, { place: '第3页', words: '示例笔记：这一段值得再读。' }));
  await bodyOf(own.put(`books/${bookId}/recommendation`, { words: '示例推荐语，写给同志们。' }));
  const { id: signed } = await own.write({ sourceId: 'sample-signed', title: '示例手语心得', form: 'sign-video' });
  const film = own.path(`reflections/${signed}/recordings?kind=sign-video&name=x.mp4`);
  await bodyOf(postFile(me.client, film, { bytes: filmOf('isom') }));
  const spoken = {
    sourceId: 'sample-handed-in',
    title: '示例心得（已提交）',
    form: 'voice',
    transcript: '示例文字稿',
  } as const;
  const { id: submitted } = await own.write(spoken);
  const voice = own.path(`reflections/${submitted}/recordings?kind=voice&name=x.m4a`);
  await bodyOf(postFile(me.client, voice, { bytes: filmOf('M4A ') }));
  await bodyOf(own.post(`reflections/${submitted}/submit`));
  const more = { isbn: null, title: '示例自选书', author: '', publisher: '', format: 'e-book' };
  const { id: chosen } = await bodyOf<{ id: string }>(own.post('books', more));
  await bodyOf(own.put(`books/${chosen}/recommendation`, { words: '示例推荐语。' }));
  const over = await campaign('示例上一期读书活动');
  const past = await desk.addBook(over);
  for (const [index, { client }] of [me, other].entries()) {
    const one = new OwnReadingDesk(client, over);
    await bodyOf(one.join());
    await bodyOf(one.declare(past, TO_THE_END));
    await bodyOf(one.put('consent', { showName: index === 0 }));
    const { id } = await one.handIn({ sourceId: `sample-adopted-${index}`, title: '示例采用的心得', bookId: past });
    await bodyOf(desk.post(`${over}/reflections/${id}/decision`, { decision: 'adopt', reason: '' }));
  }
  await bodyOf(desk.patch(over, OVER));
  WORLD.made = { running, bookId, signed, submitted, over };
}

const at = (path: () => string) => ({ who: 'member', path: () => `/study/reading${path()}` }) as const;
const list = { ...at(() => ''), ready: '示例专题阅读' };
const one = { ...at(() => `/${world().running}`), ready: '书单和我的书' };
const book = { ...at(() => `/${world().running}/books/${world().bookId}`), ready: '怎样记录进度' };
const writing = { ...at(() => `/${world().running}/reflections/new-sample-of-checklist`), ready: '用什么形式' };
const errorSummary = shows('请先改正以下内容');

export const OWN_READING_PAGES: readonly PageState[] = [
  { ...list, name: 'own reading' },
  { ...one, name: 'own campaign' },
  {
    ...one,
    name: 'own campaign: a book by ISBN',
    enter: inTurn(press('添加我在读的书'), press('添加这本书'), errorSummary),
  },
  { ...one, name: 'own campaign: leaving', enter: inTurn(press('退出活动'), dialog) },
  { ...book, name: 'own book' },
  {
    ...book,
    name: 'own book: no number',
    enter: inTurn((page: Page) => page.getByLabel('读到第几页').fill('六十'), press('保存进度'), errorSummary),
  },
  { ...writing, name: 'own reflection: nothing written', enter: inTurn(press('提交'), errorSummary) },
  { ...writing, name: 'own reflection: voice', enter: inTurn(choose('语音'), shows('文字稿')) },
  {
    ...at(() => `/${world().running}/reflections/${world().signed}`),
    ready: '手语视频 1',
    name: 'own reflection: signed',
  },
  {
    ...at(() => `/${world().running}/reflections/${world().submitted}`),
    ready: '撤回修改',
    name: 'own reflection: handed in',
  },
  {
    who: 'operator',
    path: () => `/ledger/reading/${world().running}`,
    ready: '由成员推荐，还没有列入书单',
    name: 'reading campaign: a spoken reflection',
    enter: inTurn(press(/^查看.*“示例心得（已提交）”$/), dialog, shows('录音或视频 1')),
  },
  { ...at(() => `/${world().over}`), ready: '活动已经结束', name: 'own campaign: over' },
  { ...at(() => `/${world().over}/honours`), ready: '没有公布姓名', name: 'honours of a campaign' },
];
