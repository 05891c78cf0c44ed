import { describe, expect, it } from '@jest/globals';
import { computed, dated, merged, sheet, type Content } from '../../../../../test/support/sheets.js';
import type { Reading } from '../reading.js';
import type { Sheet } from '../sheet.js';
import { readTables } from './read-tables.js';

type Rows = readonly (readonly Content[])[];

/** Stem, choices and key of each item as one line. */
function brief({ items }: Reading): string[] {
  return items.map(({ item }) => {
    const choices = 'choices' in item ? item.choices.map(({ id, text }) => `${id}${text}`).join(' ') : '';
    const key = item.correctResponse === undefined ? '?' : JSON.stringify(item.correctResponse).replaceAll('"', '');
    return [item.kind === 'choice' ? item.select : item.kind, item.stem, choices, key].filter(Boolean).join(' | ');
  });
}

const reading = (...sheets: readonly Sheet[]): Reading => readTables(sheets);
const codes = (problems: Reading['rejected']) =>
  problems.map(({ code, place }) => `${place.cell ?? ''} ${code}`.trim());

describe('readTables: headings', () => {
  it.each<[string, Rows, string[]]>([
    [
      '题型, 题干, 选项A …',
      [
        ['题型', '题干', '选项A', '选项B', '选项C', '答案'],
        ['单选题', '示例一是', '甲', '乙', '丙', 'B'],
        ['多选题', '示例二有', '甲', '乙', '丙', 'A、C'],
        ['判断题', '示例三', '', '', '', '错'],
        ['填空题', '示例四是____', '', '', '', '四;肆'],
        ['简答题', '示例五', '', '', '', '示例要点'],
      ],
      [
        'single | 示例一是 | A甲 B乙 C丙 | B',
        'multiple | 示例二有 | A甲 B乙 C丙 | [A,C]',
        'true-false | 示例三 | false',
        'fill-in | 示例四是____ | [[四,肆]]',
        'short-answer | 示例五 | 示例要点',
      ],
    ],
    [
      'decorated and bare headings',
      [
        ['*题目内容（必填）', '(A)', '选 项 B', 'C项', '正确答案\n（填字母）'],
        ['示例一', '甲', '乙', '丙', 'AC'],
      ],
      ['multiple | 示例一 | A甲 B乙 C丙 | [A,C]'],
    ],
    [
      'English',
      [
        ['', 'Question', 'A', 'B', 'Answer', 'Explanation', 'level'],
        ['0', 'Sample one', 'x', 'y', 'B', 'because', 'easy'],
      ],
      ['single | Sample one | Ax By | B'],
    ],
    [
      'titles above and choices of one merged heading',
      [
        ['示例单位知识竞赛题库', merged('示例单位知识竞赛题库')],
        ['题号', '题目', '选项', merged('选项'), merged('选项'), '标准答案'],
        [merged('题号'), merged('题目'), 'A', 'B', 'C', merged('标准答案')],
        ['1', '示例一', '甲', '乙', '丙', 'C'],
      ],
      ['single | 示例一 | A甲 B乙 C丙 | C'],
    ],
    [
      'choices below a heading that only the first column has',
      [
        ['题目', '选项', '', '', '答案'],
        ['示例一', '甲', '乙', '丙', '2'],
      ],
      ['single | 示例一 | A甲 B乙 C丙 | B'],
    ],
    [
      'a heading that is repeated on every page',
      [
        ['题目', 'A', 'B', '答案'],
        ['示例一', '甲', '乙', 'A'],
        ['题目', 'A', 'B', '答案'],
        ['示例二', '甲', '乙', 'B'],
      ],
      ['single | 示例一 | A甲 B乙 | A', 'single | 示例二 | A甲 B乙 | B'],
    ],
    [
      'section rows, other headings below and numbers before the stems',
      [
        ['一、单选题（每题2分）'],
        ['题目', 'A', 'B', '答案'],
        ['1. 示例一', '甲', '乙', 'A'],
        ['2. 1.5倍的示例', '甲', '乙', 'B'],
        ['二、判断题（每题1分）', merged('二、判断题（每题1分）')],
        ['题目', '答案'],
        ['1. 示例三', '√'],
      ],
      ['single | 示例一 | A甲 B乙 | A', 'single | 1.5倍的示例 | A甲 B乙 | B', 'true-false | 示例三 | true'],
    ],
    [
      'a kind as the heading of the stems',
      [
        ['多选题', 'A', 'B', 'C', '答案'],
        ['示例一', '甲', '乙', '丙', 'AB'],
      ],
      ['multiple | 示例一 | A甲 B乙 C丙 | [A,B]'],
    ],
    [
      'choices in one cell: lines, strokes, signs and lists of programs',
      [
        ['题目', '选项', '答案'],
        ['示例一', 'A.甲\nB.乙', 'B'],
        ['示例二', '甲|乙|丙', 'AC'],
        ['示例三', 'A-甲|B-乙', 'A'],
        ['示例四', "['甲', '乙']", "['乙']"],
        ['示例五', 'A、甲 B、乙 C、丙', '乙'],
      ],
      [
        'single | 示例一 | A甲 B乙 | B',
        'multiple | 示例二 | A甲 B乙 C丙 | [A,C]',
        'single | 示例三 | A甲 B乙 | A',
        'single | 示例四 | A甲 B乙 | B',
        'single | 示例五 | A甲 B乙 C丙 | B',
      ],
    ],
    [
      'choices behind the stem in its cell',
      [
        ['题目', '答案'],
        ['示例一是（ ）。A.甲 B.乙', 'A'],
        ['示例二\nA、甲\nB、乙\nC、丙', 'BC'],
        ['含维生素A、B的示例____', '甲'],
      ],
      [
        'single | 示例一是（ ）。 | A甲 B乙 | A',
        'multiple | 示例二 | A甲 B乙 C丙 | [B,C]',
        'fill-in | 含维生素A、B的示例____ | [[甲]]',
      ],
    ],
    [
      'a choice a row, marked as right or named by the key',
      [
        ['题目', '选项', '是否正确', '答案'],
        ['示例一', '甲', '否', ''],
        ['', '乙', '是', ''],
        ['示例二', 'A.甲', '', 'AC'],
        [merged('示例二'), 'B.乙', '', merged('AC')],
        [merged('示例二'), 'C.丙', '', merged('AC')],
      ],
      ['single | 示例一 | A甲 B乙 | B', 'multiple | 示例二 | A甲 B乙 C丙 | [A,C]'],
    ],
    [
      'several keys: one a blank, or one a choice',
      [
        ['题型', '题干', '选项1', '选项2', '选项3', '正确答案1', '正确答案2'],
        ['填空题', '示例____和____', '', '', '', '甲', '乙'],
        ['多选题', '示例二', '甲', '乙', '丙', 'A', 'C'],
      ],
      ['fill-in | 示例____和____ | [[甲],[乙]]', 'multiple | 示例二 | A甲 B乙 C丙 | [A,C]'],
    ],
    [
      'a right choice and wrong ones',
      [
        ['Question', 'Correct Answer', 'Incorrect Answer 1', 'Incorrect Answer 2'],
        ['Sample', 'x', 'y', 'z'],
      ],
      ['single | Sample | Ax By Cz | A'],
    ],
    [
      'kinds in brackets, blanks of 雨课堂, strokes in unused columns, apostrophes',
      [
        ['题目', 'A', 'B', 'C', '答案'],
        ['[多选题]示例一', '甲', '乙', '/', 'AB'],
        ['示例二为[填空1]年', '/', '/', '/', "'1949"],
        ['示例三', '正确', '错误', '-', '正确'],
      ],
      ['multiple | 示例一 | A甲 B乙 | [A,B]', 'fill-in | 示例二为____年 | [[1949]]', 'true-false | 示例三 | true'],
    ],
    [
      'keys in the brackets of the stems',
      [
        ['题目', 'A', 'B', 'C'],
        ['示例一是（B）的。', '甲', '乙', '丙'],
        ['示例二有（ AC ）。', '甲', '乙', '丙'],
      ],
      ['single | 示例一是（　）的。 | A甲 B乙 C丙 | B', 'multiple | 示例二有（　）。 | A甲 B乙 C丙 | [A,C]'],
    ],
    [
      'codes and signs that the headings explain, a key in letters and in words, what belongs to several items',
      [
        ['材料', '题型（1-单选，2-多选，3-判断）', '题干', '选项（逗号分隔）', '正确答案', '正确答案文本'],
        ['示例材料。', '1', '示例一', '甲,乙', 'B', '乙'],
        ['', '2', '示例二', '甲，乙，丙', 'A,C', '甲；丙'],
        ['', '3', '示例三', '', '对', '√'],
      ],
      [
        'single | 示例材料。\n示例一 | A甲 B乙 | B',
        'multiple | 示例二 | A甲 B乙 C丙 | [A,C]',
        'true-false | 示例三 | true',
      ],
    ],
    [
      'numbers of choices as keys, counted from 0',
      [
        ['question', 'A', 'B', 'C', 'answer'],
        ['s1', 'x', 'y', 'z', '0'],
        ['s2', 'x', 'y', 'z', '2'],
      ],
      ['single | s1 | Ax By Cz | A', 'single | s2 | Ax By Cz | C'],
    ],
  ])('%s', (_, rows, expected) => {
    const found = reading(sheet('Sheet1', rows));
    expect(codes(found.rejected)).toEqual([]);
    expect(brief(found)).toEqual(expected);
    expect(found.read).toBe(expected.length);
  });

  it('takes the small fields and names the columns that it does not read', () => {
    const { items, warnings } = reading(
      sheet('Sheet1', [
        ['序号', '章节', '题目', 'A', 'B', '答案', '解析', '难度', '分值', '标签', '出处', '有效期至', '出题人'],
        [
          '7',
          '总则',
          '示例一',
          '甲',
          '乙',
          'A',
          '示例解析',
          '难',
          '2',
          '普法、业务',
          '《示例法》',
          '2030/1/2',
          '示例人',
        ],
      ]),
    );
    expect(items).toEqual([
      {
        place: { sheet: 'Sheet1', cell: 'C2', item: '7' },
        item: {
          kind: 'choice',
          select: 'single',
          stem: '示例一',
          choices: [
            { id: 'A', text: '甲' },
            { id: 'B', text: '乙' },
          ],
          correctResponse: 'A',
          explanation: '示例解析',
          difficulty: 5,
          points: 2,
          validUntil: '2030-01-02',
          source: { document: '《示例法》' },
          tags: ['总则', '普法', '业务'],
        },
      },
    ]);
    expect(warnings).toMatchObject([{ code: 'feature.dropped', place: { cell: 'M2' }, excerpt: '示例人' }]);
  });
});

