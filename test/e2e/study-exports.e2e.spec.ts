/** Files for handing in over REST: made in the background, fetched in pieces, without what must not leave the branch. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { unzipSync } from 'fflate';

import type { StudyExportInfo } from '../../src/protocol/study-export.js';
import type { ModeInfo } from '../../src/protocol/study-setup.js';
import { bodyOf } from '../support/contest-stage.js';
import { partsOfOffice } from '../support/office.js';
import type { RestClient } from '../support/rest-client.js';
import { studyStage, themeDay, type StudyStage } from '../support/study-desk.js';
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

async function made(body: object, client: RestClient = stage.secretary.operator): Promise<StudyExportInfo> {
  let info = await bodyOf<StudyExportInfo>(client.post(EXPORTS, { unitId: stage.branch, year: 2026, ...body }));
  while (info.state === 'running') info = await bodyOf<StudyExportInfo>(client.get(`${EXPORTS}/${info.id}`));
  return info;
}
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
    const info = await made({ kind: 'ledger-docx', unitId: top, below: true }, client);
    const { bytes } = await getFile(client, `${EXPORTS}/${info.id}/file`);
    const names = Object.keys(unzipSync(bytes)).toSorted();
    expect(names).toHaveLength(4);
    expect(names.every((name) => name.endsWith('.docx'))).toBe(true);
    expect(info.done).toBe(0);
  });

  it('are cards, a brief and a package as well', async () => {
    const cards = Object.keys(unzipSync(await fetched(await made({ kind: 'cards' }))));
    expect(cards).toEqual(['01-示例甲.docx', '02-示例乙.docx']);
    const brief = textOf(await fetched(await made({ kind: 'brief', month: 1 })));
    expect(brief).toContain('2026年1月学习情况简报');
    expect(brief).toContain('学习示例法');
    const body = { indicators: [{ number: '1.1', name: '学习', kinds: ['theme-day'], modes: [] }], pattern: '{indicator}-{date}-{title}-{name}', largestMb: 10 };
    const packed = Object.keys(unzipSync(await fetched(await made({ kind: 'package', package: body }))));
    expect(packed).toEqual(['00-索引.xlsx', '1.1-20260105-学习示例法-记录.docx']);
  }); // prettier-ignore

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
