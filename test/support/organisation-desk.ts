/** The organisation over REST, as an organiser works it. */
import type { ContestRosterPage, EntryCodeInfo, OrganisationInfo, PeoplePage, RosterReport, UnitInfo } from '../../src/protocol/organisation.js'; // prettier-ignore
import { bodyOf } from './contest-stage.js';
import type { RestAnswer, RestClient } from './rest-client.js';
import { postFile } from './upload.js';

const BASE = '/api/organisation';

/** A small organisation: two units with branches of one name, people with and without staff codes. */
export const SAMPLE_ROSTER = [
  '省,市州,单位,支部,姓名,工号',
  '示例省,示例市,示例甲局,第一支部,示例甲,S1',
  '示例省,示例市,示例甲局,第一支部,示例乙,S2',
  '示例省,示例市,示例甲局,第二支部,示例丙,S3',
  '示例省,示例市,示例乙局,第一支部,示例丁,',
  '示例省,示例市,示例乙局,,示例戊,S5',
].join('\r\n');

export class OrganisationDesk {
  constructor(readonly operator: RestClient) {}

  import(text: string | Uint8Array, query = ''): Promise<RosterReport> {
    return bodyOf(postFile(this.operator, `${BASE}/roster/import?${query}`, { bytes: text }));
  }

  load(text: string | Uint8Array, missing = 'keep'): Promise<RosterReport> {
    return this.import(text, `dryRun=false&missing=${missing}`);
  }

  units(): Promise<OrganisationInfo> {
    return bodyOf(this.operator.get(`${BASE}/units`));
  }

  /** By its name, or 上级 名称 where two have it. */
  async unit(name: string): Promise<UnitInfo> {
    const { units } = await this.units();
    const [last = '', above] = name.split(' ').reverse();
    const found = units.find((unit) => {
      const parent = units.find(({ id }) => id === unit.parentId);
      return unit.name === last && (above === undefined || parent?.name === above);
    });
    if (!found) throw new Error(`no unit ${name}`);
    return found;
  }

  async people(name: string): Promise<PeoplePage> {
    return bodyOf(this.operator.get(`${BASE}/units/${(await this.unit(name)).id}/people`));
  }

  post(path: string, body: unknown): Promise<RestAnswer> {
    return this.operator.post(`${BASE}/${path}`, body);
  }

  patch(path: string, body: unknown): Promise<RestAnswer> {
    return this.operator.send('PATCH', `${BASE}/${path}`, { body });
  }

  roster(contestId: string, query = ''): Promise<ContestRosterPage> {
    return bodyOf(this.operator.get(`/api/contests/${contestId}/roster?${query}`));
  }

  codes(contestId: string, branchId: string): Promise<EntryCodeInfo[]> {
    return bodyOf(this.operator.get(`/api/contests/${contestId}/roster/codes?branchId=${branchId}`));
  }
}
