/** The pages with the key: a table of letters for quick marking, then the reasons. */
import { AlignmentType, HeadingLevel, Paragraph, TextRun, type FileChild, type IParagraphOptions } from 'docx';

import type { KeyItem, KeySection, Paper } from '../../core/question-bank/paper/paper.js';
import { paragraphs, tableOf, type Look } from './docx-look.js';

export function keySheet(paper: Paper, look: Look): readonly FileChild[] {
  return [
    new Paragraph({ heading: HeadingLevel.TITLE, children: [new TextRun(`${paper.title}参考答案`)] }),
    ...paper.notes.map((text) => new Paragraph({ style: 'Lead', children: [new TextRun(text)] })),
    ...paper.key.flatMap((section) => keySection(section, look)),
  ];
}

function keySection({ heading, items }: KeySection, look: Look): readonly FileChild[] {
  const brief = items.filter((item) => item.brief);
  const told = items.filter((item) => !item.brief || item.explanation !== undefined || item.source !== undefined);
  return [
    new Paragraph({ heading: HeadingLevel.HEADING_1, children: [new TextRun(heading)] }),
    ...keyTables(brief, look),
    ...told.flatMap(keyParagraphs),
  ];
}

/** @param height `open`: with room to write by hand */
export function keyTables(
  items: readonly Pick<KeyItem, 'number' | 'key'>[],
  look: Look,
  height: 'close' | 'open' = 'close',
): readonly FileChild[] {
  const cell = (text: string, bold: boolean) =>
    paragraphs([{ style: 'Cell', alignment: AlignmentType.CENTER, children: [new TextRun({ text, bold })] }], true);
  const tables: FileChild[] = [];
  for (let from = 0; from < items.length; from += look.keysInRow) {
    const row = items.slice(from, from + look.keysInRow);
    const numbers = [cell('题号', true), ...row.map(({ number }) => cell(String(number), true))];
    const keys = [cell('答案', true), ...row.map(({ key }) => cell(key, false))];
    const width = Math.floor((look.width * (row.length + 1)) / (look.keysInRow + 1));
    // Tables that touch each other would become one.
    const gap = new Paragraph({ style: 'Small', children: [] });
    tables.push(tableOf([numbers, keys], width, height === 'open' ? look.writingHeight : undefined), gap);
  }
  return tables;
}

function keyParagraphs({ number, key, explanation, source }: KeyItem): readonly Paragraph[] {
  const head: IParagraphOptions = {
    style: 'Item',
    children: [new TextRun({ text: `${number}．${key}`, bold: true })],
  };
  const told = (name: string, text: string | undefined): readonly IParagraphOptions[] =>
    text === undefined ? [] : [{ style: 'Choice', children: [new TextRun(`${name}：${text.replaceAll('\n', ' ')}`)] }];
  const reasons = [...told('解析', explanation), ...told('出处', source)];
  // Only the head stays with what follows: reasons kept whole would leave half of each page empty in large print.
  return [...paragraphs([head], reasons.length > 0), ...reasons.flatMap((one) => paragraphs([one], false))];
}
