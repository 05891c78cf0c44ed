import { describe, expect, it } from '@jest/globals';
import { printHolidayLines, readHolidayLines } from './holiday-lines.js';

const WORDS = { off: '休', work: '班', to: '至' };

describe('lines of holidays', () => {
  it('are read as people write and paste them', () => {
    const text = [
      '2027-01-01 休 元旦',
      '2027年10月1日至2027年10月3日 放假 国庆节',
      '',
      '2027/2/7，班，春节',
      '２０２７-05-01 off 劳动节',
    ].join('\n');
    const { days, faults } = readHolidayLines(text);
    expect(faults).toEqual([]);
    expect(days.map(({ date, kind, name }) => `${date} ${kind} ${name}`)).toEqual([
      '2027-01-01 off 元旦',
      '2027-10-01 off 国庆节',
      '2027-10-02 off 国庆节',
      '2027-10-03 off 国庆节',
      '2027-02-07 work 春节',
      '2027-05-01 off 劳动节',
    ]);
  });

  it('that are not clear are named with their place', () => {
    const { days, faults } = readHolidayLines(
      '元旦放假\n2027-02-30 休 某节\n2027-01-01 休\n2027-10-07 至 2027-10-01 休 国庆节\n2027-01-01 至 2027-12-31 休 长假',
    );
    expect(days).toEqual([]);
    expect(faults.map(({ line, what }) => [line, what])).toEqual([
      [1, 'unclear'],
      [2, 'unclear'],
      [3, 'unclear'],
      [4, 'unclear'],
      [5, 'too-long'],
    ]);
  });

  it('come back as they were printed', () => {
    const { days } = readHolidayLines('2026-02-14 班 春节\n2026-02-15 至 2026-02-23 休 春节\n2026-02-28 班 春节');
    const printed = printHolidayLines([...days].reverse(), WORDS);
    expect(printed).toBe('2026-02-14 班 春节\n2026-02-15 至 2026-02-23 休 春节\n2026-02-28 班 春节');
    expect(readHolidayLines(printed).days).toEqual(days);
  });
});
