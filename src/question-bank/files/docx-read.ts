/** A .docx file as blocks of text and tables. Headers, footers, comments and notes are not read. */
import type { WordBlock, WordDocument, WordLine } from '../../core/question-bank/formats/docx/word-document.js';
import type { Cell, Row } from '../../core/question-bank/formats/sheet.js';
import type { XmlElement } from '../../core/question-bank/formats/xml-tree.js';
import { Numbering, type NumberingPlace } from './docx-numbering.js';
import { ParagraphReader } from './docx-text.js';
import { childOf, childrenOf, elementsOf, valueOf } from './docx-xml.js';
import { FileError } from './file-error.js';
import { unzip, type ZipLimits } from './unzip.js';
import { parseXml, XML_LIMITS, XmlRefused } from './xml.js';

/** Text alone: pictures are not inflated. 5,000 items are about 400,000 elements, a million of which take 0.4 GB. */
const LIMITS: ZipLimits = { entries: 5000, bytes: 64 * 1024 * 1024, ratio: 200 };
const DOCX_XML = { ...XML_LIMITS, depth: 200, elements: 1_000_000 };
const MAIN = 'word/document.xml';

/** Throws `FileError`. */
export async function readDocx(bytes: Uint8Array): Promise<WordDocument> {
  const files = await unzip(bytes, LIMITS);
  const part = async (path: string): Promise<XmlElement | undefined> => {
    const open = files.get(path);
    return open === undefined ? undefined : parsed(new TextDecoder().decode(await open()));
  };
  const main = mainPath(await part('_rels/.rels'));
  const document = (await part(main)) ?? (await part(MAIN));
  const body = document === undefined ? undefined : childOf(document, 'body');
  if (body === undefined) throw new FileError('file.malformed', 'Word 文件里没有正文，请用 Word 打开，另存为 .docx 后再上传。');
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const numbering = new Numbering(await part(`${folder}numbering.xml`));
  return new BodyReader(numbering, stylesOf(await part(`${folder}styles.xml`))).read(body);
} // prettier-ignore

function parsed(text: string): XmlElement {
  try {
    return parseXml(text, DOCX_XML);
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    const { code } = error.problem;
    throw code === 'file.too-large'
      ? new FileError(code, 'Word 文件太大，请分成几个文件，每个不超过五千道题，再上传。')
      : new FileError('file.malformed', 'Word 文件的内容已损坏，请用 Word 打开，另存为 .docx 后再上传。');
  }
}

