/** Texts that the cells of a workbook share, and the runs of rich text. */
import { shifted, type Level } from '../../core/question-bank/formats/shifted-signs.js';
import { FileError } from './file-error.js';
import { attribute, isStruck, unescaped, walkXml } from './xlsx-xml.js';

const LEVELS: ReadonlyMap<string | undefined, Level> = new Map([
  ['superscript', 'sup'],
  ['subscript', 'sub'],
]);

/**
 * Collects the words between two tags: runs are joined, raised and lowered ones in small signs (10², H₂O); readings of
 * Chinese characters (`rPh`) are left out.
 */
export class TextCollector {
  private pieces: string[] = [];
  private inText = false;
  private inReading = false;
  private level: Level | undefined;
  private struckRun = false;
  private struckWords = false;

  open(name: string, attributes: Readonly<Record<string, string>>): void {
    if (name === 't') this.inText = !this.inReading;
    else if (name === 'rPh') this.inReading = true;
    else if (name === 'strike') this.struckRun = isStruck(attributes);
    else if (name === 'vertAlign') this.level = LEVELS.get(attribute(attributes, 'val'));
  }

  text(text: string): void {
    if (!this.inText) return;
    this.pieces.push(shifted(text, this.level));
    if (this.struckRun && text.trim() !== '') this.struckWords = true;
  }

  close(name: string): void {
    if (name === 't') this.inText = false;
    else if (name === 'rPh') this.inReading = false;
    else if (name === 'r') [this.level, this.struckRun] = [undefined, false];
  }

  take(): { readonly text: string; readonly struck: boolean } {
    const text = this.pieces.length === 1 ? (this.pieces[0] as string) : this.pieces.join('');
    const struck = this.struckWords;
    this.pieces = [];
    this.struckWords = false;
    return { text: unescaped(text), struck };
  }
}

/** By index. */
export interface SharedStrings {
  readonly strings: readonly string[];
  /** Those in which words are crossed out. */
  readonly struck: ReadonlySet<number>;
}

/** `most`: UTF-16 units in all. */
export function sharedStrings(bytes: Uint8Array, most: number): SharedStrings {
  const strings: string[] = [];
  const struck = new Set<number>();
  const collector = new TextCollector();
  let characters = 0;
  walkXml(bytes, {
    open: (name, attributes) => collector.open(name, attributes),
    text: (text) => collector.text(text),
    close: (name) => {
      collector.close(name);
      if (name !== 'si') return;
      const { text, struck: crossed } = collector.take();
      if (crossed) struck.add(strings.length);
      characters += text.length;
      if (characters > most) throw tooManyCharacters(most);
      strings.push(text);
    },
  });
  return { strings, struck };
}

export const tooManyCharacters = (most: number): FileError =>
  new FileError('file.too-large', `表格里的文字超过 ${most / 10_000} 万字，请拆成几个较小的表格再上传。`);
