/** Which reader reads which format. Each is loaded when it is needed: the libraries behind some take their time. */
import type { BankReading } from '../../core/question-bank/formats/bank/read-bank.js';
import type { QtiFile } from '../../core/question-bank/formats/qti/qti-file.js';
import type { Format, Reading } from '../../core/question-bank/formats/reading.js';
import type { Sheet } from '../../core/question-bank/formats/sheet.js';
import type { XmlElement } from '../../core/question-bank/formats/xml-tree.js';
import { FileError } from '../files/file-error.js';
import { addInline, baseName, namesIn, type CarriedFiles, type CarriedMedia } from './carried-files.js';

/** As `unzip` gives it. */
export type Archive = ReadonlyMap<string, () => Promise<Uint8Array>>;

export interface FormatReading {
  readonly reading: Reading;
  /** Where the content says more than its container: a spreadsheet of Kahoot, the version of QTI. */
  readonly format?: Format;
  /** What the file says of the bank itself. */
  readonly bank?: BankReading['bank'];
  /** Pictures and recordings of the items. */
  readonly media?: CarriedFiles;
}

/** What the readers of a format need: the whole file, its text, or the files of its archive; and where its media are kept. */
export type FormatReader =
  | { readonly of: 'bytes'; readonly read: (bytes: Uint8Array) => Promise<FormatReading> }
  | { readonly of: 'text'; readonly read: (text: string, media: CarriedMedia) => Promise<FormatReading> }
  | {
      readonly of: 'archive-or-text';
      readonly readArchive: (archive: Archive, media: CarriedMedia) => Promise<FormatReading>;
      readonly read: (text: string, media: CarriedMedia) => Promise<FormatReading>;
    };

const qti: FormatReader = { of: 'archive-or-text', readArchive: readQtiPackage, read: readQtiItem };

export const READERS: Readonly<Record<Format, FormatReader>> = {
  xlsx: { of: 'bytes', read: readWorkbook },
  kahoot: { of: 'bytes', read: readWorkbook },
  docx: { of: 'bytes', read: readWordDocument },
  csv: { of: 'text', read: readCsvTable },
  text: {
    of: 'text',
    read: async (text) => {
      const { readMarkdown } = await import('../../core/question-bank/formats/markdown/read-markdown.js');
      return { reading: readMarkdown(text) };
    },
  },
  bank: {
    of: 'text',
    read: async (text) => {
      const { readBankFile } = await import('../files/bank-file.js');
      const { bank, ...reading } = readBankFile(text);
      return { reading, bank };
    },
  },
  json: { of: 'text', read: readJson },
  gift: {
    of: 'text',
    read: async (text) => {
      const { readGift } = await import('../../core/question-bank/formats/gift/read-gift.js');
      return { reading: readGift(text) };
    },
  },
  aiken: {
    of: 'text',
    read: async (text) => {
      const { readAiken } = await import('../../core/question-bank/formats/aiken/read-aiken.js');
      return { reading: readAiken(text) };
    },
  },
  'moodle-xml': {
    of: 'text',
    read: async (text, media) => {
      const { readMoodleXml } = await import('../../core/question-bank/formats/moodle/read-moodle-xml.js');
      const root = await xmlOf(text);
      await addBeside(media, root, text);
      const reading = readMoodleXml(root, media.kept);
      return { reading, media: media.usedBy(reading) };
    },
  },
  'qti-3.0': qti,
  'qti-2.2': qti,
  'qti-2.1': qti,
  'qti-1.2': qti,
};

async function readWordDocument(bytes: Uint8Array): Promise<FormatReading> {
  const { readDocx } = await import('../files/docx-read.js');
  const { readDocument } = await import('../../core/question-bank/formats/docx/read-document.js');
  return { reading: readDocument(await readDocx(bytes)) };
}

async function readSheets(sheets: readonly Sheet[]): Promise<FormatReading> {
  const { isKahoot, readKahoot } = await import('../../core/question-bank/formats/table/kahoot.js');
  if (isKahoot(sheets)) return { format: 'kahoot', reading: readKahoot(sheets) };
  const { isBlackboard, readBlackboard } = await import('../../core/question-bank/formats/table/blackboard.js');
  if (isBlackboard(sheets)) return { reading: readBlackboard(sheets) };
  const { readTables } = await import('../../core/question-bank/formats/table/read-tables.js');
  const { readBankData } = await import('../../core/question-bank/formats/table/read-own.js');
  const bank = readBankData(sheets);
  return { reading: readTables(sheets), ...(bank === undefined ? {} : { bank }) };
}

