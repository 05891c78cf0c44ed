/** Many entries at once: the same rules, line by line, and the same again changes nothing. */
import 'reflect-metadata';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import type { BulkEntry } from '../../src/protocol/study-bulk.js';
import { verifyLog } from '../support/audit-terminal.js';
import { rowsOf, studyStage, type StudyStage } from '../support/study-desk.js';
import { postFile } from '../support/upload.js';

let stage: StudyStage;
beforeAll(async () => {
  stage = await studyStage();
}, 60_000);
afterAll(() => stage.server.close());

const line = (at: number, over: Partial<BulkEntry> = {}): BulkEntry => ({
  sourceId: `示例-${at}`,
  unit: '01010101',
  kind: 'theme-day',
  onDate: '2026-01-02',
  title: `示例导入${at}`,
  modes: ['branch'],
  record: { host: '示例', recorder: '示例', agenda: '示例', contents: '示例' },
  present: ['S1'],
  absent: [{ person: 'S2', reason: 'official', madeUpOn: '2026-01-03', madeUpChannel: 'home', madeUpForm: 'audio' }],
  ...over,
});
const count = async () => (await rowsOf(stage.server, `SELECT id FROM study_entry`)).length;

describe('a bulk load', () => {
  it('looks without writing, writes, and finds everything there when it comes again', async () => {
    const lines = [
      line(1),
      line(2, { status: 'locked' }),
      line(3, { unit: stage.branch, status: 'draft', record: {} }),
    ];
    expect(await stage.secretary.bulk(lines, true)).toMatchObject({ created: 3, rejected: 0, loaded: false });
    expect(await count()).toBe(0);
    const first = await stage.secretary.bulk(lines);
    expect(first).toMatchObject({ created: 3, present: 0, rejected: 0, loaded: true });
    const again = await stage.secretary.bulk(lines);
    expect(again).toMatchObject({ created: 0, present: 3 });
    expect(again.rows.map(({ id }) => id)).toEqual(first.rows.map(({ id }) => id));
    expect(await count()).toBe(3);
    const [, locked] = first.rows;
    expect(await stage.secretary.entry(locked?.id ?? '')).toMatchObject({
      status: 'locked',
      source: 'bulk',
      expected: 2,
      present: 1,
      modes: [{ id: 'branch', label: '支部共学' }],
      attendance: [
        { name: '示例甲', state: 'present' },
        { name: '示例乙', state: 'absent', reason: 'official', madeUpForm: 'audio' },
      ],
    });
    expect((await verifyLog(stage.server.dataDir)).findings).toEqual([]);
  });

  it('tells of each line why it cannot be taken, and takes the others', async () => {
    const report = await stage.secretary.bulk([
      line(10),
      '{"sourceId": "x"',
      line(11, { unit: '010102' }),
      line(12, { present: ['S5'] }),
      line(13, { record: { host: '示例' } }),
      line(10),
      line(14, { kind: 'picnic' as never }),
      line(15, { present: ['S1', 'S1'] }),
      line(16, { modes: ['none'] }),
      '[]',
      '{"sourceId":"a","unit":"01010101","__proto__":1}',
    ]);
    expect(report).toMatchObject({ created: 1, rejected: 10 });
    expect(report.rows.map(({ faults }) => faults[0]?.path)).toEqual([
      undefined,
      '',
      'unit',
      expect.stringMatching(/^attendance\..+\.personId$/),
      'record.recorder',
      'sourceId',
      'kind',
      'present.1',
      'modes',
      '',
      '',
    ]);
    for (const { faults } of report.rows) for (const { message } of faults) expect(message).toMatch(/。$/);
  });

  it('approves for those who may, and is held to a number of lines', async () => {
    const approved = await stage.admin.bulk([line(20, { status: 'approved', person: 'S1', kind: 'self-study', modes: ['self'], present: [], absent: [], record: { item: '示例', 'declared-hours': 2, insight: '示例' } })]); // prettier-ignore
    expect(approved).toMatchObject({ created: 1 });
    expect(await stage.admin.entry(approved.rows[0]?.id ?? '')).toMatchObject({
      status: 'approved',
      personName: '示例甲',
    });
    const path = '/api/study/entries/bulk?dryRun=false';
    const many = Array.from({ length: 501 }, (_, at) => JSON.stringify(line(at))).join('\n');
    for (const bytes of [many, '']) {
      const refused = await postFile(stage.admin.operator, path, { bytes });
      expect(refused.body).toMatchObject({ error: { code: 'study.entry-rejected', details: [{ path: 'lines' }] } });
    }
  });

  it('of 500 lines with people is written in one call', async () => {
    const lines = Array.from({ length: 500 }, (_, at) => line(1000 + at, { status: 'approved' }));
    expect(await stage.admin.bulk(lines)).toMatchObject({ created: 500, rejected: 0 });
    expect((await stage.admin.list('limit=200&q=示例导入1')).entries).toHaveLength(200);
  });
});
