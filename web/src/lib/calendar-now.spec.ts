import { describe, expect, it } from '@jest/globals';

import { calendarNow } from './calendar-now.js';

describe('the year and the month', () => {
  it('begin at midnight of the organisation, not of the device', () => {
    const newYear = Date.UTC(2025, 11, 31, 16);
    expect(calendarNow(newYear)).toEqual({ year: 2026, month: 1 });
    expect(calendarNow(newYear - 1)).toEqual({ year: 2025, month: 12 });
  });
});
