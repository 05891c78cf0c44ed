/** Files to fill in, with a worked example of each kind. Each of them can be imported as it is. */
import { Document, Header, HeadingLevel, Packer, Paragraph, TextRun } from 'docx';

import { printTable } from '../../core/question-bank/formats/table/print-table.js';
import type { BankBlank, BankItem } from '../../core/question-bank/types.js';
import { TEMPLATE_BANK } from './template-items.js';
import { writeXlsx } from './xlsx-write.js';

export const TEMPLATE_KINDS = ['xlsx', 'docx', 'text'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

export interface Template {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

export async function makeTemplate(kind: TemplateKind): Promise<Template> {
  const { extension, mediaType, make } = MAKERS[kind];
  return { fileName: `题库模板.${extension}`, mediaType, bytes: await make() };
}

interface Maker {
  readonly extension: string;
  readonly mediaType: string;
  readonly make: () => Promise<Uint8Array>;
}

const MAKERS: Readonly<Record<TemplateKind, Maker>> = {
  xlsx: {
    extension: 'xlsx',
    mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    make: () => writeXlsx(printTable(TEMPLATE_BANK).output),
  },
  docx: {
    extension: 'docx',
    mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    make: wordTemplate,
  },
  text: {
    extension: 'txt',
    mediaType: 'text/plain; charset=utf-8',
    // The mark lets the editor of an old Windows see that it is UTF-8.
    make: () => Promise.resolve(new TextEncoder().encode(`\uFEFF${templateText()}`)),
  },
};

interface Section {
  readonly heading: string;
  readonly lines: readonly string[];
}

const KIND_NAMES: readonly (readonly [string, (item: BankItem) => boolean])[] = [
  ['单选题', (item) => item.kind === 'choice' && item.select === 'single'],
  ['多选题', (item) => item.kind === 'choice' && item.select === 'multiple'],
  ['判断题', ({ kind }) => kind === 'true-false'],
  ['填空题', ({ kind }) => kind === 'fill-in'],
  ['排序题', ({ kind }) => kind === 'ordering'],
  ['连线题', ({ kind }) => kind === 'matching'],
  ['简答题', ({ kind }) => kind === 'short-answer'],
];
const SECTION_NUMBERS = '一二三四五六七';

function sections(): readonly Section[] {
  return KIND_NAMES.map(([name, fits], index) => ({
    heading: `${SECTION_NUMBERS[index] ?? ''}、${name}`,
    lines: TEMPLATE_BANK.items.filter(fits).flatMap((item, number) => itemLines(item, number + 1)),
  }));
}

function templateText(): string {
  return sections()
    .map(({ heading, lines }) => `${[heading, '', ...lines].join('\r\n')}\r\n`)
    .join('\r\n');
}

/** What is to be done stands in the head of the pages, which is not read. */
async function wordTemplate(): Promise<Uint8Array> {
  const said = new Paragraph({ children: [new TextRun(TEMPLATE_BANK.description)] });
  const paragraphs = sections().flatMap(({ heading, lines }) => [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(heading)] }),
    ...lines.map((text) => new Paragraph({ children: [new TextRun(text)] })),
  ]);
  const font = { ascii: 'Arial', hAnsi: 'Arial', eastAsia: '微软雅黑' };
  const document = new Document({
    title: '题库模板',
    creator: '学赛',
    styles: {
      default: {
        document: { run: { size: 24, font, language: { value: 'en-US', eastAsia: 'zh-CN' } } },
        heading1: { run: { size: 28, bold: true, font, color: '000000' }, paragraph: { spacing: { before: 240, after: 120 } } },
      },
    },
    sections: [{ headers: { default: new Header({ children: [said] }) }, children: paragraphs }],
  });
  return new Uint8Array(await Packer.toBuffer(document));
} // prettier-ignore

function itemLines(item: BankItem, number: number): readonly string[] {
  const key = keyLine(item);
  return [
    `${number}. ${item.stem}`,
    ...choiceLines(item),
    ...(key === undefined ? [] : [`答案：${key}`]),
    `解析：${item.explanation ?? ''}`,
    `难度：${item.difficulty ?? ''}`,
    `分值：${item.points ?? ''}`,
    `标签：${item.tags.join('、')}`,
    `出处：${item.source?.document ?? ''}`,
    `有效期：${item.validUntil ?? ''}`,
  ];
}

function choiceLines(item: BankItem): readonly string[] {
  if (item.kind === 'matching') {
    const { correctResponse, targets } = item;
    const partner = (id: string) => targets.find((target) => target.id === correctResponse[id])?.text ?? '';
    return item.choices.map(({ id, text }) => `${id}. ${text} → ${partner(id)}`);
  }
  return 'choices' in item ? item.choices.map(({ id, text }) => `${id}. ${text}`) : [];
}

/** Pairs on the lines of the choices are the key of 连线 already. */
function keyLine(item: BankItem): string | undefined {
  switch (item.kind) {
    case 'true-false':
      return item.correctResponse ? '正确' : '错误';
    case 'fill-in':
      return item.correctResponse.map(blankText).join('|');
    case 'matching':
      return undefined;
    case 'choice':
    case 'ordering':
    case 'short-answer':
      return [item.correctResponse].flat().join('');
  }
}

const blankText = (blank: BankBlank): string => ('min' in blank ? `${blank.min}-${blank.max}` : blank.join(';'));
