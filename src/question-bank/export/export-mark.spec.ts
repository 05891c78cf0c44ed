import { expect, it } from '@jest/globals';
import { exportMark } from './export-mark.js';

const AT = new Date(2026, 0, 2, 3, 4).getTime();

it('says who took something out, when, and under which number, in one line', () => {
  expect(exportMark({ by: '示例主持人', at: AT, id: '0198' })).toBe(
    '由 示例主持人 于 2026年1月2日 03:04 导出 · 批号 0198',
  );
  expect(exportMark({ by: '示例\n# 主持人\u2028', at: AT, id: '1' })).toBe(
    '由 示例 # 主持人 于 2026年1月2日 03:04 导出 · 批号 1',
  );
});
