/** Two branches of one office with a reading campaign of the province, and their members; in May 2026. */
import { InProcessServer } from './contest-server.js';
import { bodyOf, Stage } from './contest-stage.js';
import { ManualClock } from './manual-clock.js';
import { membersOf, type Member } from './member-desk.js';
import { OrganisationDesk } from './organisation-desk.js';
import { OwnReadingDesk } from './own-reading-desk.js';
import { ReadingDesk } from './reading-desk.js';
import { secretaryOf } from './study-desk.js';

const NAMES = ['甲', '乙', '丙', '丁', '戊', '己'];
const ROSTER = [
  '省,单位,支部,姓名,工号',
  ...['一', '二'].flatMap((branch, at) =>
    NAMES.map((name, index) => `示例省,示例甲局,第${branch}支部,示例${name}${branch},S${at}${index}`),
  ),
  '示例省,示例乙局,小支部,示例子,S90',
].join('\n');

export interface ReadingStage {
  readonly server: InProcessServer;
  readonly organisation: OrganisationDesk;
  readonly desk: ReadingDesk;
  /** Of the office's secretary, which sees nothing beside the office: from above, few people would be told by it. */
  readonly office: ReadingDesk;
  readonly units: Readonly<Record<'province' | 'office' | 'first' | 'second' | 'small', string>>;
  /** Of the first branch, of the second, of the small one; as they entered. */
  readonly first: readonly Member[];
  readonly second: readonly Member[];
  readonly small: readonly Member[];
  /** 20 April to 30 June 2026, of the province, published. */
  readonly campaignId: string;
  /** 示例书一, 示例书二. */
  readonly books: readonly [string, string];
}

export async function readingStage(): Promise<ReadingStage> {
  const server = await InProcessServer.start({}, new ManualClock(Date.UTC(2026, 4, 10, 4)));
  const { operator } = await Stage.set(server);
  const organisation = new OrganisationDesk(operator);
  await organisation.load(ROSTER);
  const of = async (name: string) => (await organisation.unit(name)).id;
  const units = {
    province: await of('示例省'),
    office: await of('示例甲局'),
    first: await of('第一支部'),
    second: await of('第二支部'),
    small: await of('小支部'),
  };
  const desk = new ReadingDesk(operator);
  const campaignId = await desk.add(units.province);
  const book = (title: string) => desk.addBook(campaignId, { isbn: null, title, author: '示例作者', publisher: '' });
  const books = [await book('示例书一'), await book('示例书二')] as const;
  await bodyOf(desk.post(`${campaignId}/publish`));
  const first = await membersOf(organisation, '第一支部');
  const second = await membersOf(organisation, '第二支部');
  const small = await membersOf(organisation, '小支部');
  const office = new ReadingDesk((await secretaryOf(operator, 'shili.office', units.office)).operator);
  return { server, organisation, desk, office, units, first, second, small, campaignId, books };
}

/** As one of them takes part; joined. */
export async function joined(stage: ReadingStage, member: Member | undefined): Promise<OwnReadingDesk> {
  if (!member) throw new Error('there is no such member');
  const own = new OwnReadingDesk(member.client, stage.campaignId);
  await bodyOf(own.join());
  return own;
}
