import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { addDays } from '../../core/study/day.js';
import { printCalendar, type CalendarEntry } from './icalendar.js';

const SAMPLE: CalendarEntry = {
  uid: 'reading-week-2026-04-20@xuesai',
  summary: '全民阅读活动周',
  description: '书香机关启动；荐书, 分享会\n第二行\\反斜杠; 完',
  from: '2026-04-20',
  to: '2026-04-26',
  changedAt: Date.UTC(2026, 0, 1, 2, 3, 4),
};

/** RFC 5545, 3.1: lines end in CRLF and hold at most 75 octets; a blank begins what goes on. */
function unfolded(text: string): readonly string[] {
  expect(text.endsWith('\r\n')).toBe(true);
  const lines = text.slice(0, -2).split('\r\n');
  for (const line of lines) {
    expect(line).not.toMatch(/[\r\n]/);
    expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    // A line cut within a character would not be UTF-8 by itself.
    expect(Buffer.from(line).toString()).toBe(line);
  }
  return lines.join('\r\n').replaceAll('\r\n ', '').split('\r\n');
}

/** RFC 5545, 3.3.11. */
const unescaped = (value: string): string =>
  value.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign.toLowerCase() === 'n' ? '\n' : sign));
const valueOf = (lines: readonly string[], name: string): string =>
  unescaped(lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1) ?? 'missing');

describe('iCalendar', () => {
  it('has the parts that RFC 5545 asks for, with whole days and the day after as the end', () => {
    const lines = unfolded(printCalendar('示例日历', [SAMPLE]));
    expect(lines[0]).toBe('BEGIN:VCALENDAR');
    expect(lines.at(-1)).toBe('END:VCALENDAR');
    for (const line of [
      'VERSION:2.0',
      'PRODID:-//Xuesai//Study calendar//ZH',
      'NAME:示例日历',
      'REFRESH-INTERVAL;VALUE=DURATION:P1D',
      'BEGIN:VEVENT',
      'UID:reading-week-2026-04-20@xuesai',
      'DTSTAMP:20260101T020304Z',
      'DTSTART;VALUE=DATE:20260420',
      'DTEND;VALUE=DATE:20260427',
      'SUMMARY:全民阅读活动周',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it('escapes what has a meaning and folds by octets: every text comes back', () => {
    const lines = unfolded(printCalendar('示例', [SAMPLE]));
    expect(
      lines.some((line) => line.startsWith('DESCRIPTION:书香机关启动；荐书\\, 分享会\\n第二行\\\\反斜杠\\; 完')),
    ).toBe(true);
    const sign = fc.constantFrom('书', '，', '😀', ';', ',', '\\', '\n', ' ', 'a', ':', '"', 'ﾊ', '=');
    const texts = fc.string({ unit: sign, maxLength: 200 });
    fc.assert(
      fc.property(texts, texts, (summary, description) => {
        const printed = unfolded(printCalendar('示例', [{ ...SAMPLE, summary, description }]));
        expect(valueOf(printed, 'SUMMARY')).toBe(summary);
        if (description !== '') expect(valueOf(printed, 'DESCRIPTION')).toBe(description);
      }),
    );
  });

  it('puts every event into the one calendar, in their order', () => {
    const entries = Array.from({ length: 40 }, (_, index) => {
      const day = addDays('2026-01-01', index * 9);
      return { ...SAMPLE, uid: `e${index}@xuesai`, from: day, to: day };
    });
    const uids = unfolded(printCalendar('示例', entries)).filter((line) => line.startsWith('UID:'));
    expect(uids).toEqual(entries.map(({ uid }) => `UID:${uid}`));
  });
});
