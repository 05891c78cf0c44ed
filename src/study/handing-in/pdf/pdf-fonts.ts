/**
 * The Chinese font of the PDF files: Noto Serif SC (OFL 1.1), cut into about a hundred pieces by how common the signs are.
 * Only the pieces that a text needs are opened, and of them only the signs that it uses go into the file.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import * as fontkit from 'fontkit';
import subsetFont from 'subset-font';

const PACKAGE = '@fontsource-variable/noto-serif-sc';
export const WEIGHTS = { regular: 400, bold: 700 } as const;
export type Weight = keyof typeof WEIGHTS;

/** Stands for a sign that no font here has: the usual mark of Chinese type setters. */
export const MISSING = '〓';

/** Text that one piece of the font has whole. */
export interface FontRun {
  /** Names piece and weight. */
  readonly key: string;
  readonly font: fontkit.Font;
  readonly text: string;
}

export interface FontRuns {
  readonly runs: readonly FontRun[];
  /** Signs that were replaced by MISSING. */
  readonly missing: readonly string[];
}

interface Piece {
  readonly file: string;
  readonly ranges: readonly (readonly [number, number])[];
}

export class PdfFonts {
  private pieces: Promise<readonly Piece[]> | null = null;
  private readonly opened = new Map<string, Promise<fontkit.Font>>();

  /** Opens what the text needs; a piece stays open, for there are not many and opening is what takes time. */
  async runs(text: string, weight: Weight): Promise<FontRuns> {
    const missing: string[] = [];
    const runs: FontRun[] = [];
    for (const sign of text) {
      const own = await this.withSign(sign, weight);
      const found = own ?? (await this.withSign(MISSING, weight));
      if (found === null) throw new Error('the font has no sign for what is missing');
      if (own === null) missing.push(sign);
      const shown = own === null ? MISSING : sign;
      const last = runs.at(-1);
      if (last?.key === found.key) runs[runs.length - 1] = { ...last, text: last.text + shown };
      else runs.push({ ...found, text: shown });
    }
    return { runs, missing };
  }

  private async withSign(sign: string, weight: Weight): Promise<Omit<FontRun, 'text'> | null> {
    const code = sign.codePointAt(0) ?? 0;
    this.pieces ??= readPieces();
    for (const piece of await this.pieces) {
      if (!piece.ranges.some(([from, to]) => code >= from && code <= to)) continue;
      const key = `${piece.file}@${weight}`;
      const font = await this.open(key, piece, weight);
      // A piece may claim more than it has.
      if (font.hasGlyphForCodePoint(code)) return { key, font };
    }
    return null;
  }

  private open(key: string, piece: Piece, weight: Weight): Promise<fontkit.Font> {
    const known = this.opened.get(key);
    if (known !== undefined) return known;
    const opening = instance(piece, WEIGHTS[weight]);
    this.opened.set(key, opening);
    opening.catch(() => this.opened.delete(key));
    return opening;
  }
}

/** The pieces are fonts of variable weight in WOFF2; neither goes into a PDF, so that one weight is taken out. */
async function instance({ file, ranges }: Piece, weight: number): Promise<fontkit.Font> {
  const all = ranges.flatMap(([from, to]) => Array.from({ length: to - from + 1 }, (_, index) => from + index));
  const text = String.fromCodePoint(...all);
  const bytes = await subsetFont(await readFile(file), text, {
    targetFormat: 'truetype',
    variationAxes: { wght: weight },
  });
  const font = fontkit.create(bytes);
  if (!('hasGlyphForCodePoint' in font)) throw new Error('a piece of the font is a collection');
  return font;
}

/** What is common comes last in the package and is looked for first. */
async function readPieces(): Promise<readonly Piece[]> {
  const folder = dirname(createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`));
  const ranges = JSON.parse(await readFile(join(folder, 'unicode.json'), 'utf8')) as Readonly<Record<string, string>>;
  const pieces = Object.entries(ranges).map(([name, list]) => ({
    file: join(folder, 'files', `noto-serif-sc-${name.replace(/[[\]]/gu, '')}-wght-normal.woff2`),
    ranges: list.split(',').map(rangeOf),
  }));
  return pieces.toReversed();
}

function rangeOf(text: string): readonly [number, number] {
  const [from = '', to = from] = text.trim().replace(/^U\+/iu, '').split('-');
  return [Number.parseInt(from, 16), Number.parseInt(to, 16)];
}
