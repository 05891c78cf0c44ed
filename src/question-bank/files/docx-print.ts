/** A laid paper as a .docx file. What stands where is decided by `layPaper`; here it gets fonts, sizes and page breaks. */
import {
  AlignmentType,
  Document,
  Footer,
  Header,
  HeadingLevel,
  LevelFormat,
  Packer,
  PageNumber,
  Paragraph,
  SectionType,
  Tab,
  TabStopType,
  Table,
  TextRun,
  type FileChild,
  type IParagraphOptions,
} from 'docx';

import type { Paper, PaperItem, PaperSection, StemPart } from '../../core/question-bank/paper/paper.js';
import { keySheet } from './docx-key-sheet.js';
import { lettering, PAGE, paragraphs, twoColumns, type Look } from './docx-look.js';

/**
 * Which part of the paper: with both, the key is a section of its own behind the paper, on pages that count from 1 and say
 * in their head that they are not to be given out. One file, because an export is one file and the two cannot be mixed up
 * with those of another day; `paper` alone is for whoever passes the file itself on.
 */
export type PaperPart = 'both' | 'paper';

export async function printPaper(laid: Paper, part: PaperPart = 'both'): Promise<Uint8Array> {
  const paper = printable(laid);
  const items = paper.sections.reduce((count, part) => count + part.items.length, 0);
  const look = lettering(paper.print, items);
  const key = part === 'both' ? [section(keySheet(paper, look), '参考答案 · 请勿与试卷一起发放')] : [];
  const document = new Document({
    title: paper.title,
    description: paper.summary,
    creator: '学赛',
    styles: look.styles,
    numbering: { config: [sectionNumbers(), itemNumbers(look)] },
    sections: [section(paperPages(paper, look), paper.title), ...key],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

// oxlint-disable-next-line no-control-regex -- exactly these are meant
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Without characters that XML cannot hold: one of them, and Word opens nothing of the file. */
const printable = (paper: Paper): Paper =>
  JSON.parse(JSON.stringify(paper), (_, value: unknown) =>
    typeof value === 'string' ? value.replace(UNPRINTABLE, '') : value,
  ) as Paper;

function section(children: readonly FileChild[], head: string) {
  const small = (text: string, alignment: IParagraphOptions['alignment']) =>
    new Paragraph({ style: 'Small', ...(alignment === undefined ? {} : { alignment }), children: [new TextRun(text)] });
  const page = new Paragraph({
    style: 'Small',
    alignment: AlignmentType.CENTER,
    children: [new TextRun({ children: ['第 ', PageNumber.CURRENT, ' 页'] })],
  });
  return {
    properties: { type: SectionType.NEXT_PAGE, page: { ...PAGE, pageNumbers: { start: 1 } } },
    headers: { default: new Header({ children: [small(head, AlignmentType.RIGHT)] }) },
    footers: { default: new Footer({ children: [page] }) },
    children,
  };
}

const sectionNumbers = () => ({
  reference: 'sections',
  levels: [{ level: 0, format: LevelFormat.CHINESE_COUNTING, text: '%1、', suffix: 'nothing' as const }],
});

const itemNumbers = ({ indent }: Look) => ({
  reference: 'items',
  levels: [
    {
      level: 0,
      format: LevelFormat.DECIMAL,
      text: '%1．',
      alignment: AlignmentType.LEFT,
      style: { paragraph: { indent: { left: indent, hanging: indent } } },
    },
  ],
});

function paperPages(paper: Paper, look: Look): readonly FileChild[] {
  const blanks = paper.blanks.map((name) => `${name}${look.blank}`).join('　');
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(paper.title)] }),
    new Paragraph({ style: 'Lead', children: [new TextRun(paper.summary)] }),
    new Paragraph({ style: 'Lead', children: [new TextRun(blanks)] }),
    ...paper.sections.flatMap((part) => paperSection(part, look)),
  ];
}

function paperSection({ heading, instruction, items }: PaperSection, look: Look): readonly FileChild[] {
  const head = new Paragraph({
    heading: HeadingLevel.HEADING_1,
    numbering: { reference: 'sections', level: 0 },
    children: [new TextRun(heading)],
  });
  const said =
    instruction === '' ? [] : [new Paragraph({ style: 'Instruction', children: [new TextRun(instruction)] })];
  return [head, ...said, ...items.flatMap((item) => paperItem(item, look))];
}

/** All paragraphs but the last are kept with the next one, so that no item is split across pages. */
function paperItem(item: PaperItem, look: Look): readonly FileChild[] {
  const stem: IParagraphOptions = {
    style: 'Item',
    numbering: { reference: 'items', level: 0 },
    children: item.stem.flatMap((part) => stemRuns(part, look)),
  };
  const media = item.media.map((text): IParagraphOptions => ({ style: 'Choice', children: [new TextRun(`［${text}］`)] }));
  const rest = [
    ...(item.response === '' ? [] : [{ style: 'Response', children: [new TextRun(item.response)] }]),
    ...Array.from({ length: item.lines }, () => writingLine(look)),
  ];
  if (item.targets.length > 0 && look.print === 'normal') {
    return [...paragraphs([stem, ...media], true), sides(item), ...paragraphs(rest, false)];
  }
  const lists = [...choiceLines(item, look), ...item.targets.map((target) => labelled([target]))];
  return paragraphs([stem, ...media, ...lists, ...rest], false);
} // prettier-ignore

function stemRuns(part: StemPart, look: Look): readonly TextRun[] {
  return typeof part === 'string' ? textRuns(part) : [new TextRun(look.blank)];
}

export const textRuns = (text: string): readonly TextRun[] =>
  text.split('\n').map((line, index) => new TextRun({ text: line, ...(index === 0 ? {} : { break: 1 }) }));

const labelled = (entries: PaperItem['choices']): IParagraphOptions => ({
  style: 'Choice',
  children: entries.flatMap(({ label, text }, index) => [
    ...(index === 0 ? [] : [new TextRun({ children: [new Tab()] })]),
    ...textRuns(`${label}．${text}`),
  ]),
});

function choiceLines({ choices, columns }: PaperItem, look: Look): readonly IParagraphOptions[] {
  const stops = Array.from({ length: columns - 1 }, (_, index) => ({
    type: TabStopType.LEFT,
    position: Math.round(look.indent + ((look.width - look.indent) * (index + 1)) / columns),
  }));
  const rows: PaperItem['choices'][] = [];
  for (let from = 0; from < choices.length; from += columns) rows.push(choices.slice(from, from + columns));
  return rows.map((row) => ({ ...labelled(row), tabStops: stops }));
}

/** A tab with a line under it up to the margin. */
const writingLine = (look: Look): IParagraphOptions => ({
  style: 'Writing',
  tabStops: [{ type: TabStopType.RIGHT, position: look.width, leader: 'underscore' }],
  children: [new TextRun({ children: [new Tab()] })],
});

function sides({ choices, targets }: PaperItem): Table {
  const cell = (entry: PaperItem['choices'][number] | undefined) =>
    paragraphs([{ style: 'Cell', children: textRuns(entry === undefined ? '' : `${entry.label}．${entry.text}`) }], true);
  const rows = Array.from({ length: Math.max(choices.length, targets.length) }, (_, index) => [
    cell(choices[index]),
    cell(targets[index]),
  ]);
  const head = ['左边', '右边'].map((text) => paragraphs([{ style: 'Cell', children: [new TextRun({ text, bold: true })] }], true));
  return twoColumns([head, ...rows]);
} // prettier-ignore
