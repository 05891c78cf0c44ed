/** Files for handing in over REST: made in the background, fetched in pieces, without what must not leave the branch. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';

import { OrganisationService } from '../../src/organisation/organisation.service.js';
import { WriteQueue } from '../../src/platform/database/write-queue.js';
import type { StudyExportInfo } from '../../src/protocol/study-export.js';
import type { EntryInfo } from '../../src/protocol/study.js';
import type { ModeInfo } from '../../src/protocol/study-setup.js';
import { bodyOf } from '../support/contest-stage.js';
import { partsOfOffice } from '../support/office.js';
import type { RestClient } from '../support/rest-client.js';
import { exported, letPass, rowsOf, studyStage, themeDay, type StudyStage } from '../support/study-desk.js';
import { getFile } from '../support/upload.js';

const EXPORTS = '/api/study/exports';

let stage: StudyStage;
beforeAll(async () => {
  stage = await studyStage();
  const attendance = [
    { personId: stage.people.甲, state: 'present' as const },
    { personId: stage.people.乙, state: 'absent' as const, reason: 'sick' as const, madeUpOn: '2026-01-05', madeUpChannel: 'home' as const, madeUpForm: 'audio' as const },
  ];
  const entry = await stage.secretary.create(themeDay(stage.branch, [], { attendance, title: '学习示例法', modes: ['branch', 'guide'] , record: { host: '示例主持', recorder: '示例记录', agenda: '示例议题', contents: '示例学习内容', speaker: '示例主讲', 'speaker-unit': '示例单位' } }));
  await stage.secretary.lock(entry.id);
}, 60_000); // prettier-ignore
afterAll(() => stage.server.close());

const made = (body: object, client: RestClient = stage.secretary.operator): Promise<StudyExportInfo> =>
  exported(client, { unitId: stage.branch, year: 2026, ...body });
const fetched = async (info: StudyExportInfo) => (await getFile(stage.secretary.operator, `${EXPORTS}/${info.id}/file`)).bytes; // prettier-ignore
const textOf = (bytes: Uint8Array) => [...partsOfOffice(bytes).values()].join('\n');

describe('files for handing in', () => {
  it.each(['ledger-xlsx', 'ledger-docx'])('hold the year as %s, without reasons and without who was absent', async (kind) => {
    const info = await made({ kind });
    expect(info).toMatchObject({ state: 'done', fileName: expect.stringContaining('2026年度学习台账') });
    const text = textOf(await fetched(info));
    for (const word of ['支部共学', '专家导学', '学习示例法', '应到2', '实到1', '补学1', '示例主讲']) expect(text).toContain(word);
    for (const word of ['病假', 'sick', '示例乙', stage.people.乙]) expect(text).not.toContain(word);
  }); // prettier-ignore

  it('call a field as its mode did on that day, and say of a corrected list nothing but that it was corrected', async () => {
    const { secretary, admin, branch, people } = stage;
    const evidence = (await secretary.setup()).modes.find(({ id }) => id === 'branch')?.evidence ?? [];
    const homework = { key: 'homework', label: '会后作业', input: 'line', source: 'record', required: false };
    await bodyOf(admin.operator.send('PATCH', '/api/study/modes/branch', { body: { evidence: [...evidence, homework] } })); // prettier-ignore
    const body = themeDay(branch, [people.甲, people.乙], { kind: 'group-meeting', title: '示例作业' });
    const { id } = await secretary.create({ ...body, record: { ...body.record, homework: '示例心得' } });
    const { version } = await secretary.lock(id);
    const correct = async (baseVersion: number, patch: object, reason: string) =>
      bodyOf<EntryInfo>(secretary.step(id, 'corrections', { baseVersion, patch, reason }));
    const once = await correct(version, { attendance: [{ personId: people.乙, state: 'absent', reason: 'sick' }] }, '示例乙当天请病假'); // prettier-ignore
    await correct(once.version, { record: { homework: '示例体会' } }, '示例笔误');
    const text = textOf(await fetched(await made({ kind: 'ledger-xlsx' })));
    for (const word of ['会后作业：示例体会', '更正1：出席名单', '更正2：会后作业（理由：示例笔误）']) expect(text).toContain(word); // prettier-ignore
    for (const word of ['homework', '请病假']) expect(text).not.toContain(word);
  });

  it('go on where a download broke off', async () => {
    const info = await made({ kind: 'ledger-xlsx' });
    const whole = await fetched(info);
    expect(whole).toHaveLength(info.bytes ?? -1);
    const { url, cookie } = stage.secretary.operator;
    const rest = await fetch(`${url}${EXPORTS}/${info.id}/file`, { headers: { Cookie: cookie ?? '', Range: 'bytes=100-' } }); // prettier-ignore
    expect(rest.status).toBe(206);
    expect(rest.headers.get('content-range')).toBe(`bytes 100-${whole.length - 1}/${whole.length}`);
    expect(new Uint8Array(await rest.arrayBuffer())).toEqual(whole.slice(100));
    const never = await fetch(`${url}${EXPORTS}/${info.id}/file`, { headers: { Cookie: cookie ?? '', Range: `bytes=${whole.length + 5}-` } }); // prettier-ignore
    expect(never.status).toBe(416);
  });

  it('say that the same was asked for not long ago', async () => {
    const info = await made({ kind: 'ledger-docx' });
    expect(info.askedBefore).not.toBeNull();
  });

  it('of everything below a unit are one archive, a file a branch', async () => {
    const top = (await stage.organisation.unit('示例省')).id;
    const client = stage.admin.operator;
    const held = await stage.admin.create(themeDay(top, Object.values(stage.people), { title: '示例全省学习' }));
    await stage.admin.lock(held.id);
    const info = await made({ kind: 'ledger-docx', unitId: top, below: true }, client);
    const { bytes } = await getFile(client, `${EXPORTS}/${info.id}/file`);
    const names = Object.keys(unzipSync(bytes)).toSorted();
    // Four with people of their own, and the province itself, which has none and met all the same.
    expect(names).toHaveLength(5);
    expect(names.every((name) => name.endsWith('.docx'))).toBe(true);
    expect(info.done).toBe(0);
  });

  it('are cards, a brief and a package as well', async () => {
    const cards = unzipSync(await fetched(await made({ kind: 'cards' })));
    expect(Object.keys(cards)).toEqual(['01-示例甲.docx', '02-示例乙.docx']);
    // In no ledger of hours, and with all that they learned, also at the unit above.
    const card = textOf(cards['02-示例乙.docx'] ?? new Uint8Array());
    for (const word of ['没有纳入学时台账', '学习示例法', '补学', '示例全省学习', '支部共学']) expect(card).toContain(word); // prettier-ignore
    const brief = textOf(await fetched(await made({ kind: 'brief', month: 1 })));
    expect(brief).toContain('2026年1月学习情况简报');
    expect(brief).toContain('学习示例法');
    const body = { indicators: [{ number: '1.1', name: '学习', kinds: ['theme-day'], modes: [] }], pattern: '{indicator}-{date}-{title}-{name}', largestMb: 10 };
    const packed = Object.keys(unzipSync(await fetched(await made({ kind: 'package', package: body }))));
    expect(packed).toEqual(['00-索引.xlsx', '1.1-20260105-学习示例法-记录.docx']);
  }); // prettier-ignore

  it('say of hours that somebody gave that they were given, and of no rule', async () => {
    const { operator } = stage.secretary;
    const ledgers = [{ ledger: 'cadre', track: 'year', fromYear: 2026, toYear: null }];
    const people = [{ personId: stage.people.甲, before: [], ledgers }];
    await bodyOf(operator.send('PUT', `/api/study/hours/units/${stage.branch}/ledgers`, { body: { people } }));
    const award = { personId: stage.people.甲, ledger: 'cadre', title: '示例进修', onDate: '2026-01-02', hundredths: 400, key: 'award-key-1' }; // prettier-ignore
    await bodyOf(operator.post('/api/study/hours/awards', award));
    const cards = unzipSync(await fetched(await made({ kind: 'cards' })));
    const card = textOf(cards['01-示例甲.docx'] ?? new Uint8Array());
    for (const word of ['示例进修', '单独认定']) expect(card).toContain(word);
    expect(card).not.toContain('规则认定');
  });

  it('want what they need, and go to nobody of another branch', async () => {
    const { operator } = stage.secretary;
    expect((await operator.post(EXPORTS, { kind: 'brief', unitId: stage.branch, year: 2026 })).code).toBe('study.export-rejected'); // prettier-ignore
    expect((await operator.post(EXPORTS, { kind: 'ledger', unitId: stage.branch, year: 2026 })).code).toBe('rest.invalid'); // prettier-ignore
    const [info] = await bodyOf<StudyExportInfo[]>(operator.get(`${EXPORTS}?unitId=${stage.branch}`));
    expect((await stage.other.operator.get(`${EXPORTS}/${info?.id}`)).code).toBe('study.export-unknown');
    expect((await stage.other.operator.get(`${EXPORTS}/${info?.id}/file`)).code).toBe('study.export-unknown');
    expect((await stage.other.operator.get(`${EXPORTS}?unitId=${stage.branch}`)).code).toBe('unit.unknown');
    expect((await stage.other.operator.post(EXPORTS, { kind: 'cards', unitId: stage.branch, year: 2026 })).code).toBe('unit.unknown'); // prettier-ignore
  });

  it('keep the names of their time when a mode is called otherwise from then on', async () => {
    const client = stage.admin.operator;
    const day = 24 * 60 * 60_000;
    await stage.server.clock.advance(40 * day);
    await client.signIn('shili.admin', 'orbit lantern gravel mint');
    const modes = await bodyOf<ModeInfo[]>(client.get('/api/study/modes'));
    const guide = modes.find(({ id }) => id === 'guide')?.revisions[0];
    await bodyOf(client.send('PATCH', '/api/study/modes/guide', { body: { name: '送学', meaning: guide?.meaning, evidence: guide?.evidence } }));
    const january = await made({ kind: 'brief', month: 1 }, client);
    const { bytes } = await getFile(client, `${EXPORTS}/${january.id}/file`);
    expect(textOf(bytes)).toContain('专家导学');
    expect(textOf(bytes)).not.toContain('（二）送学');
    const year = await made({ kind: 'ledger-docx' }, client);
    const text = textOf((await getFile(client, `${EXPORTS}/${year.id}/file`)).bytes);
    expect(text).toContain('送学');
    expect(text).toContain('时称专家导学');
  }); // prettier-ignore

  it('are forgotten after a week', async () => {
    const client = stage.admin.operator;
    const info = await made({ kind: 'cards' }, client);
    await stage.server.clock.advance(8 * 24 * 60 * 60_000);
    await client.signIn('shili.admin', 'orbit lantern gravel mint');
    await made({ kind: 'cards' }, client);
    expect((await client.get(`${EXPORTS}/${info.id}/file`)).code).toBe('study.export-unknown');
  });
});

describe('files that name somebody who was erased', () => {
  const server = () => stage.server;
  const ofBoth = async () => [
    await made({ kind: 'cards' }),
    await made({ kind: 'ledger-docx', below: true, unitId: (await stage.organisation.unit('示例省')).id }, stage.admin.operator),
  ]; // prettier-ignore

  it('are gone at once, with the reason, also above; those of others stay, and new ones are without the name', async () => {
    await letPass(stage, 0);
    const { secretary, people } = stage;
    const named = { record: { host: '示例甲', recorder: '示例记录', agenda: '示例议题', contents: '示例甲乙学习' } };
    const entry = await secretary.create(
      themeDay(stage.branch, [people.甲, people.乙], { title: '示例更正', ...named }),
    );
    const { version } = await secretary.lock(entry.id);
    const reason = '示例：登记示例甲的补学';
    await bodyOf(secretary.step(entry.id, 'corrections', { baseVersion: version, patch: { minutes: 60 }, reason }));
    const gone = await ofBoth();
    const stays = await made({ kind: 'ledger-xlsx', unitId: stage.office }, stage.other.operator);
    const organisation = server().app.get(OrganisationService);
    await server().app.get(WriteQueue).run((manager) => organisation.erase(manager, stage.people.甲, server().clock.now())); // prettier-ignore
    const { operator } = stage.admin;
    for (const { id } of gone) {
      const now = await bodyOf<StudyExportInfo>(operator.get(`${EXPORTS}/${id}`));
      expect([now.state, now.reason]).toEqual(['failed', 'erased']);
      expect((await operator.get(`${EXPORTS}/${id}/file`)).code).toBe('study.export-unknown');
    }
    expect(await bodyOf(stage.other.operator.get(`${EXPORTS}/${stays.id}`))).toMatchObject({ state: 'done', reason: null }); // prettier-ignore
    const folder = join(server().dataDir, 'study-exports');
    const left = async () => (await readdir(folder)).filter((name) => gone.some(({ id }) => id === name));
    while ((await left()).length > 0) await new Promise((next) => setImmediate(next));
    expect(await readdir(folder)).toContain(stays.id);
    const names = Object.keys(unzipSync(await fetched(await made({ kind: 'cards' }))));
    expect(names).toEqual(['01-示例乙.docx']);
    const text = textOf(await fetched(await made({ kind: 'ledger-xlsx' })));
    expect(['登记已注销人员的补学', '示例甲的补学'].map((word) => text.includes(word))).toEqual([true, false]);
    const minutes = await rowsOf(server(), `SELECT record, title FROM study_entry WHERE title = '示例更正'`);
    expect(JSON.stringify(minutes)).toContain('已注销人员');
    expect(JSON.stringify(minutes)).not.toContain('示例甲\\"');
    expect(JSON.stringify(minutes)).toContain('示例甲乙学习');
    expect(JSON.stringify(await rowsOf(server(), `SELECT note FROM audit_note`))).not.toContain('示例甲的补学');
  });
});
