/** Paragraphs of Word as lines of text, as a person sees them in print: tracked changes accepted, fields by their result. */
import { shifted } from '../../core/question-bank/formats/shifted-signs.js';
import type { WordLine, WordNote } from '../../core/question-bank/formats/docx/word-document.js';
import type { XmlElement } from '../../core/question-bank/formats/xml-tree.js';
import { mathText } from './docx-math.js';
import { symbolOf, textInFont } from './docx-symbols.js';
import { childOf, childrenOf, elementsOf, isOn, textOf, valueOf } from './docx-xml.js';

interface Piece {
  readonly text: string;
  readonly underlined: boolean;
  /** In colour, bold or on a coloured ground. */
  readonly marked: boolean;
}

/** A field that has begun: what it computes, and whether its result has begun. */
interface Field {
  instruction: string;
  inResult: boolean;
  hasResult: boolean;
}

/** What is not text within a paragraph, and the words that stand for it. */
const PLACEHOLDERS = { picture: '［图片］', formula: '［公式］', shape: '' } as const;

/** Walks paragraphs in order; a field may begin in one and end in another. */
export class ParagraphReader {
  private readonly fields: Field[] = [];
  private pieces: Piece[] = [];
  private notes = new Set<WordNote>();
  private boxes: XmlElement[] = [];

  /** `label` is the number that Word puts before. Text boxes in it are given back as elements, to be read after it. */
  read(paragraph: XmlElement, label: string): { readonly lines: readonly WordLine[]; readonly boxes: readonly XmlElement[] } {
    this.pieces = [];
    this.notes = new Set();
    this.boxes = [];
    this.walk(paragraph);
    // A number before nothing is a paragraph that was left over.
    if (label !== '' && this.pieces.some(({ text }) => text.trim() !== '')) {
      this.pieces.unshift({ text: `${label} `, underlined: false, marked: false });
    }
    return { lines: linesOf(this.pieces, [...this.notes]), boxes: this.boxes };
  } // prettier-ignore

  private walk(element: XmlElement): void {
    for (const child of elementsOf(element)) {
      if (SKIPPED.has(child.name)) continue;
      if (child.name === 'oMath' || child.name === 'oMathPara') {
        this.notes.add('formula');
        this.add(mathText(child));
      } else if (child.name === 'r') this.run(child);
      else if (child.name === 'AlternateContent') this.walk(chosen(child));
      else if (child.name === 'ruby') this.walk(childOf(child, 'rubyBase') ?? child);
      else this.walk(child);
    }
  }

  private run(run: XmlElement): void {
    const properties = childOf(run, 'rPr');
    const look = { underlined: isUnderlined(properties), marked: isMarked(properties) };
    const font = fontOf(properties);
    const level = levelOf(properties);
    if (isOn(properties, 'vanish') && this.isShown()) this.notes.add('hidden');
    if (isStruck(properties) && this.isShown() && childrenOf(run, 't').some((text) => textOf(text).trim() !== ''))
      this.notes.add('struck');
    for (const child of elementsOf(run)) {
      const fixed = SIGNS.get(child.name);
      if (fixed !== undefined) this.add(fixed, look);
      else if (child.name === 't')
        this.add(shifted(textInFont(textOf(child).replace(/\s*[\r\n]+\s*/gu, ' '), font), level), look);
      else if (child.name === 'sym') this.symbol(child, look);
      else this.special(child);
    }
  }

  private symbol(element: XmlElement, look: Omit<Piece, 'text'>): void {
    const sign = symbolOf(element.attributes['font'] ?? '', parseInt(element.attributes['char'] ?? '0', 16));
    if (sign === '\uFFFD') this.notes.add('symbol');
    this.add(sign, look);
  }

  private special(element: XmlElement): void {
    switch (element.name) {
      case 'fldChar':
        this.fieldMark(element.attributes['fldCharType'] ?? '');
        return;
      case 'instrText': {
        const field = this.fields.at(-1);
        if (field !== undefined) field.instruction += textOf(element);
        return;
      }
      case 'footnoteReference':
      case 'endnoteReference':
        this.notes.add('footnote');
        return;
      case 'AlternateContent':
        for (const child of elementsOf(chosen(element))) this.special(child);
        return;
      case 'ruby':
        this.walk(childOf(element, 'rubyBase') ?? element);
        return;
      case 'drawing':
      case 'pict':
      case 'object':
        this.drawing(element);
    }
  }

  /** A text box is text; a picture is named where it stands; a line or a frame is neither. */
  private drawing(element: XmlElement): void {
    const boxes = found(element, 'txbxContent');
    this.boxes.push(...boxes);
    if (boxes.length > 0) return;
    const isFormula = element.name === 'object' && /Equation|MathType/iu.test(progIdOf(element));
    const isPicture = found(element, 'blip').length > 0 || found(element, 'imagedata').length > 0;
    const isShape = found(element, 'chart').length > 0 || found(element, 'relIds').length > 0;
    const note = isFormula ? 'formula' : isPicture ? 'picture' : isShape ? 'shape' : undefined;
    if (note === undefined) return;
    this.notes.add(isFormula ? 'picture' : note);
    this.add(PLACEHOLDERS[note]);
  }

  private fieldMark(type: string): void {
    if (type === 'begin') this.fields.push({ instruction: '', inResult: false, hasResult: false });
    const field = this.fields.at(-1);
    if (field === undefined) return;
    if (type === 'separate') field.inResult = true;
    if (type !== 'end') return;
    this.fields.pop();
    if (!field.hasResult) this.add(equationText(field.instruction));
  }

