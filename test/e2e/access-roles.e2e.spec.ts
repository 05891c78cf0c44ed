import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { firstValueFrom } from 'rxjs';

import { HeadKeeper } from '../../src/audit/head-keeper.js';
import { AuditRetention } from '../../src/audit/retention.js';
import { IdentityService } from '../../src/identity/identity.service.js';
import { SettingEntity } from '../../src/identity/persistence/setting.entity.js';
import { SeparationWatch } from '../../src/identity/separation-watch.js';
import { SetupService } from '../../src/identity/setup.service.js';
import { Database } from '../../src/platform/database/database.js';
import { UnfitDataError } from '../../src/platform/unfit-data-error.js';
import type { OperatorInfo, SeparationInfo, SessionInfo } from '../../src/protocol/access.js';
import { HOST, IdentityServer, MINUTE, PASSWORD } from '../support/identity-server.js';
import { RestClient } from '../support/rest-client.js';
import { personWith, threeTrusted } from '../support/role-people.js';

let server: IdentityServer;
let admin: RestClient;

beforeEach(async () => {
  server = await IdentityServer.start();
  admin = await server.administrator();
});
afterEach(() => server.running.close());

const grant = (by: RestClient, id: string, roles: readonly string[], unitId?: string) =>
  by.send('PUT', `/api/operators/${id}/roles`, { body: { roles, ...(unitId === undefined ? {} : { unitId }) } });
const separate = (by: RestClient, confirmation = '三员分立') => by.post('/api/access/separation', { confirmation });
const sessionOf = async (client: RestClient) => (await client.get('/api/session')).body as SessionInfo;
const rolesOf = async (id: string) =>
  ((await admin.get('/api/operators')).body as OperatorInfo[]).find((one) => one.id === id)?.roles;

describe('roles', () => {
  it('take effect with the next request and close the sockets of who loses one', async () => {
    const person = await personWith(admin, 'shili.zhao', ['auditor']);
    expect((await person.client.get('/api/operators')).code).toBeNull();
    expect((await person.client.post('/api/operators', HOST)).code).toBe('auth.forbidden');
    expect((await grant(admin, person.id, ['system-administrator'])).status).toBe(204);
    expect((await person.client.post('/api/operators', { ...HOST, roles: [] })).code).toBeNull();
    const closed = firstValueFrom(server.running.app.get(IdentityService).sessionEnded);
    await grant(admin, person.id, ['host']);
    expect(await closed).toEqual({ operatorId: person.id, sessionId: null });
    expect((await person.client.get('/api/operators')).code).toBe('auth.forbidden');
    expect(await sessionOf(person.client)).toMatchObject({ operator: { roles: ['host'] }, separated: false });
  });

  it('refuse what does not exist, a secretary without a unit, and the last administrator without the role', async () => {
    const { id } = (await sessionOf(admin)).operator;
    expect((await grant(admin, id, ['owner'])).code).toBe('rest.invalid');
    expect((await grant(admin, id, ['host', 'host'])).code).toBe('rest.invalid');
    expect((await grant(admin, 'nobody', ['host'])).code).toBe('rest.not-found');
    expect((await grant(admin, id, ['administrator', 'branch-secretary'])).code).toBe('auth.roles-refused');
    expect((await grant(admin, id, ['host'])).code).toBe('auth.roles-refused');
    expect(await rolesOf(id)).toEqual(['administrator']);
    expect((await grant(admin, id, ['administrator', 'branch-secretary'], 'unit-1')).code).toBeNull();
    expect((await sessionOf(admin)).operator.unitId).toBe('unit-1');
  });
});

describe('in simple mode', () => {
  it('only an administrator makes or ends an administrator', async () => {
    const security = await personWith(admin, 'shili.li', ['security-administrator']);
    const system = await personWith(admin, 'shili.zhou', ['system-administrator', 'security-administrator']);
    const other = await personWith(admin, 'shili.wu', ['host']);
    expect((await grant(security.client, other.id, ['host', 'administrator'])).code).toBe('auth.roles-refused');
    expect((await grant(security.client, other.id, ['host', 'arbiter'])).code).toBeNull();
    const account = { ...HOST, login: 'shili.zheng', roles: ['administrator'] };
    expect((await system.client.post('/api/operators', account)).code).toBe('auth.roles-refused');
    expect((await grant(admin, other.id, ['administrator'])).code).toBeNull();
    expect((await grant(security.client, other.id, ['host'])).code).toBe('auth.roles-refused');
    expect(await rolesOf(other.id)).toEqual(['administrator']);
  });

  it('nobody but an administrator changes the own roles', async () => {
    const security = await personWith(admin, 'shili.li', ['security-administrator']);
    expect((await grant(security.client, security.id, ['security-administrator', 'auditor'])).code).toBe(
      'auth.roles-refused',
    );
    expect(await rolesOf(security.id)).toEqual(['security-administrator']);
    const { id } = (await sessionOf(admin)).operator;
    expect((await grant(admin, id, ['administrator', 'host'])).code).toBeNull();
  });
});

