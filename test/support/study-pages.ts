/** The pages of a branch's study log in a real browser: a branch, its secretary, and as many pages of theirs as wanted. */
import type { BrowserContextOptions, Page } from 'playwright-core';

import { BrowserStage, VIEWPORTS } from './browser.js';
import { OrganisationDesk } from './organisation-desk.js';
import type { RestClient } from './rest-client.js';
import { secretaryOf, type StudyDesk } from './study-desk.js';

const NAMES = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛'];
const ROSTER = ['单位,支部,姓名,工号', ...NAMES.map((name, index) => `示例局,示例支部,示例${name},P${index}`)].join(
  '\n',
);

export class StudyPages {
  private constructor(
    readonly stage: BrowserStage,
    readonly organisation: OrganisationDesk,
    readonly secretary: StudyDesk,
    readonly branch: string,
    /** In the order of the roster. */
    readonly people: readonly string[],
  ) {}

  static async start(): Promise<StudyPages> {
    const stage = await BrowserStage.start({ DEMO: 'false' });
    const operator = await stage.server.administrator();
    const organisation = new OrganisationDesk(operator);
    await organisation.load(ROSTER);
    const branch = (await organisation.unit('示例局 示例支部')).id;
    const { people } = await organisation.people('示例局 示例支部');
    const secretary = await secretaryOf(operator, 'shili.secretary', branch);
    return new StudyPages(
      stage,
      organisation,
      secretary,
      branch,
      people.map(({ id }) => id),
    );
  }

  /** In a browser of its own, signed in as the secretary. */
  page(path: string): Promise<Page> {
    return this.pageOf(this.secretary.operator, path);
  }

  /** In a browser of its own the size of a phone, of a member who has entered. */
  phone(member: RestClient, path: string): Promise<Page> {
    return this.pageOf(member, path, { viewport: VIEWPORTS.phone });
  }

  /** In a browser of its own, signed in as whoever the client is. */
  async pageOf(client: RestClient, path: string, options: BrowserContextOptions = {}): Promise<Page> {
    const context = await this.stage.context(options);
    const [name = '', value = ''] = (client.cookie ?? '').split(/=(.*)/s);
    await context.addCookies([{ name, value, url: this.stage.url }]);
    const page = await context.newPage();
    await page.goto(path);
    return page;
  }

  close(): Promise<void> {
    return this.stage.close();
  }
}
