import { builtInFormat } from './xlsx-number.js';
import { isStruck, walkXml } from './xlsx-xml.js';

/** By the style number that cells carry. */
export interface CellStyles {
  /** Of numbers; absent: General. */
  readonly formats: readonly string[];
  /** Styles that cross out the words of a cell. */
  readonly struck: ReadonlySet<number>;
}

export function cellStyles(bytes: Uint8Array): CellStyles {
  const own = new Map<number, string>();
  const formats: string[] = [];
  const struck = new Set<number>();
  const struckFonts = new Set<number>();
  let inCellFormats = false;
  let [fonts, inFonts] = [0, false];
  walkXml(bytes, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? 'General');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'fonts') inFonts = true;
      else if (name === 'font' && inFonts) fonts += 1;
      else if (name === 'strike' && inFonts && isStruck(attributes)) struckFonts.add(fonts - 1);
      else if (name === 'xf' && inCellFormats) {
        if (struckFonts.has(Number(attributes['fontId'] ?? 0))) struck.add(formats.length);
        const id = Number(attributes['numFmtId'] ?? 0);
        formats.push(own.get(id) ?? builtInFormat(id));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
      else if (name === 'fonts') inFonts = false;
    },
  });
  return { formats, struck };
}
