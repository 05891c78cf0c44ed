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
import type { PaperPart } from '../../protocol/paper.js';
import { keySheet, keyTables } from './docx-key-sheet.js';
import { pictureLines, type PrintedPictures } from './docx-pictures.js';
import { lettering, PAGE, paragraphs, twoColumns, type Look } from './docx-look.js';

/**
 * Which part of the paper: with both, the key is a section of its own behind the paper, on pages that count from 1 and say
 * in their head that they are not to be given out: of a bank, an export is one file and the two cannot be mixed up with
 * those of another day. Each alone is for whoever passes the file itself on.
 */
export type PrintedPart = 'both' | PaperPart;

/**
 * @param mark who took the paper out and when, at the foot of each page
 * @param pictures those that are printed beside their words
 */
export async function printPaper(
  laid: Paper,
  part: PrintedPart = 'both',
  mark = '',
  pictures: PrintedPictures = new Map(),
): Promise<Uint8Array> {
  const paper = printable(laid);
  const items = paper.sections.reduce((count, { items: some }) => count + some.length, 0);
  const look = lettering(paper.print, items);
  const alone = part !== 'both';
  const pages = part === 'key' ? [] : [section(paperPages(paper, look, pictures), { head: paper.title, mark, alone })];
  const key = part === 'paper' ? [] : [section(keySheet(paper, look), { head: KEY_HEAD, mark, alone })];
  const document = new Document({
    title: paper.title,
    description: paper.summary,
    creator: '学赛',
    styles: look.styles,
    numbering: { config: [sectionNumbers(), itemNumbers(look)] },
    sections: [...pages, ...key],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

const KEY_HEAD = '参考答案 · 请密封保管，勿与试卷一起发放';

// oxlint-disable-next-line no-control-regex -- exactly these are meant
const UNPRINTABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

/** Without characters that XML cannot hold: one of them, and Word opens nothing of the file. */
const printable = (paper: Paper): Paper =>
  JSON.parse(JSON.stringify(paper), (_, value: unknown) =>
    typeof value === 'string' ? value.replace(UNPRINTABLE, '') : value,
  ) as Paper;

interface Pages {
  readonly head: string;
  readonly mark: string;
  /** Nothing else is in the document, so that its pages can be told: 第 2 页，共 5 页. */
  readonly alone: boolean;
}

function section(children: readonly FileChild[], { head, mark, alone }: Pages) {
  const small = (child: TextRun, alignment: IParagraphOptions['alignment']) =>
    new Paragraph({ style: 'Small', ...(alignment === undefined ? {} : { alignment }), children: [child] });
  const total = alone ? [' 页，共 ', PageNumber.TOTAL_PAGES, ' 页'] : [' 页'];
  const page = new TextRun({ children: ['第 ', PageNumber.CURRENT, ...total] });
  const foot = [page, ...(mark === '' ? [] : [new TextRun(mark)])].map((line) => small(line, AlignmentType.CENTER));
  return {
    properties: { type: SectionType.NEXT_PAGE, page: { ...PAGE, pageNumbers: { start: 1 } } },
    headers: { default: new Header({ children: [small(new TextRun(head), AlignmentType.RIGHT)] }) },
    footers: { default: new Footer({ children: foot }) },
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

function paperPages(paper: Paper, look: Look, pictures: PrintedPictures): readonly FileChild[] {
  const lead = (text: string) => new Paragraph({ style: 'Lead', children: [new TextRun(text)] });
  const rows: string[] = [];
  for (let from = 0; from < paper.blanks.length; from += look.blanksInRow) {
    const row = paper.blanks.slice(from, from + look.blanksInRow);
    rows.push(row.map((name) => `${name}${look.blank}`).join('　'));
  }
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(paper.title)] }),
    lead(paper.summary),
    ...rows.map(lead),
    ...responseGrid(paper, look),
    ...paper.sections.flatMap((part) => paperSection(part, look, pictures)),
  ];
}

/** In rows as long as those of the key, so that the two lie side by side when marking. */
function responseGrid({ grid }: Paper, look: Look): readonly FileChild[] {
  if (grid.length === 0) return [];
  const said = '答题表：字母和“√”“×”请填在这里，以本表为准。其他题目在题目下面作答。';
  const rows = grid.map((number) => ({ number, key: '' }));
  return [new Paragraph({ style: 'Instruction', children: [new TextRun(said)] }), ...keyTables(rows, look, 'open')];
}

function paperSection(
  { heading, instruction, items }: PaperSection,
  look: Look,
  pictures: PrintedPictures,
): readonly FileChild[] {
  const head = new Paragraph({
    heading: HeadingLevel.HEADING_1,
    numbering: { reference: 'sections', level: 0 },
    children: [new TextRun(heading)],
  });
  const said =
    instruction === '' ? [] : [new Paragraph({ style: 'Instruction', children: [new TextRun(instruction)] })];
  return [head, ...said, ...items.flatMap((item) => paperItem(item, look, pictures))];
}

/** All paragraphs but the last are kept with the next one, so that no item is split across pages. */
function paperItem(item: PaperItem, look: Look, pictures: PrintedPictures): readonly FileChild[] {
  const stem: IParagraphOptions = {
    style: 'Item',
    numbering: { reference: 'items', level: 0 },
    children: item.stem.flatMap((part) => stemRuns(part, look)),
  };
  const words = item.media.map((text): IParagraphOptions => ({ style: 'Choice', children: [new TextRun(`［${text}］`)] }));
  const media = [...words, ...pictureLines(item, pictures)];
  const rest = [
    ...(item.response === '' ? [] : [{ style: 'Response', children: [new TextRun(item.response)] }]),
    ...Array.from({ length: item.lines }, () => writingLine(look)),
  ];
  if (item.targets.length > 0 && look.print === 'normal') {
    return [...paragraphs([stem, ...media], true), sides(item), ...paragraphs(rest, false)];
  }
  const lists = [...choiceLines(item, look), ...item.targets.map((target) => hanging(target, look))];
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

/** A long text goes on beside its label, not under it. */
const hanging = (entry: PaperItem['choices'][number], { indent, label }: Look): IParagraphOptions => ({
  ...labelled([entry]),
  indent: { left: indent + label, hanging: label },
});

function choiceLines({ choices, columns }: PaperItem, look: Look): readonly IParagraphOptions[] {
  if (columns === 1) return choices.map((choice) => hanging(choice, look));
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