describe('readTables: without headings', () => {
  it('knows the columns by what is in them', () => {
    const found = reading(
      sheet('', [
        ['1', '示例第一题是什么', '甲一', '乙一', '丙一', 'A', '因为示例一是这样的'],
        ['2', '示例第二题是什么', '甲二', '乙二', '丙二', 'BC', '因为示例二是这样的'],
      ]),
    );
    expect(brief(found)).toEqual([
      'single | 示例第一题是什么 | A甲一 B乙一 C丙一 | A',
      'multiple | 示例第二题是什么 | A甲二 B乙二 C丙二 | [B,C]',
    ]);
    expect(found.items.map(({ place, item }) => [place, item.explanation])).toEqual([
      [{ cell: 'B1', item: '1' }, '因为示例一是这样的'],
      [{ cell: 'B2', item: '2' }, '因为示例二是这样的'],
    ]);
  });

  it('reads a stem a row, choices on the rows below, the key in the last column or in the brackets', () => {
    const found = reading(
      sheet('Sheet2', [
        ['', '高级', '答案'],
        ['', '一、单选题'],
        ['', '1、示例一是()。', 'B'],
        ['', '(A)甲一  (B)乙一  (C)1.5'],
        ['', '二、多选题'],
        ['', '1、示例二有(AC)。'],
        ['', '(A)甲二  (B)乙二'],
        ['', '(C)丙二'],
        ['', '三、判断题(错误)'],
        ['', '1、示例三的说法。（ ）', 'F'],
        ['', '2、示例四的说法。（ ）', 'F'],
      ]),
    );
    expect(brief(found)).toEqual([
      'single | 示例一是()。 | A甲一 B乙一 C1.5 | B',
      'multiple | 示例二有(　)。 | A甲二 B乙二 C丙二 | [A,C]',
      'true-false | 示例三的说法。（ ） | false',
      'true-false | 示例四的说法。（ ） | false',
    ]);
    expect(found.items[1]?.place).toEqual({ sheet: 'Sheet2', cell: 'B6', item: '1' });
    expect(found.warnings).toMatchObject([{ code: 'text.unclaimed', place: { cell: 'B1' } }]);
  });

  it('reads a text that was pasted into a column, and keeps its cells as places', () => {
    const found = reading(
      sheet('S', [
        ['1. 示例一是（ ）'],
        ['A. 甲\nB. 乙'],
        ['答案：B'],
        ['2. 示例二是（ ）'],
        ['A. 甲  B. 乙'],
        ['答案：X'],
      ]),
    );
    expect(brief(found)).toEqual(['single | 示例一是（ ） | A甲 B乙 | B']);
    expect(found.rejected).toMatchObject([{ place: { sheet: 'S', cell: 'A6' } }]);
  });
});

