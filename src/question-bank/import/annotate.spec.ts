import { describe, expect, it } from '@jest/globals';

import { sheetOf } from '../../core/question-bank/formats/sheet.js';
import { annotateRows, annotateText, listOf, remarksOf, withoutRemarks } from './annotate.js';
import type { Look } from './look.js';

const LOOK: Look = {
  format: 'text',
  encoding: 'utf-8',
  read: 2,
  accepted: 1,
  rejected: [{ place: { line: 3 }, code: 'key.missing', message: '没有答案，请补上。', excerpt: '示例二' }],
  warnings: [
    { place: { line: 1 }, code: 'text.unclaimed', message: '这一行没有读取，请核对。' },
    { place: {}, code: 'feature.dropped', message: '字体没有读入，请核对。' },
  ],
  faults: 1,
  byKind: {},
  added: 0,
  revised: [{ place: { line: 1 }, excerpt: '示例一', itemKey: 'own-a-00002' }],
  repeated: [],
  unchanged: 0,
  similar: [{ place: { line: 3 }, stem: '示例二', other: '示例三', otherKey: 'own-a-00001' }],
  preview: [],
};

describe('remarks in a text', () => {
  const text = '示例一\r\n答案：A\r\n示例二\r\n';

  it('stand above their lines, and the next import passes over them', () => {
    const written = annotateText(text, remarksOf(LOOK), 'text');
    expect(written.split('\r\n')).toEqual([
      '【导入提示】请核对：这一行没有读取，请核对。',
      '【导入提示】请核对：字体没有读入，请核对。',
      '示例一',
      '答案：A',
      '【导入提示】未读入：没有答案，请补上。',
      '示例二',
      '',
    ]);
    expect(
      withoutRemarks(written)
        .split('\r\n')
        .filter((line) => line !== ''),
    ).toEqual(['示例一', '答案：A', '示例二']);
  });

  it('are comments in GIFT', () => {
    expect(annotateText('示例{T}', remarksOf({ ...LOOK, rejected: [] }), 'gift')).toMatch(/^\/\/ 【导入提示】/u);
  });
});

it('remarks in a table stand in a column of their own', () => {
  const rejected = [{ place: { cell: 'A2' }, code: 'key.missing', message: '没有答案，请补上。' }];
  const { rows } = annotateRows(
    sheetOf('', [
      ['题干', '答案'],
      ['示例', ''],
      ['示例二', 'A'],
    ]),
    remarksOf({ rejected, warnings: [] }),
  );
  expect(rows.map(({ cells }) => [...cells.values()].map(({ text }) => text))).toEqual([
    ['题干', '答案', '【导入提示】'],
    ['示例', '未读入：没有答案，请补上。'],
    ['示例二', 'A'],
  ]);
});

it('the list has every problem with its place', () => {
  const sheets = listOf(LOOK, '示例.pdf').map(({ name, rows }) => [
    name,
    rows.map(({ cells }) => [...cells.values()].map(({ text }) => text)),
  ]);
  expect(sheets).toMatchObject([
    [
      '概要',
      expect.arrayContaining([
        ['文件', '示例.pdf'],
        ['不能读入', '1'],
      ]),
    ],
    [
      '问题',
      [
        ['结果', '位置', '说明', '原文', '代码'],
        ['未读入', '第 3 行', '没有答案，请补上。', '示例二', 'key.missing'],
        ['请核对', '第 1 行', expect.any(String), 'text.unclaimed'],
        ['请核对', expect.any(String), 'feature.dropped'],
      ],
    ],
    ['已有的题目', [expect.any(Array), ['更新', '第 1 行', '示例一', 'own-a-00002']]],
    ['相近的题目', [expect.any(Array), ['第 3 行', '示例二', '示例三', 'own-a-00001']]],
  ]);
});
