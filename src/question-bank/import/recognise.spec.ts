import { describe, expect, it } from '@jest/globals';

import { recogniseArchive, recogniseBytes } from './recognise.js';
import { recogniseText } from './recognise-text.js';

const latin1 = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));

describe('recogniseBytes', () => {
  it.each([
    ['%PDF-1.7\n', 'pdf', /PDF/u],
    ['\x89PNG\r\n\x1a\n', 'png', /图片/u],
    ['\xff\xd8\xff\xe0', 'jpeg', /图片/u],
    ['RIFF\x01\x02\x03\x04WEBPVP8 ', 'webp', /图片/u],
    ['\0\0\0\x18ftypheic', 'video', /照片/u],
    ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0', 'ole', /\.xlsx/u],
    ['{\\rtf1\\ansi', 'rtf', /\.docx/u],
    ['Rar!\x1a\x07\0', 'rar', /解压/u],
    ['\x1f\x8b\x08\0', 'gzip', /解压/u],
    ['MZ\x90\0\x03', 'program', /题库文件/u],
  ])('names %j', (head, format, advice) => {
    expect(recogniseBytes(latin1(head))).toEqual({ known: false, format, message: expect.stringMatching(advice) });
  });

  it.each(['BM25 是一种算法。', 'MZ 示例', 'GIF 是图片格式（ √ ）', 'II. 判断题', '题干', ''])(
    'leaves %j to the texts',
    (text) => {
      expect(recogniseBytes(new TextEncoder().encode(text))).toBeNull();
    },
  );

  it('sees a zip, half of one too', () => {
    expect(recogniseBytes(latin1('PK\x03\x04\x14'))).toBe('zip');
  });
});

describe('recogniseArchive', () => {
  it.each([
    [['[Content_Types].xml', 'xl/workbook.xml'], { known: true, format: 'xlsx' }],
    [['word/document.xml', 'docProps/app.xml'], { known: true, format: 'docx' }],
    [['imsmanifest.xml', 'items/one.xml'], { known: true, format: 'qti-2.1' }],
    [['pack/imsmanifest.xml'], { known: true, format: 'qti-2.1' }],
    [['ppt/presentation.xml'], { known: false, format: 'pptx' }],
    [['mimetype', 'META-INF/manifest.xml'], { known: false, format: 'odf' }],
    [['one.docx', 'two.docx'], { known: false, format: 'zip' }],
    [[], { known: false, format: 'zip' }],
  ])('knows %j', (paths, what) => {
    expect(recogniseArchive(paths)).toMatchObject(what);
  });
});

const CHINESE = '1. 示例：下列正确的是\nA. 甲\nB. 乙\n答案：A\n';

