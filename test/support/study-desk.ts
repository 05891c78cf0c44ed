/** The study log over REST: a small organisation, an administrator, and secretaries of its branches. */
import { setTimeout as pause } from 'node:timers/promises';

import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { BulkEntry, BulkReport } from '../../src/protocol/study-bulk.js';
import type { StudySetup } from '../../src/protocol/study-setup.js';
import type { StudyExportInfo } from '../../src/protocol/study-export.js';
import type { EntryInfo, EntryPage, EntryPatch, NewEntryBody, UnitMember } from '../../src/protocol/study.js';
import { InProcessServer, type Env } from './contest-server.js';
import { bodyOf } from './contest-stage.js';
import { PASSWORD } from './identity-server.js';
import { newOperator } from './operators.js';
import { OrganisationDesk, SAMPLE_ROSTER } from './organisation-desk.js';
import { RestClient, type RestAnswer } from './rest-client.js';
import { postFile } from './upload.js';

const ENTRIES = '/api/study/entries';
const EXPORTS = '/api/study/exports';
const LOOK_EVERY_MS = 20;

export class StudyDesk {
  constructor(readonly operator: RestClient) {}

  setup(on?: string): Promise<StudySetup> {
    return bodyOf(this.operator.get(`/api/study/setup${on === undefined ? '' : `?on=${on}`}`));
  }

  members(unitId: string, on: string): Promise<UnitMember[]> {
    return bodyOf(this.operator.get(`/api/study/units/${unitId}/members?on=${on}`));
  }

  list(query = ''): Promise<EntryPage> {
    return bodyOf(this.operator.get(`${ENTRIES}?${query}`));
  }

  entry(id: string): Promise<EntryInfo> {
    return bodyOf(this.operator.get(`${ENTRIES}/${id}`));
  }

  create(body: NewEntryBody): Promise<EntryInfo> {
    return bodyOf(this.operator.post(ENTRIES, body));
  }

  patch(id: string, baseVersion: number, patch: EntryPatch): Promise<RestAnswer> {
    return this.operator.send('PATCH', `${ENTRIES}/${id}`, { body: { baseVersion, patch } });
  }

  step(id: string, step: string, body: unknown = {}): Promise<RestAnswer> {
    return this.operator.post(`${ENTRIES}/${id}/${step}`, body);
  }

  /** Submitted, approved and locked. */
  async lock(id: string): Promise<EntryInfo> {
    await bodyOf(this.step(id, 'submit'));
    await bodyOf(this.step(id, 'approve'));
    return bodyOf(this.step(id, 'lock'));
  }

  bulk(lines: readonly (BulkEntry | string)[], dryRun = false): Promise<BulkReport> {
    const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
    return bodyOf(postFile(this.operator, `${ENTRIES}/bulk?dryRun=${dryRun}`, { bytes: text }));
  }
}

export interface StudyStage {
  readonly server: InProcessServer;
  readonly admin: StudyDesk;
  readonly organisation: OrganisationDesk;
  /** Secretary of 示例甲局 第一支部, and of 示例乙局. */
  readonly secretary: StudyDesk;
  readonly other: StudyDesk;
  readonly branch: string;
  readonly office: string;
  /** The two of the branch, by their names. */
  readonly people: Readonly<Record<'甲' | '乙', string>>;
}

export async function studyStage(env: Env = {}): Promise<StudyStage> {
  const server = await InProcessServer.start(env);
  const operator = new RestClient(server.url);
  const administrator = { login: 'shili.admin', displayName: '示例管理员', password: PASSWORD };
  await bodyOf(operator.keepSession(operator.post('/api/setup', { token: server.setupToken, ...administrator })));
  const organisation = new OrganisationDesk(operator);
  await organisation.load(SAMPLE_ROSTER);
  const branch = (await organisation.unit('示例甲局 第一支部')).id;
  const office = (await organisation.unit('示例乙局')).id;
  const { people } = await organisation.people('示例甲局 第一支部');
  const named = (name: string) => people.find((person) => person.name === name)?.id ?? '';
  return {
    server,
    organisation,
    admin: new StudyDesk(operator),
    secretary: await secretaryOf(operator, 'shili.one', branch),
    other: await secretaryOf(operator, 'shili.other', office),
    branch,
    office,
    people: { 甲: named('示例甲'), 乙: named('示例乙') },
  };
}

/** A secretary of a unit, made by an administrator and signed in. */
export async function secretaryOf(by: RestClient, login: string, unitId: string): Promise<StudyDesk> {
  const account = { login, displayName: `示例书记${login}`, password: PASSWORD, roles: [] };
  const { id } = await newOperator(by, account);
  await bodyOf(by.send('PUT', `/api/operators/${id}/roles`, { body: { roles: ['branch-secretary'], unitId } }));
  const client = new RestClient(by.url);
  await client.signIn(login, PASSWORD);
  return new StudyDesk(client);
}

/** Days go by, and everybody signs in again. */
export async function letPass({ server, admin, secretary, other }: StudyStage, ms: number): Promise<void> {
  server.clock.skip(ms);
  const all = { 'shili.admin': admin, 'shili.one': secretary, 'shili.other': other };
  for (const [login, desk] of Object.entries(all)) await bodyOf(desk.operator.signIn(login, PASSWORD));
}

/** Rows as they stand, for what no route shows. */
export const rowsOf = (server: InProcessServer, sql: string, values: readonly unknown[] = []) =>
  server.app.get(WriteQueue).run((manager) => manager.query(sql, [...values])) as Promise<Record<string, unknown>[]>;

/** A theme day on which all that its mode asks for is written down. */
export const themeDay = (
  unitId: string,
  people: readonly string[],
  over: Partial<NewEntryBody> = {},
): NewEntryBody => ({
  unitId,
  kind: 'theme-day',
  onDate: '2026-01-05',
  title: '示例主题党日',
  modes: ['branch'],
  minutes: 90,
  record: { host: '示例主持', recorder: '示例记录', agenda: '示例议题', contents: '示例学习内容' },
  attendance: people.map((personId) => ({ personId, state: 'present' as const })),
  ...over,
});

/**
 * Has files made and waits until they are, or could not be. They are made at low priority: a test that asked without a
 * pause would keep the processor from what it waits for.
 */
export async function exported(operator: RestClient, body: object): Promise<StudyExportInfo> {
  let info = await bodyOf<StudyExportInfo>(operator.post(EXPORTS, body));
  while (info.state === 'running') {
    await pause(LOOK_EVERY_MS);
    info = await bodyOf<StudyExportInfo>(operator.get(`${EXPORTS}/${info.id}`));
  }
  return info;
}
