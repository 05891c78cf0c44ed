import { describe, expect, it } from '@jest/globals';
import type { OwnReading } from '@protocol/own-reading.js';
import { fromLine, progressLine } from './campaign-words.js';

/** Keys and values as they are asked for. */
const say = (key: string, values: Record<string, unknown> = {}): string => `${key} ${Object.values(values).join(' ')}`;
const READING: OwnReading = { format: 'audio', progress: 40, page: null, pages: null, minutes: 0, finishedOn: null };

describe('words of a campaign', () => {
  it('name who organises it and its days with their years', () => {
    const campaign = { id: 'c', name: '示例', unitPath: ['示例省', '示例局'], fromDate: '2026-11-01', toDate: '2027-02-28', phase: 'running', joined: true, mayJoin: false, records: true, begunBooks: 0, finishedBooks: 0 } as const; // prettier-ignore
    const line = fromLine(campaign, say, 'zh-CN');
    for (const part of ['示例局', '2026年11月1日', '2027年2月28日', 'reading.phases.running'])
      expect(line).toContain(part);
    expect(line).not.toContain('示例省');
  });

  it('say how far somebody is as they count it themselves', () => {
    const line = (reading: OwnReading | null) => progressLine(reading, say, 'zh-CN');
    expect(line(null)).toContain('notBegun');
    expect(line(READING)).toMatch(/progress .*audio.* 40/);
    expect(line({ ...READING, page: 60, pages: 150 })).toMatch(/pages .*audio.* 60 150/);
    expect(line({ ...READING, progress: 100, finishedOn: '2026-05-10' })).toMatch(/finished .*2026年5月10日/);
  });
});
