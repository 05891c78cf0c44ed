/** Pictures on a printed paper. */
import { AlignmentType, ImageRun, TextRun, type IParagraphOptions } from 'docx';
import sharp from 'sharp';

import type { Paper, PaperItem } from '../../core/question-bank/paper/paper.js';

export interface PrintedPicture {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** By `PaperPicture.file`. */
export type PrintedPictures = ReadonlyMap<string, PrintedPicture>;

/** In pixels of Word, 96 to the inch: half the width of the text, nearly all of it for whoever needs large type. */
const SIZES = { normal: { width: 320, height: 240 }, large: { width: 560, height: 420 } } as const;
/** Dots of the picture for each of them: 200 to the inch. */
const DENSITY = 2;

/** As PNG, which every Word shows. What is not here is left out: its words stand there. */
export async function drawPictures(
  paper: Paper,
  source: (file: string) => Promise<Uint8Array | null>,
): Promise<PrintedPictures> {
  const { width, height } = SIZES[paper.print];
  const drawn = new Map<string, PrintedPicture>();
  const files = paper.sections.flatMap(({ items }) =>
    items.flatMap(({ pictures }) => pictures.map(({ file }) => file)),
  );
  for (const file of new Set(files)) {
    const bytes = await source(file);
    if (bytes === null) continue;
    const fitted = sharp(bytes).resize({
      width: width * DENSITY,
      height: height * DENSITY,
      fit: 'inside',
      withoutEnlargement: true,
    });
    const made = await fitted.png().toBuffer({ resolveWithObject: true });
    const scale = Math.min(1, width / made.info.width, height / made.info.height);
    drawn.set(file, {
      data: made.data,
      width: Math.round(made.info.width * scale),
      height: Math.round(made.info.height * scale),
    });
  }
  return drawn;
}

/** A line for each, which names its choice. */
export const pictureLines = ({ pictures }: PaperItem, printed: PrintedPictures): readonly IParagraphOptions[] =>
  pictures.flatMap(({ file, words, label }) => {
    const picture = printed.get(file);
    if (picture === undefined) return [];
    const { data, width, height } = picture;
    const altText = { name: words, title: words, description: words };
    const image = new ImageRun({ type: 'png', data, transformation: { width, height }, altText });
    const letter = label === '' ? [] : [new TextRun(`${label} 的图：`)];
    return [{ style: 'Choice', alignment: AlignmentType.LEFT, children: [...letter, image] }];
  });
