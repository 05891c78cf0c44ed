import { describe, expect, it } from '@jest/globals';
import { barOptions, legendRows, lineOptions } from './trend-options.js';
import type { ChartLook } from './trend-options.js';

const LOOK: ChartLook = { ink: 'i', line: 'l', paper: 'p', series: ['a', 'b'], text: 14, font: 'f', width: 600 };

describe('the pictures of a trend', () => {
  it('do not move, tell modes apart by patterns too, and say what the table says', () => {
    const bars = barOptions(['1月', '2月'], [{ name: '领导领学', values: [0, 2] }, { name: '个人自学', values: [1, 1] }], LOOK); // prettier-ignore
    expect(bars).toMatchObject({
      animation: false,
      aria: { decal: { show: true } },
      xAxis: { data: ['1月', '2月'] },
      series: [{ name: '领导领学', data: [0, 2] }, { name: '个人自学', data: [1, 1] }],
    }); // prettier-ignore
    const line = lineOptions(['1月', '2月'], [null, 60], LOOK);
    expect(line).toMatchObject({ animation: false, yAxis: { min: 0, max: 100 }, series: [{ data: [null, 60] }] });
  });

  it('leave room for all the names', () => {
    const names = ['领导领学', '支部共学', '专家导学', '个人自学', '研讨践学'];
    expect(legendRows(names, { text: 14, width: 600 })).toBe(1);
    expect(legendRows(names, { text: 14, width: 300 })).toBe(3);
    expect(legendRows(names, { text: 28, width: 100 })).toBe(5);
  });
});