  private isShown(): boolean {
    return this.fields.every(({ inResult }) => inResult);
  }

  private add(text: string, look: Omit<Piece, 'text'> = { underlined: false, marked: false }): void {
    if (text === '' || !this.isShown()) return;
    for (const field of this.fields) field.hasResult = true;
    this.pieces.push({ text, ...look });
  }
}

/** Deleted or moved away, properties, and what has a place of its own. */
const SKIPPED = new Set(['del', 'moveFrom', 'pPr', 'rPr', 'sdtPr', 'commentReference']);
const SIGNS = new Map([
  ['tab', '\t'],
  ['ptab', '\t'],
  ['br', '\n'],
  ['cr', '\n'],
  ['noBreakHyphen', '-'],
]);
const LEVELS = new Map<string, 'sup' | 'sub'>([
  ['superscript', 'sup'],
  ['subscript', 'sub'],
]);

/** LibreOffice writes small type that is raised or lowered by half points. */
function levelOf(properties: XmlElement | undefined): 'sup' | 'sub' | undefined {
  if (properties === undefined) return undefined;
  const position = childOf(properties, 'sz') === undefined ? 0 : Number(valueOf(properties, 'position') ?? 0);
  const raised = position >= 4 ? 'sup' : position <= -4 ? 'sub' : undefined;
  return LEVELS.get(valueOf(properties, 'vertAlign') ?? '') ?? raised;
}

/** What old programs cannot show stands twice; the newer one is taken where it holds anything that we read. */
function chosen(alternate: XmlElement): XmlElement {
  const choices = [...childrenOf(alternate, 'Choice'), ...childrenOf(alternate, 'Fallback')];
  return choices.find((choice) => elementsOf(choice).length > 0) ?? alternate;
}

function found(element: XmlElement, name: string): readonly XmlElement[] {
  return elementsOf(element).flatMap((child) => {
    if (child.name === name) return [child];
    return found(child.name === 'AlternateContent' ? chosen(child) : child, name);
  });
}

const progIdOf = (element: XmlElement): string => found(element, 'OLEObject')[0]?.attributes['ProgID'] ?? '';

function fontOf(properties: XmlElement | undefined): string {
  const fonts = properties === undefined ? undefined : childOf(properties, 'rFonts');
  return fonts?.attributes['ascii'] ?? fonts?.attributes['hAnsi'] ?? '';
}

function isUnderlined(properties: XmlElement | undefined): boolean {
  return isOn(properties, 'u');
}

const isStruck = (properties: XmlElement | undefined): boolean =>
  isOn(properties, 'strike') || isOn(properties, 'dstrike');

/** Difference between the strongest and the weakest of red, green and blue from which people see a colour. */
const COLOURED = 0x60;

function isMarked(properties: XmlElement | undefined): boolean {
  if (properties === undefined) return false;
  if (isOn(properties, 'b') || isOn(properties, 'highlight')) return true;
  const fill = childOf(properties, 'shd')?.attributes['fill'];
  return isColoured(valueOf(properties, 'color')) || isColoured(fill);
}

function isColoured(hex: string | undefined): boolean {
  if (hex === undefined || !/^[\da-f]{6}$/iu.test(hex)) return false;
  const parts = [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
  return Math.max(...parts) - Math.min(...parts) >= COLOURED;
}

/** EQ fields hold circled characters and fractions: `eq \o\ac(○,A)`, `eq \f(1,2)`. */
function equationText(instruction: string): string {
  const equation = /^\s*eq\s+(.*)$/isu.exec(instruction)?.[1];
  if (equation === undefined) return '';
  const circle = /\\o\\ac\(\s*[^,]*,\s*([^)]*)\)/iu.exec(equation)?.[1];
  if (circle !== undefined) return circled(circle.trim());
  const fraction = /\\f\(\s*([^,]*),\s*([^)]*)\)/iu.exec(equation);
  return fraction === null ? '' : `${fraction[1] ?? ''}/${fraction[2] ?? ''}`;
}

function circled(text: string): string {
  const count = Number(text);
  return Number.isInteger(count) && count >= 1 && count <= 20 ? String.fromCharCode(0x245f + count) : text;
}

const BLANK = '____';
/** A single underlined space is a slip of the hand. */
const LEAST_BLANK = 2;

/** Spaces with a line under them are a blank; spaces beside words on the same line only make room for the words. */
function linesOf(pieces: readonly Piece[], notes: readonly WordNote[]): readonly WordLine[] {
  const merged = mergedUnderlines(pieces);
  const lines: { text: string; marked: string; notes: WordNote[] }[] = [{ text: '', marked: '', notes: [...notes] }];
  for (const { text, underlined, marked } of merged) {
    const isBlank = underlined && text.trim() === '' && (text.length >= LEAST_BLANK || text.includes('\t'));
    const parts = (isBlank ? BLANK : text).split('\n');
    parts.forEach((part, index) => {
      if (index > 0) lines.push({ text: '', marked: '', notes: [] });
      const line = lines.at(-1);
      if (line === undefined) return;
      line.text += part;
      if (marked && !isBlank) line.marked += part;
      if (underlined && part.trim() !== '' && !isBlank && !line.notes.includes('underlined')) line.notes.push('underlined');
    });
  }
  return lines;
} // prettier-ignore

function mergedUnderlines(pieces: readonly Piece[]): readonly Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    const joins = last?.underlined === true && piece.underlined && !piece.text.includes('\n') && !last.text.includes('\n');
    if (joins) merged.splice(-1, 1, { ...last, text: last.text + piece.text, marked: last.marked || piece.marked });
    else merged.push(piece);
  }
  return merged;
} // prettier-ignore