describe('recogniseText', () => {
  it.each([
    ['Moodle XML', '<?xml version="1.0" encoding="UTF-8"?>\n<!-- 示例 -->\n<quiz><question/></quiz>', 'moodle-xml'],
    ['Moodle XML without declaration', '<quiz>\n</quiz>', 'moodle-xml'],
    ['QTI 3', '<qti-assessment-item xmlns="http://www.imsglobal.org/xsd/imsqtiasi_v3p0">', 'qti-3.0'],
    ['QTI 2.2', '<?xml version="1.0"?><assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2">', 'qti-2.2'],
    ['QTI 2.1 with a prefix', '<q:assessmentItem xmlns:q="http://www.imsglobal.org/xsd/imsqti_v2p1">', 'qti-2.1'],
    [
      'QTI 1.2',
      '<?xml version="1.0"?>\n<!DOCTYPE questestinterop SYSTEM "ims_qtiasiv1p2.dtd">\n<questestinterop>',
      'qti-1.2',
    ],
    ['our YAML', 'format: 1\nslug: sample\ntitle: 示例\nitems:\n  - id: sb-001\n', 'bank'],
    ['our JSON', '{ "format": 1, "items": [] }', 'bank'],
    ['an array of items', '[{ "question": "示例", "answer": "A" }]', 'json'],
    ['items by kind', '{ "单选题": [] }', 'json'],
    ['broken JSON', '[{ "question": "示例", "answer": "A" },', 'json'],
    ['JSON lines of any shape', '{"question":"示例","answer":"A"}\n{"question":"示例二","answer":"B"}\n', 'json'],
    ['JSON lines of 问卷星', '{"qtype":"考试单选","title":"示例"}\n{"qtype":"考试判断","title":"示例"}\n', 'text'],
    ['GIFT', '::示例:: 示例题 {=对 ~错}\n', 'gift'],
    ['GIFT with escapes', '示例 {\n  =1 \\= 1\n  ~\\{空\\}\n}\n', 'gift'],
    ['GIFT of true and false', '太阳从东方升起。{T}\n\n太阳从西方升起。{FALSE}\n', 'gift'],
    ['an essay in GIFT', '::示例:: 请说明理由。 {}\n', 'gift'],
    ['Aiken', '示例题？\nA. 甲\nB. 乙\nANSWER: A\n', 'aiken'],
    ['Aiken with brackets', '示例题？\r\nA) 甲\r\nB) 乙\r\nANSWER: B\r\n', 'aiken'],
    ['csv with a header', '题干,选项A,选项B,答案\n"示例，含,逗号",甲,乙,A\n示例,甲,乙,B\n', 'csv'],
    ['csv with a title above its header', '示例题库,,\n题目,选项A,选项B,正确答案\n示例,甲,乙,A\n', 'csv'],
    ['csv of two columns', 'question,answer\n示例,甲\n', 'csv'],
    [
      'a text with a table in it',
      '1. 示例\nA. 甲\nB. 乙\n答案：A\n\n|题目|选项A|选项B|答案|\n|-|-|-|-|\n|示例|甲|乙|A|\n',
      'text',
    ],
    ['a table with bars', '题目|选项A|选项B|答案\n示例|甲|乙|A\n', 'csv'],
    ['one item of 问卷星', '{"qtype":"考试单选","title":"示例"}', 'text'],
    ['csv without one', '示例一,甲,乙,丙,A\n示例二,甲,乙,丙,B\n', 'csv'],
    ['tsv with empty cells at the end', '题型\t题干\tA\tB\t答案\n单选\t示例\t甲\t乙\tA\n判断\t示例\t\t\t对\n', 'csv'],
    ['csv of statements and keys', '题目,答案\n示例一,对\n示例二,错\n', 'csv'],
    ['prose with commas', '示例一,示例\n示例二,对\n', 'text'],
    ['text', CHINESE, 'text'],
    ['nothing', '', 'text'],
  ])('knows %s', (_, text, format) => {
    expect(recogniseText(text)).toEqual({ known: true, format });
  });

  it.each([
    ['a set in braces', `1. 示例：设集合 M = {x | x = 1}，N = {1, 2}，下列正确的是\nA. 甲\nB. 乙\n答案：A\n`],
    ['keys in braces', '1. 示例：下列正确的是{A}\nA. 甲\nB. 乙\n2. 示例 {B}\nA. 甲\nB. 乙\n'],
    ['true and false in braces beside lettered choices', '1. 示例{T}\n2. 示例\nA. 甲\nB. 乙\n答案：A\n'],
    ['blanks of 问卷星', '1. 示例：一周有{_}天[填空题]\n'],
    ['full-width braces', '示例｛＝对 ～错｝\n'],
    ['commas in prose', '示例：张三, 李四, 王五都到了。\n他们, 后来, 一起, 学习。\nA. 甲, 乙\n'],
    ['keys as in Aiken beside Chinese ones', `示例题？\nA. 甲\nB. 乙\nANSWER: A\n${CHINESE}`],
    ['several letters after ANSWER', '示例题？\nA. 甲\nB. 乙\nANSWER: A, B\n'],
    ['choices in columns', '1. 示例\nA. 甲\tB. 乙\tC. 丙\tD. 丁\n2. 示例\nA. 甲\tB. 乙\tC. 丙\tD. 丁\n'],
    ['a tag in square brackets', '[单选题] 示例\n'],
    ['a number in square brackets', '[1] 示例\nA. 甲\n'],
    ['angle brackets', '<单选题>\n1. 示例\n'],
    ['a key called format', '格式 format: 1 是示例\nA. 甲\n'],
  ])('takes %s for text', (_, text) => {
    expect(recogniseText(text)).toEqual({ known: true, format: 'text' });
  });

  it.each([
    ['html', '<!DOCTYPE html>\n<html><body>'],
    ['xml-spreadsheet', '<?xml version="1.0"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'],
    ['manifest', '<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1">'],
    ['xml', '<?xml version="1.0"?>\n<catalogue/>'],
    ['xml', '<?xml version="1.0"?>\n'],
  ])('names %s', (format, text) => {
    expect(recogniseText(text)).toEqual({ known: false, format, message: expect.stringMatching(/^这是.+请.+。$/u) });
  });
});