/** With text: three for each of the items that a file may hold. */
const MOST_ROWS = 60_000;

async function readWorkbook(bytes: Uint8Array): Promise<FormatReading> {
  const { readXlsx } = await import('../files/xlsx-read.js');
  const { TABLE_LIMITS } = await import('../files/xlsx-limits.js');
  return readSheets(await readXlsx(bytes, { ...TABLE_LIMITS, rows: MOST_ROWS }));
}

async function readCsvTable(text: string): Promise<FormatReading> {
  const { readCsv } = await import('../files/csv-read.js');
  return readSheets(readCsv(text));
}

async function xmlOf(text: string): Promise<XmlElement> {
  const { parseXml } = await import('../files/xml.js');
  return parseXml(text);
}

async function readJson(text: string): Promise<FormatReading> {
  const { readLooseJson } = await import('../../core/question-bank/formats/json/read-loose-json.js');
  return { reading: readLooseJson(jsonOf(text)) };
}

/** The value, or the list of those that stand one a line. @throws FileError */
function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const lines = text.split('\n').filter((line) => line.trim() !== '');
    try {
      if (lines.length > 1) return lines.map((line) => JSON.parse(line) as unknown);
    } catch {
      // Not even line by line: what is wrong with the whole is said.
    }
    throw new FileError('file.malformed', `文件不是正确的 JSON，请检查${placeOf(error, text)}的引号、逗号和括号。`);
  }
}

/** V8 names the position, and the line only in newer versions. */
function placeOf(error: unknown, text: string): string {
  const position = /position (\d+)/u.exec(String(error))?.[1];
  const before = position === undefined ? text : text.slice(0, Number(position));
  return `第 ${before.split('\n').length} 行附近`;
}

/** Items of QTI come in files of these names; the rest of a package are pictures and the like. */
const XML_FILE = /\.(?:xml|qti|dat)$/iu;

async function readQtiPackage(archive: Archive, media: CarriedMedia): Promise<FormatReading> {
  const { parseXml, XmlRefused } = await import('../files/xml.js');
  const { decode } = await import('./decode.js');
  const files: QtiFile[] = [];
  const named = new Set<string>();
  for (const [path, open] of archive) {
    if (!XML_FILE.test(path)) continue;
    const decoded = decode(await open());
    if (decoded.ok) {
      for (const name of namesIn(decoded.value.text)) named.add(name);
      await addInline(media, decoded.value.text);
    }
    try {
      if (decoded.ok) files.push({ path, root: parseXml(decoded.value.text) });
      else files.push({ path, fault: decoded.error });
    } catch (error) {
      if (!(error instanceof XmlRefused)) throw error;
      files.push({ path, fault: error.problem });
    }
  }
  for (const [path, open] of archive) {
    if (named.has(baseName(path))) await media.add(path, Buffer.from(await open()));
  }
  return readQtiFiles(files, media);
}

async function readQtiItem(text: string, media: CarriedMedia): Promise<FormatReading> {
  await addInline(media, text);
  return readQtiFiles([{ path: '', root: await xmlOf(text) }], media);
}

async function readQtiFiles(files: readonly QtiFile[], media: CarriedMedia): Promise<FormatReading> {
  const { readQti } = await import('../../core/question-bank/formats/qti/read-qti.js');
  const { version, ...reading } = readQti(files, media.kept);
  return {
    reading,
    media: media.usedBy(reading),
    ...(version === undefined ? {} : { format: `qti-${version}` as const }),
  };
}

/** Moodle writes the files of a text behind it, in base64. */
async function addBeside(media: CarriedMedia, root: XmlElement, text: string): Promise<void> {
  const { base64In, isElement } = await import('../../core/question-bank/formats/moodle/elements.js');
  const visit = async (element: XmlElement): Promise<void> => {
    for (const child of element.children.filter(isElement)) {
      if (child.name === 'file' && child.attributes['encoding'] === 'base64') {
        const key = base64In(child);
        await media.add(key, Buffer.from(key, 'base64'));
      } else await visit(child);
    }
  };
  await visit(root);
  await addInline(media, text);
}