describe('三员分立', () => {
  it('is refused until three people hold the three roles, and says what is missing', async () => {
    const { id } = (await sessionOf(admin)).operator;
    expect((await separate(admin)).code).toBe('auth.separation-refused');
    const busy = await personWith(admin, 'shili.qian', ['system-administrator', 'auditor']);
    const report = (await admin.get('/api/access/separation')).body as SeparationInfo;
    expect(report).toEqual({
      separated: false,
      faults: [
        { kind: 'vacant', role: 'security-administrator' },
        { kind: 'two-trusted', holderId: busy.id },
      ],
      leftWithout: [id],
    });
    expect((await separate(admin)).code).toBe('auth.separation-refused');
    expect((await sessionOf(admin)).separated).toBe(false);
  });

  it('needs its name typed out, ends the administrator, and has no way back', async () => {
    const trusted = await threeTrusted(admin);
    expect((await separate(admin, '是')).code).toBe('rest.invalid');
    expect((await separate(admin)).status).toBe(204);
    expect(await sessionOf(admin)).toMatchObject({ operator: { roles: [] }, rights: [], separated: true });
    const security = trusted['security-administrator'].client;
    expect((await separate(security)).code).toBe('auth.separation-refused');
    const { id } = (await sessionOf(admin)).operator;
    expect((await grant(security, id, ['administrator'])).code).toBe('auth.roles-refused');
    expect(await server.running.app.get(SetupService).needed()).toBe(false);
  });

  it('lets one make accounts, another grant, and neither both, nor oneself', async () => {
    const trusted = await threeTrusted(admin);
    await separate(admin);
    const [system, security] = [trusted['system-administrator'], trusted['security-administrator']];
    expect((await system.client.post('/api/operators', HOST)).code).toBe('auth.forbidden');
    const made = await system.client.post('/api/operators', { ...HOST, roles: [] });
    const { id } = made.body as OperatorInfo;
    expect((await grant(system.client, id, ['host'])).code).toBe('auth.forbidden');
    expect((await security.client.post('/api/operators', { ...HOST, login: 'other', roles: [] })).code).toBe(
      'auth.forbidden',
    );
    expect((await grant(security.client, id, ['host', 'scorekeeper'])).code).toBeNull();
    expect((await grant(security.client, security.id, ['security-administrator', 'bank-editor'])).code).toBe(
      'auth.roles-refused',
    );
    expect((await grant(security.client, system.id, ['system-administrator', 'arbiter'])).code).toBe(
      'auth.roles-refused',
    );
    expect((await grant(security.client, system.id, ['host'])).code).toBe('auth.roles-refused');
    expect((await system.client.delete(`/api/operators/${trusted.auditor.id}`)).code).toBe('auth.roles-refused');
  });

  it('leaves a disabled account nothing that could not be held any more', async () => {
    const former = await personWith(admin, 'shili.sun', ['administrator', 'auditor', 'arbiter']);
    await admin.delete(`/api/operators/${former.id}`);
    const trusted = await threeTrusted(admin);
    expect((await separate(admin)).status).toBe(204);
    await trusted['system-administrator'].client.post(`/api/operators/${former.id}/enable`, {});
    await former.client.signIn(former.login, PASSWORD);
    expect((await sessionOf(former.client)).operator.roles).toEqual([]);
  });

  it('keeps the server from starting where the database says that it was never on', async () => {
    await threeTrusted(admin);
    const watch = () => server.running.app.get(SeparationWatch).onModuleInit();
    const { writes } = server.running.app.get(Database);
    await expect(watch()).resolves.toBeUndefined();
    await separate(admin);
    await expect(watch()).resolves.toBeUndefined();
    await writes.run((manager) => manager.update(SettingEntity, { name: 'policy.separation' }, { value: 'simple' }));
    await expect(watch()).rejects.toThrow(UnfitDataError);
    await writes.run((manager) => manager.delete(SettingEntity, { name: 'policy.separation' }));
    await expect(watch()).rejects.toThrow(/三员分立.*服务器没有启动.*restore a backup/);
  });

  it('closes the sockets of everybody who loses a role by it, and of nobody else', async () => {
    const trusted = await threeTrusted(admin);
    const busy = await personWith(admin, 'shili.qian', ['administrator', 'bank-editor']);
    const ended: (string | null)[] = [];
    server.running.app.get(IdentityService).sessionEnded.subscribe(({ operatorId, sessionId }) => {
      ended.push(operatorId, sessionId);
    });
    const { id } = (await sessionOf(admin)).operator;
    await separate(admin);
    expect(ended.filter((one) => one !== null).sort()).toEqual([id, busy.id].sort());
    expect(ended.filter((one) => one === null)).toHaveLength(2);
    expect((await sessionOf(trusted.auditor.client)).operator.roles).toEqual(['auditor']);
  });

  it('is remembered when its entry has been pruned', async () => {
    await threeTrusted(admin);
    await separate(admin);
    const { app } = server.running;
    server.clock.skip(401 * 24 * 60 * MINUTE);
    // The last entry always stays; this one is young.
    await new RestClient(server.running.url).signIn('nobody', 'wrong');
    await app.get(HeadKeeper).note();
    expect(await app.get(AuditRetention).prune()).toBeGreaterThan(0);
    const { writes } = app.get(Database);
    const left = await writes.run((manager) =>
      manager.query(`SELECT action FROM audit_entry WHERE action LIKE 'policy.%'`),
    );
    expect(left).toEqual([]);
    await writes.run((manager) => manager.update(SettingEntity, { name: 'policy.separation' }, { value: 'simple' }));
    await expect(app.get(SeparationWatch).onModuleInit()).rejects.toThrow(UnfitDataError);
  });

  it('is switched on once by two who press at the same time', async () => {
    await threeTrusted(admin);
    const codes = (await Promise.all([separate(admin), separate(admin)])).map(({ code }) => code);
    expect(codes.filter((code) => code === null)).toHaveLength(1);
  });
});