function mainPath(relations: XmlElement | undefined): string {
  const found = (relations === undefined ? [] : elementsOf(relations)).find((relation) =>
    relation.attributes['Type']?.endsWith('/officeDocument'),
  );
  return found?.attributes['Target']?.replace(/^\//u, '') ?? MAIN;
}

interface Styles {
  /** Those that number their paragraphs, by themselves or by the style on which they are based. */
  readonly numbering: ReadonlyMap<string, NumberingPlace>;
  /** Those of a table of contents, which says again what stands in the text. */
  readonly contents: ReadonlySet<string>;
}

function stylesOf(styles: XmlElement | undefined): Styles {
  const all = new Map((styles === undefined ? [] : childrenOf(styles, 'style')).map((style) => [style.attributes['styleId'] ?? '', style]));
  const placeOf = (id: string, seen: number): NumberingPlace | undefined => {
    const style = all.get(id);
    const properties = style === undefined ? undefined : childOf(style, 'pPr');
    const own = properties === undefined ? undefined : numberingOf(properties);
    const base = style === undefined ? undefined : valueOf(style, 'basedOn');
    const inherited = base === undefined || seen > 20 ? undefined : placeOf(base, seen + 1);
    if (own === undefined) return inherited;
    return own.list === undefined ? (inherited && { ...inherited, level: own.level }) : { list: own.list, level: own.level };
  };
  const numbering = [...all.keys()].flatMap((id) => {
    const place = placeOf(id, 0);
    return place === undefined ? [] : [[id, place] as const];
  });
  const contents = [...all].filter(([, style]) => /^toc (?:\d|heading)/iu.test(valueOf(style, 'name') ?? ''));
  return { numbering: new Map(numbering), contents: new Set(contents.map(([id]) => id)) };
} // prettier-ignore

function numberingOf(properties: XmlElement): { readonly list?: string; readonly level: number } | undefined {
  const numbering = childOf(properties, 'numPr');
  if (numbering === undefined) return undefined;
  const list = valueOf(numbering, 'numId');
  return { ...(list === undefined ? {} : { list }), level: Number(valueOf(numbering, 'ilvl') ?? 0) };
}

class BodyReader {
  private readonly paragraphs = new ParagraphReader();
  private readonly blocks: WordBlock[] = [];
  private foreign = false;
  /** A paragraph whose end was deleted goes on in the next one. */
  private joins = false;

  constructor(
    private readonly numbering: Numbering,
    private readonly styles: Styles,
  ) {}

  read(body: XmlElement): WordDocument {
    this.walk(body);
    return { blocks: this.blocks, foreign: this.foreign };
  }

  private walk(container: XmlElement): void {
    for (const child of elementsOf(container)) {
      if (child.name === 'p') this.paragraph(child);
      else if (child.name === 'tbl') this.blocks.push(this.table(child));
      else if (child.name === 'altChunk') this.foreign = true;
      else if (child.name === 'AlternateContent') this.walk(childOf(child, 'Choice') ?? child);
      else if (CONTAINERS.has(child.name)) this.walk(child);
    }
  }

  private paragraph(paragraph: XmlElement): void {
    const properties = childOf(paragraph, 'pPr');
    if (properties !== undefined && this.styles.contents.has(valueOf(properties, 'pStyle') ?? '')) return;
    const { lines, boxes } = this.paragraphs.read(paragraph, this.labelOf(properties));
    for (const line of [...lines, ...boxes.flatMap((box) => this.wordsOf(box))]) this.push(line);
    const mark = properties === undefined ? undefined : childOf(properties, 'rPr');
    this.joins = mark !== undefined && childOf(mark, 'del') !== undefined;
  }

  private push(line: WordLine): void {
    const last = this.blocks.at(-1);
    if (this.joins && last?.kind === 'line') {
      const { text, marked, notes } = last.line;
      this.blocks.splice(-1, 1, {
        kind: 'line',
        line: { text: text + line.text, marked: marked + line.marked, notes: [...notes, ...line.notes] },
      });
    } else this.blocks.push({ kind: 'line', line });
    this.joins = false;
  }

  private labelOf(properties: XmlElement | undefined): string {
    if (properties === undefined) return '';
    const own = numberingOf(properties);
    const styled = this.styles.numbering.get(valueOf(properties, 'pStyle') ?? '');
    const list = own?.list ?? styled?.list;
    // List 0 takes the numbering of the style away.
    if (list === undefined || list === '0') return '';
    return this.numbering.label({ list, level: own?.level ?? styled?.level ?? 0 });
  }

  /** The lines of a text box or a cell, tables within it included. */
  private wordsOf(container: XmlElement): readonly WordLine[] {
    const inner = new BodyReader(this.numbering, this.styles);
    return inner.read(container).blocks.flatMap((block) => (block.kind === 'line' ? [block.line] : block.lines));
  }

  private table(table: XmlElement): WordBlock {
    const above = new Map<number, Cell>();
    const rows: Row[] = [];
    const lines: WordLine[] = [];
    rowsOf(table).forEach((row, index) => {
      const cells = new Map<number, Cell>();
      const words: (readonly WordLine[])[] = [];
      let column = 0;
      for (const cell of cellsOf(row)) {
        const { span, continues } = mergingOf(childOf(cell, 'tcPr'));
        const own = continues ? [] : this.wordsOf(cell);
        words.push(own);
        const text = own.map((line) => line.text).join('\n').trim();
        const shown = continues ? above.get(column) : text === '' ? undefined : { text };
        if (shown !== undefined) cells.set(column, continues ? { ...shown, merged: true } : shown);
        if (shown === undefined) above.delete(column);
        else above.set(column, shown);
        column += span;
      }
      if (cells.size > 0) rows.push({ number: index + 1, cells });
      lines.push(...rowLines(words));
    });
    return { kind: 'table', rows, lines };
  } // prettier-ignore
}

function mergingOf(properties: XmlElement | undefined): { readonly span: number; readonly continues: boolean } {
  const span = Number((properties && valueOf(properties, 'gridSpan')) ?? 1);
  const merge = properties === undefined ? undefined : childOf(properties, 'vMerge');
  return {
    span: Number.isInteger(span) && span > 0 && span < 100 ? span : 1,
    continues: merge !== undefined && merge.attributes['val'] !== 'restart',
  };
}

/** Cells of one line each stand beside each other, as choices and grids of keys do; longer ones follow each other. */
function rowLines(cells: readonly (readonly WordLine[])[]): readonly WordLine[] {
  if (cells.some(({ length }) => length > 1)) return cells.flat();
  const all = cells.flat();
  const [first = '', ...rest] = cells.map(([line]) => line?.text.trim() ?? '');
  // The number of an item in a cell of its own; in a grid of keys numbers and letters follow.
  const numbered = /^\d{1,4}$/u.test(first) && [...(rest[0] ?? '')].length > 3;
  return [
    {
      text: [numbered ? `${first}.` : first, ...rest].join('\t'),
      marked: all.map(({ marked }) => marked).join(''),
      notes: all.flatMap(({ notes }) => notes),
    },
  ];
}

const CONTAINERS = new Set(['sdt', 'sdtContent', 'ins', 'moveTo', 'customXml', 'smartTag', 'Choice']);

const within = (container: XmlElement, name: string): readonly XmlElement[] =>
  elementsOf(container).flatMap((child) =>
    child.name === name ? [child] : CONTAINERS.has(child.name) ? within(child, name) : [],
  );

/** A deleted row is gone. */
const rowsOf = (table: XmlElement): readonly XmlElement[] =>
  within(table, 'tr').filter((row) => {
    const properties = childOf(row, 'trPr');
    return properties === undefined || childOf(properties, 'del') === undefined;
  });

const cellsOf = (row: XmlElement): readonly XmlElement[] => within(row, 'tc');
