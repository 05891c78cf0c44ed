import { describe, expect, it } from '@jest/globals';

import { sheetOf } from '../../core/question-bank/formats/sheet.js';
import { encode } from '../../../test/support/encode.js';
import { writeXlsx } from '../files/xlsx-write.js';
import { zipFiles } from '../files/zip.js';
import { MOST_BYTES, readFile } from './read-file.js';

const utf8 = (text: string) => encode(text, 'utf-8');
const TEXT = '1. 示例：下列正确的是（ ）\nA. 甲\nB. 乙\n答案：A\n';
const QTI = `<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="one" title="one">
  <responseDeclaration identifier="R" cardinality="single" baseType="identifier"><correctResponse><value>A</value></correctResponse></responseDeclaration>
  <itemBody><choiceInteraction responseIdentifier="R" maxChoices="1"><prompt>示例</prompt>
  <simpleChoice identifier="A">甲</simpleChoice><simpleChoice identifier="B">乙</simpleChoice></choiceInteraction></itemBody>
</assessmentItem>`;
const MOODLE = `<quiz><question type="truefalse"><questiontext><text>示例</text></questiontext>
  <answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question></quiz>`;
const KAHOOT = sheetOf('Sheet1', [
  [
    '',
    'Question - max 120 characters',
    'Answer 1 - max 75 characters',
    'Answer 2 - max 75 characters',
    'Time limit (sec)',
    'Correct answer(s)',
  ],
  ['1', '示例：一周有几天？', '六天', '七天', '20', '2'],
]);

describe('a file of each format', () => {
  it.each([
    ['text', 'utf-8', utf8(TEXT)],
    ['text', 'gb18030', encode(TEXT.repeat(3), 'gb18030')],
    ['csv', 'utf-8', utf8('题干,选项A,选项B,答案\n示例,甲,乙,A\n')],
    ['gift', 'utf-8', utf8('::示例:: 示例题 {=甲 ~乙}\n')],
    ['aiken', 'utf-8', utf8('示例题？\nA. 甲\nB. 乙\nANSWER: A\n')],
    ['moodle-xml', 'utf-8', utf8(MOODLE)],
    ['qti-2.2', 'utf-8', utf8(QTI)],
    ['json', 'utf-8', utf8('[{ "question": "示例", "options": ["甲", "乙"], "answer": "A" }]')],
    [
      'bank',
      'utf-8',
      utf8('format: 1\nslug: a\nitems:\n  - { id: aa-001, kind: true-false, stem: 示例, correctResponse: true }\n'),
    ],
  ])('%s in %s is recognised and read', async (format, encoding, bytes) => {
    const file = await readFile(bytes);
    expect(file).toMatchObject({ format, encoding, reading: { rejected: [] } });
    expect(file.reading.items.length).toBeGreaterThan(0);
  });

  it('of a package the version is told by its items; files that are no XML are named', async () => {
    const bytes = zipFiles(
      new Map([
        ['one.xml', utf8(QTI)],
        ['two.xml', utf8('<a>')],
        ['a.png', utf8('x')],
      ]),
    );
    expect(await readFile(bytes)).toMatchObject({
      format: 'qti-2.2',
      encoding: null,
      reading: { read: 2, items: [{ place: { file: 'one.xml' } }], rejected: [{ place: { file: 'two.xml' } }] },
    });
  });

  it('a spreadsheet of Kahoot is told from others', async () => {
    expect(await readFile(await writeXlsx([KAHOOT]))).toMatchObject({ format: 'kahoot', reading: { read: 1 } });
  });
});

describe('what cannot be read', () => {
  const problem = async (...given: Parameters<typeof readFile>) => {
    const { format, reading } = await readFile(...given);
    expect([reading.read, reading.items.length, reading.rejected.length]).toEqual([0, 0, 1]);
    expect(reading.rejected[0]!.message).toMatch(/请.+。$/u);
    return [format, reading.rejected[0]!.code];
  };

  it.each([
    ['nothing', new Uint8Array(), ['unknown', 'file.empty']],
    ['a table of headings alone', utf8('题目,选项A,选项B,答案\n'), ['text', 'file.empty']],
    ['words that ask nothing', utf8('示例通知\n各支部请准时参加。\n'), ['text', 'file.empty']],
    ['categories alone', utf8('$CATEGORY: 示例\n\n// 空 {}\n'), ['gift', 'file.empty']],
    ['what is too large', new Uint8Array(MOST_BYTES + 1), ['unknown', 'file.too-large']],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), ['png', 'file.unsupported']],
    [
      'noise',
      Uint8Array.from({ length: 500 }, (_, index) => (index * index * 31) % 256),
      ['unknown', 'file.unsupported'],
    ],
    ['a zip of other things', zipFiles(new Map([['a.docx', utf8('x')]])), ['zip', 'file.unsupported']],
    ['half a zip', zipFiles(new Map([['a.xml', utf8(QTI)]])).subarray(0, 60), ['zip', 'file.malformed']],
    ['broken JSON', utf8('[{ "question": "示例",\n "answer": }]'), ['json', 'file.malformed']],
    ['broken XML', utf8('<quiz><question>'), ['moodle-xml', 'file.malformed']],
    ['a long line', utf8(`1. ${'甲'.repeat(60_000)}`), ['text', 'file.malformed']],
    ['many lines', utf8('\n'.repeat(300_001)), ['text', 'file.too-large']],
    ['many items', utf8('{}\n\n::a:: b {T}\n\n'.repeat(20_001)), ['gift', 'file.too-large']],
  ])('%s is refused with a sentence', async (_, bytes, expected) => {
    expect(await problem(bytes)).toEqual(expected);
  });

  it('a sheet of headings alone is refused in the same way', async () => {
    const headings = sheetOf('题库', [['题目', '选项A', '选项B', '答案']]);
    expect(await problem(await writeXlsx([headings]))).toEqual(['xlsx', 'file.empty']);
  });

  it('is said too where somebody names a format that it is not', async () => {
    expect(await problem(utf8(TEXT), 'docx')).toEqual(['docx', 'file.malformed']);
    expect(await problem(await writeXlsx([KAHOOT]), 'gift')).toEqual(['gift', 'file.malformed']);
  });
});

it('damaged characters are named by line, the rest is read', async () => {
  const bytes = utf8(TEXT.repeat(30));
  // Within the first stem.
  bytes[8] = 0x41;
  const { reading } = await readFile(bytes);
  expect(reading.warnings[0]).toMatchObject({ place: { line: 1 }, code: 'file.malformed' });
  expect(reading.read).toBeGreaterThan(0);
});

it('remarks of an earlier report are passed over', async () => {
  const remarked = TEXT.replace('A. 甲', '【导入提示】请核对：示例，请核对。\nA. 甲');
  expect((await readFile(utf8(remarked))).reading).toMatchObject({ read: 1, rejected: [], warnings: [] });
});