describe('readTables: sheets', () => {
  it('takes the kind from the name of a sheet, and reads a key sheet by number', () => {
    const found = reading(
      sheet('题目', [
        ['题号', '题目', 'A', 'B'],
        ['1', '示例一', '甲', '乙'],
        ['2', '示例二', '甲', '乙'],
      ]),
      sheet('答案', [
        ['题号', '答案', '题号', '答案'],
        ['1', 'A', '2', 'B'],
      ]),
    );
    expect(brief(found)).toEqual(['single | 示例一 | A甲 B乙 | A', 'single | 示例二 | A甲 B乙 | B']);
    const named = reading(sheet('多选题', [['题目', 'A', 'B', '答案'], ['示例一', '甲', '乙', 'AB']]), sheet('判断', [['题目', '答案'], ['示例二', 'A']])); // prettier-ignore
    expect(brief(named)).toEqual(['multiple | 示例一 | A甲 B乙 | [A,B]', 'true-false | 示例二 | true']);
  });

  it('reads hidden sheets and rows, and says so', () => {
    const rows: Rows = [
      ['题目', 'A', 'B', '答案'],
      ['示例一', '甲', '乙', 'A'],
    ];
    const hidden = sheet('秘密', rows, { hidden: true });
    const found = reading({ ...hidden, rows: hidden.rows.map((row) => ({ ...row, hidden: row.number > 1 })) });
    expect(found.items).toHaveLength(1);
    expect(found.warnings.map(({ message }) => message)).toEqual([
      '工作表“秘密”是隐藏的，也已读入，请核对是否需要。',
      '有 1 行是隐藏的（第 2 行），也已读入，请核对是否需要。',
    ]);
  });

  it('makes drafts only where no item of the sheet has a key', () => {
    const heading: readonly Content[] = ['题型', '题目', 'A', 'B', '答案'];
    const drafts = reading(sheet('S', [heading, ['单选题', '示例一', '甲', '乙', ''], ['多选题', '示例二', '甲', '乙', '']])); // prettier-ignore
    expect(brief(drafts)).toEqual(['single | 示例一 | A甲 B乙 | ?', 'multiple | 示例二 | A甲 B乙 | ?']);
    expect(codes(drafts.warnings)).toEqual(['key.missing']);
    const mixed = reading(sheet('S', [heading, ['单选题', '示例一', '甲', '乙', 'A'], ['单选题', '示例二', '甲', '乙', '']])); // prettier-ignore
    expect(codes(mixed.rejected)).toEqual(['B3 key.missing']);
  });
});

