import { builtInFormat } from './xlsx-number.js';
import { walkXml } from './xlsx-xml.js';

/** Number format by the style number that cells carry; absent: General. */
export function numberFormats(bytes: Uint8Array): readonly string[] {
  const own = new Map<number, string>();
  const formats: string[] = [];
  let inCellFormats = false;
  walkXml(bytes, {
    open: (name, attributes) => {
      if (name === 'numFmt') own.set(Number(attributes['numFmtId']), attributes['formatCode'] ?? 'General');
      else if (name === 'cellXfs') inCellFormats = true;
      else if (name === 'xf' && inCellFormats) {
        const id = Number(attributes['numFmtId'] ?? 0);
        formats.push(own.get(id) ?? builtInFormat(id));
      }
    },
    close: (name) => {
      if (name === 'cellXfs') inCellFormats = false;
    },
  });
  return formats;
}
