/** Members of a unit with their study codes, as a secretary hands them out and as they enter with them. */
import type { MemberInfo, StudyCodeInfo } from '../../src/protocol/member.js';
import { bodyOf } from './contest-stage.js';
import type { OrganisationDesk } from './organisation-desk.js';
import { RestClient, type RestAnswer } from './rest-client.js';

export interface Member extends StudyCodeInfo {
  readonly client: RestClient;
}

/** The client keeps cookie and token, as a browser would. */
export async function enterBy(client: RestClient, code: string): Promise<RestAnswer> {
  const answer = await client.post('/api/member/session', { code });
  if (answer.code === null) client.csrfToken = (answer.body as MemberInfo).csrfToken;
  return answer;
}

/** By its name, or 上级 名称 where two have it; everybody with a code. */
export async function codesOf(desk: OrganisationDesk, unit: string): Promise<StudyCodeInfo[]> {
  const { id } = await desk.unit(unit);
  return bodyOf(desk.operator.post(`/api/organisation/units/${id}/study-codes`, {}));
}

/** Everybody of the unit, signed in. */
export async function membersOf(desk: OrganisationDesk, unit: string): Promise<Member[]> {
  const members: Member[] = [];
  for (const info of await codesOf(desk, unit)) {
    const client = new RestClient(desk.operator.url);
    await bodyOf(enterBy(client, info.code));
    members.push({ ...info, client });
  }
  return members;
}

/** A branch made by hand, with one person in it, signed in. */
export async function newMember(desk: OrganisationDesk): Promise<Member> {
  const unit = { parentId: null, name: '示例支部', level: 5 };
  const { id: unitId } = await bodyOf<{ id: string }>(desk.post('units', unit));
  await bodyOf(desk.post('people', { name: '示例甲', staffCode: null, unitId }));
  const [member] = await membersOf(desk, unit.name);
  if (!member) throw new Error('nobody in the branch');
  return member;
}
