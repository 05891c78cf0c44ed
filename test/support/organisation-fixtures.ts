/** An organisation and a contest by roster, for the pages that show them. */
import type { EntryCodeInfo, OrganisationInfo, UnitBranchInfo } from '../../src/protocol/organisation.js';
import type { ContestDetail } from '../../src/protocol/rest.js';
import { bodyOf, createContest } from './browser.js';
import type { RestClient } from './rest-client.js';
import { postFile } from './upload.js';

const UNITS = 24;
const PEOPLE = 3;

/** 24 units with two branches each, three people a branch; one unit was renamed, one is closed. */
export function rosterText(): string {
  const rows = ['省,市州,单位,支部,姓名,工号'];
  for (let unit = 1; unit <= UNITS; unit++) {
    for (const branch of ['第一支部', '第二支部']) {
      for (let person = 1; person <= PEOPLE; person++) {
        rows.push(`示例省,示例市,示例${unit}局,${branch},示例${rows.length}号,S${rows.length}`);
      }
    }
  }
  return rows.join('\n');
}

/** A row of each sort: new, moved, refused. */
export const MIXED_ROSTER = [
  '省,市州,单位,支部,姓名,工号',
  '示例省,示例市,示例1局,第一支部,示例新人,S900',
  '示例省,示例市,示例2局,第二支部,示例1号,S1',
  ',,,,示例无处,S901',
].join('\n');

export interface OrganisationWorld {
  readonly unitId: string;
  readonly closedId: string;
  readonly draft: ContestDetail;
  /** In the lobby, by roster. */
  readonly running: ContestDetail;
  readonly codes: readonly EntryCodeInfo[];
}

export async function makeOrganisation(operator: RestClient): Promise<OrganisationWorld> {
  const file = { bytes: rosterText() };
  await bodyOf(postFile(operator, '/api/organisation/roster/import?dryRun=false', file));
  const { units } = await bodyOf<OrganisationInfo>(operator.get('/api/organisation/units'));
  const idOf = (name: string): string => units.find((unit) => unit.name === name)?.id ?? '';
  const patch = (id: string, body: object) => operator.send('PATCH', `/api/organisation/units/${id}`, { body });
  await bodyOf(patch(idOf('示例3局'), { name: '示例新3局' }));
  const closed = units.find(({ name, parentId }) => name === '第二支部' && parentId === idOf('示例4局'))?.id ?? '';
  await bodyOf(operator.post(`/api/organisation/units/${closed}/close`, {}));
  const draft = await rosterContest(operator, '示例名册竞赛');
  const running = await rosterContest(operator, '示例名册竞赛（候场）');
  const [branch] = running.branches;
  const path = `/api/contests/${running.id}/roster/codes?branchId=${branch?.id ?? ''}`;
  const codes = await bodyOf<readonly EntryCodeInfo[]>(operator.get(path));
  return { unitId: idOf('示例1局'), closedId: closed, draft, running, codes };
}

async function rosterContest(operator: RestClient, title: string): Promise<ContestDetail> {
  const branches = await bodyOf<UnitBranchInfo[]>(operator.get('/api/organisation/units/all/branches?level=5'));
  return createContest(operator, { title, branches, settings: { entry: 'roster' }, timeLimitSeconds: 3600 });
}
