import { describe, expect, it } from '@jest/globals';
import { itemLines, merged, problemLines, sheet, type Content } from '../../../../../test/support/sheets.js';
import { readTables } from './read-tables.js';

type Rows = readonly (readonly Content[])[];

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
      'whole items in a cell, with or without labels',
      [
        ['题目', '类别'],
        ['示例一是（A）的\nA.甲\nB.乙', '普法'],
        ['示例二有（ ）\nA.甲\nB.乙\nC.丙\n答案：AC\n解析：示例', '普法'],
        ['示例三是（ ）。A、甲 B、乙 【答案】B', '普法'],
      ],
      [
        'single | 示例一是（　）的 | A甲 B乙 | A',
        'multiple | 示例二有（ ） | A甲 B乙 C丙 | [A,C]',
        'single | 示例三是（ ）。 | A甲 B乙 | B',
      ],
    ],
    [
      'ticks under 正确 and 错误',
      [
        ['序号', '题目', '正确', '错误'],
        ['1', '示例一', '√', ''],
        ['2', '示例二', '', '√'],
      ],
      ['true-false | 示例一 | true', 'true-false | 示例二 | false'],
    ],
    [
      'two tables side by side',
      [
        ['题目', 'A', 'B', '答案', '', '序号', '题目', '答案'],
        ['示例一', '甲', '乙', 'A', '', '1', '示例三', '对'],
        ['示例二', '甲', '乙', 'B', '', '2', '示例四', '错'],
      ],
      [
        'single | 示例一 | A甲 B乙 | A',
        'single | 示例二 | A甲 B乙 | B',
        'true-false | 示例三 | true',
        'true-false | 示例四 | false',
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
    const found = readTables([sheet('Sheet1', rows)]);
    expect(problemLines(found.rejected)).toEqual([]);
    expect(itemLines(found)).toEqual(expected);
    expect(found.read).toBe(expected.length);
  });

  it('takes the small fields and names the columns that it does not read', () => {
    const { items, warnings } = readTables([
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
    ]);
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
