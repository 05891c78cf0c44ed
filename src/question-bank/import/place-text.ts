import type { Place } from '../../core/question-bank/formats/reading.js';

/** Where something stands in a file, as people say it: 工作表“单选” B12, 第 7 行, 题号 3; empty where nothing is known. */
export function placeText({ file, sheet, cell, line, item }: Place): string {
  const parts = [
    file === undefined || file === '' ? '' : `文件“${file}”`,
    sheet === undefined || sheet === '' ? '' : `工作表“${sheet}”`,
    cell ?? '',
    line === undefined ? '' : `第 ${line} 行`,
    item === undefined ? '' : `题号 ${item}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}
