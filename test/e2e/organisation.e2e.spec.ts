import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { OperatorRoleEntity } from '../../src/identity/persistence/operator-role.entity.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { OrganisationInfo, RosterReport, UnitBranchInfo } from '../../src/protocol/organisation.js';
import { bodyOf, Stage } from '../support/contest-stage.js';
import { InProcessServer } from '../support/contest-server.js';
import { OrganisationDesk, SAMPLE_ROSTER } from '../support/organisation-desk.js';
import { RestClient } from '../support/rest-client.js';
import { getFile } from '../support/upload.js';
import { newOperator } from '../support/operators.js';

describe('the organisation over REST', () => {
  let server: InProcessServer;
  let desk: OrganisationDesk;

  beforeAll(async () => {
    server = await InProcessServer.start();
    desk = new OrganisationDesk((await Stage.set(server)).operator);
  });
  afterAll(() => server.close());

  const shape = ({ units }: OrganisationInfo) => units.map(({ name, level, code, members }) => [name, level, code, members]); // prettier-ignore

  it('looks at a roster without a change, then loads it, then finds nothing new in it', async () => {
    const counted = { read: 5, newUnits: 7, newPeople: 5, moved: 0, changed: 0, leaving: 0, unchanged: 0 };
    expect(await desk.import(SAMPLE_ROSTER)).toMatchObject({ ...counted, loaded: false, rejected: [], warnings: [] });
    expect((await desk.units()).units).toEqual([]);
    expect(await desk.load(SAMPLE_ROSTER)).toMatchObject({ ...counted, loaded: true });
    expect(shape(await desk.units())).toEqual([
      ['示例省', 1, '01', 0],
      ['示例市', 2, '0101', 0],
      ['示例甲局', 4, '010101', 0],
      ['第一支部', 5, '01010101', 2],
      ['第二支部', 5, '01010102', 1],
      ['示例乙局', 4, '010102', 1],
      ['第一支部', 5, '01010201', 1],
    ]);
    expect(await desk.load(SAMPLE_ROSTER)).toMatchObject({ newUnits: 0, newPeople: 0, unchanged: 5, loaded: true });
  });

  it.each(['xlsx', 'csv'])('takes out as %s what comes in unchanged', async (format) => {
    const { bytes, headers } = await getFile(desk.operator, `/api/organisation/roster/export?format=${format}`);
    expect(headers.get('content-disposition')).toContain(`.${format}`);
    const report = await desk.load(bytes, 'leave');
    expect(report).toMatchObject({ newUnits: 0, newPeople: 0, moved: 0, leaving: 0, unchanged: 5, rejected: [] });
  });

  it('offers a template that it reads', async () => {
    const { bytes } = await getFile(desk.operator, '/api/organisation/roster/template');
    expect(await desk.import(bytes)).toMatchObject({ read: 3, newPeople: 2, rejected: [] });
  });

  it('tells what it cannot take, at its place, and loads the rest', async () => {
    const rows = ['示例省,示例市,示例甲局,第二支部,示例己,S6', ',,,,示例庚,S7', '示例省,示例市,示例甲局,第二支部,,S8'];
    const report = await desk.load(['省,市州,单位,支部,姓名,工号', ...rows].join('\n'));
    expect(report).toMatchObject({ read: 3, newPeople: 1 });
    expect(report.rejected.map(({ place, code }) => [place.cell, code])).toEqual([
      ['A3', 'path.missing'],
      ['F4', 'name.missing'],
    ]);
    expect(await desk.import('%PDF-1.7 示例')).toMatchObject({ read: 0, rejected: [{ code: 'file.unreadable' }] });
    expect(await desk.import('')).toMatchObject({ rejected: [{ code: 'file.unreadable' }] });
    expect(await desk.import('甲,乙\n1,2')).toMatchObject({ rejected: [{ code: 'heading.missing' }] });
  });

  it('dates a change of unit instead of making a second person', async () => {
    const [moved] = (await desk.people('示例甲局 第二支部')).people.filter(({ staffCode }) => staffCode === 'S6');
    const text = '省,市州,单位,支部,姓名,工号\n示例省,示例市,示例甲局,第一支部,示例己,S6';
    expect(await desk.load(text)).toMatchObject({ newPeople: 0, moved: 1 });
    const there = (await desk.people('示例甲局 第一支部')).people.find(({ staffCode }) => staffCode === 'S6');
    expect(there?.id).toBe(moved?.id);
    expect((await desk.people('示例甲局 第二支部')).total).toBe(1);
  });

  it('lets go whom a complete file no longer has', async () => {
    const text =
      '省,市州,单位,支部,姓名,工号\n示例省,示例市,示例甲局,第一支部,示例甲,S1\n示例省,示例市,示例甲局,第一支部,示例乙,S2';
    expect(await desk.load(text, 'leave')).toMatchObject({ leaving: 1, unchanged: 2 });
    expect((await desk.people('示例甲局 第一支部')).total).toBe(2);
  });

  it('makes branches of a level, named apart', async () => {
    const branches = await bodyOf<UnitBranchInfo[]>(desk.operator.get('/api/organisation/units/all/branches?level=5'));
    expect(branches.map(({ name, expected }) => [name, expected])).toEqual([
      ['示例甲局 第一支部', 2],
      ['第二支部', 1],
      ['示例乙局', 1],
      ['示例乙局 第一支部', 1],
    ]);
  });

  it('adds, renames, moves, merges and closes units', async () => {
    const parentId = (await desk.unit('示例乙局')).id;
    const { id } = await bodyOf<{ id: string }>(desk.post('units', { parentId, name: '第三支部', level: 5 }));
    expect(await desk.unit('第三支部')).toMatchObject({ id, code: '01010202', ordinal: 1 });
    await bodyOf(desk.patch(`units/${id}`, { name: '第四支部' }));
    expect((await desk.unit('第四支部')).formerNames).toMatchObject([{ name: '第三支部' }]);
    const other = await desk.unit('示例甲局');
    await bodyOf(desk.patch(`units/${id}`, { parentId: other.id }));
    expect((await desk.unit('示例甲局 第四支部')).id).toBe(id);
    const first = await desk.unit('示例乙局 第一支部');
    await bodyOf(desk.post(`units/${first.id}/merge`, { into: id }));
    expect(await desk.unit('第四支部')).toMatchObject({ members: 1 });
    expect(await desk.unit('示例乙局 第一支部')).toMatchObject({ members: 0, mergedInto: id });
    await bodyOf(desk.post(`units/${id}/close`, {}));
    expect(await desk.unit('第四支部')).toMatchObject({ members: 0, closedAt: expect.any(Number) });
  });

  it('refuses what would not be a tree, with a sentence', async () => {
    const [province, office] = [await desk.unit('示例省'), await desk.unit('示例甲局')];
    const details = async (pending: ReturnType<OrganisationDesk['post']>) => {
      const { body, code } = await pending;
      const { error } = body as { error: { details?: { path: string }[]; message: string } };
      expect(error.message).toMatch(/请|不/);
      return [code, error.details?.[0]?.path];
    };
    expect(await details(desk.patch(`units/${province.id}`, { parentId: office.id }))).toEqual(['unit.rejected', 'parentId']); // prettier-ignore
    expect(await details(desk.post('units', { parentId: office.id, name: '上级', level: 2 }))).toEqual(['unit.rejected', 'level']); // prettier-ignore
    expect(await details(desk.post('units', { parentId: office.id, name: '第一支部', level: 5 }))).toEqual(['unit.rejected', 'name']); // prettier-ignore
    expect(await details(desk.post('units', { parentId: null, name: '另', level: 1, code: '01' }))).toEqual(['unit.rejected', 'code']); // prettier-ignore
    expect(await details(desk.post(`units/${office.id}/close`, {}))).toEqual(['unit.refused', undefined]);
    expect((await desk.post('units/none/close', {})).status).toBe(404);
  });

  it('adds, corrects and moves people one by one', async () => {
    const [first, second] = [await desk.unit('示例甲局 第一支部'), await desk.unit('示例甲局 第二支部')];
    const { id } = await bodyOf<{ id: string }>(
      desk.post('people', { name: ' 示例辛 ', staffCode: null, unitId: first.id }),
    );
    await bodyOf(desk.patch(`people/${id}`, { staffCode: 'S9', unitId: second.id }));
    expect((await desk.people('示例甲局 第二支部')).people.at(-1)).toMatchObject({
      id,
      name: '示例辛',
      staffCode: 'S9',
    });
    expect((await desk.patch(`people/${id}`, { staffCode: 'S1' })).code).toBe('person.rejected');
    await bodyOf(desk.patch(`people/${id}`, { unitId: null }));
    expect((await desk.people('示例甲局 第二支部')).people.some((person) => person.id === id)).toBe(false);
    expect((await desk.patch('people/none', { name: '示例' })).code).toBe('person.unknown');
  });

  it('shows a branch secretary their own unit and what is below, and nothing else', async () => {
    const own = await desk.unit('示例甲局');
    const password = 'orbit lantern gravel mint';
    const account = { login: 'shili.shuji', displayName: '示例书记', roles: ['branch-secretary'], password };
    const { id } = await newOperator(desk.operator, account);
    await server.app
      .get(WriteQueue)
      .run((manager) => manager.update(OperatorRoleEntity, { operatorId: id }, { unitId: own.id }));
    const secretary = new RestClient(server.url);
    await bodyOf(secretary.signIn(account.login, password));
    const seen = await bodyOf<OrganisationInfo>(secretary.get('/api/organisation/units'));
    expect(seen.units[0]).toMatchObject({ id: own.id, parentId: null });
    expect(new Set(seen.units.map(({ name }) => name))).toEqual(
      new Set(['示例甲局', '第一支部', '第二支部', '第四支部']),
    );
    const other = await desk.unit('示例乙局');
    const refused = [`units/${other.id}/people`, `roster/export?unitId=${other.id}`];
    for (const path of refused) expect((await secretary.get(`/api/organisation/${path}`)).code).toBe('unit.unknown');
    expect((await secretary.post('/api/organisation/units', { parentId: own.id, name: '新', level: 5 })).code).toBe('auth.forbidden'); // prettier-ignore
    const { bytes } = await getFile(secretary, '/api/organisation/roster/export?format=csv');
    const text = new TextDecoder().decode(bytes);
    expect(text).toContain('示例甲');
    expect(text).not.toContain('示例乙局');
  });

  it('calls levels as it is told, and reads rosters by these names', async () => {
    const names = ['省', '市州', '县区', '学院', '班级'];
    await bodyOf(desk.operator.send('PUT', '/api/organisation/levels', { body: { names } }));
    expect((await desk.units()).levels).toEqual(names);
    const report: RosterReport = await desk.import('省,学院,班级,姓名\n示例省,示例学院,一班,示例壬');
    expect(report).toMatchObject({ newUnits: 2, newPeople: 1, rejected: [] });
  });

  it('is for who may', async () => {
    const stranger = new RestClient(server.url);
    for (const path of ['units', 'roster/export', 'roster/template', 'units/all/branches?level=5']) {
      expect((await stranger.get(`/api/organisation/${path}`)).code).toBe('auth.required');
    }
  });
});