describe('readTables: what it refuses or names', () => {
  it('refuses what a spreadsheet has changed or not computed, and takes what can be seen to be a date', () => {
    const found = reading(
      sheet('S', [
        ['题目', 'A', 'B', 'C', '答案'],
        ['示例一', dated('1月2日'), dated('1月3日'), '2-5', 'A'],
        ['示例二', dated('1921年7月1日'), dated('1927年8月1日'), '都不是', 'A'],
        ['示例三', dated('2024/1/2'), dated('2024/1/3'), '2-5', 'A'],
        ['示例四', computed('3'), '4', '5', 'A'],
        ['示例五', computed(''), '4', '5', 'B'],
        ['示例六', computed('#REF!'), '4', '5', 'B'],
        ['示例七', '甲', '乙', '丙', dated('1:02')],
      ]),
    );
    expect(brief(found)).toEqual([
      'single | 示例二 | A1921年7月1日 B1927年8月1日 C都不是 | A',
      'single | 示例四 | A3 B4 C5 | A',
    ]);
    expect(codes(found.rejected)).toEqual([
      'B2 value.changed-by-spreadsheet',
      'B4 value.changed-by-spreadsheet',
      'B6 value.formula',
      'B7 value.formula',
      'E8 value.changed-by-spreadsheet',
    ]);
    expect(codes(found.warnings)).toEqual(['B3 value.changed-by-spreadsheet', 'B5 value.formula']);
  });

  it('refuses contradictions with the place of the key', () => {
    const found = reading(
      sheet('S', [
        ['题型', '题目', 'A', 'B', '答案', '标准答案'],
        ['单选题', '示例一', '甲', '乙', 'A', 'B'],
        ['单选题', '示例二', '甲', '乙', 'AB', ''],
        ['单选题', '示例三', '甲', '乙', 'D', 'D'],
        ['投票题', '示例四', '甲', '乙', '', ''],
        ['单选题', '', '甲', '乙', 'A', ''],
        ['单选题', '示例六', '甲', '甲', 'A', ''],
      ]),
    );
    expect(found.items).toEqual([]);
    expect(codes(found.rejected).sort()).toEqual([
      'B5 kind.unsupported',
      'B6 stem.missing',
      'C7 choices.duplicate',
      'E2 key.contradictory',
      'E3 key.contradictory',
      'E4 key.unknown-choice',
    ]);
  });

  it('takes no prepared row for an item and drops no words silently', () => {
    const prepared = Array.from({ length: 50 }, (_, index) => [String(index + 2), '单选题', '', '', '', '', '2']);
    const found = reading(
      sheet('S', [
        ['填写说明：答案写字母'],
        ['序号', '题型', '题目', 'A', 'B', '答案', '分值'],
        ['1', '单选题', '示例一', '甲', '乙', 'A', '2'],
        ...prepared,
        ['', '', '本表由示例部门制作'],
      ]),
    );
    expect(found.read).toBe(1);
    expect(found.warnings.map(({ place, excerpt }) => [place.cell, excerpt])).toEqual([
      ['A1', '填写说明：答案写字母'],
      ['C54', '本表由示例部门制作'],
    ]);
  });

  it('refuses a csv row with more cells than headings', () => {
    const found = reading(sheet('', [['题目', 'A', 'B', '答案'], ['示例一', '甲', '乙', 'A'], ['示例二', '甲', '又甲', '乙', 'B']])); // prettier-ignore
    expect(brief(found)).toEqual(['single | 示例一 | A甲 B乙 | A']);
    expect(codes(found.rejected)).toEqual(['A3 choices.malformed']);
  });
});
