/** How a bank becomes a file of each format. Each printer is loaded when it is needed. */
import type { Loss } from '../../core/question-bank/formats/reading.js';
import type { BankDocument, StoredBankItem } from '../../core/question-bank/types.js';
import type { ExportFormat } from '../../protocol/question-bank.js';
import { mediaOfBank, NO_MEDIA, type MediaSource } from './bank-media.js';
import { inGift, inXml, inYaml } from './marked-text.js';

export type Bank = BankDocument<StoredBankItem>;

/** Of a paper: with its keys on a sheet of their own, or without. Other formats are what they are. */
export const EXPORT_PARTS = ['both', 'paper'] as const;
export type ExportPart = (typeof EXPORT_PARTS)[number];

export interface PrintedFile {
  readonly bytes: Uint8Array;
  readonly losses: readonly Loss[];
}

export interface Printer {
  readonly extension: string;
  readonly mime: string;
  /**
   * @param mark who took the bank out and when, where the format has a place that is not read back: the foot of a page, the
   *   sheet about the bank, a comment. Empty: none
   * @param media for the formats that hold pictures, recordings and films themselves; none where left out
   */
  readonly print: (bank: Bank, part: ExportPart, mark: string, media?: MediaSource) => Promise<PrintedFile>;
}

const MB = 1024 * 1024;
/** A third more in base64, and several times in memory. */
const MOST_IN_XML = 40 * MB;
/** As much as an import may bring. */
const MOST_IN_PACKAGE = 100 * MB;

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const ZIP = 'application/zip';

export const PRINTERS: Readonly<Record<ExportFormat, Printer>> = {
  xlsx: {
    extension: '.xlsx',
    mime: XLSX,
    print: async (bank, _part, mark) => {
      const { printTable } = await import('../../core/question-bank/formats/table/print-table.js');
      const { writeXlsx } = await import('../files/xlsx-write.js');
      const { output, losses } = printTable(bank, mark);
      return { bytes: await writeXlsx(output), losses };
    },
  },
  csv: {
    extension: '.csv',
    mime: 'text/csv; charset=utf-8',
    print: async (bank) => {
      const { printCsvTable } = await import('../../core/question-bank/formats/table/print-table.js');
      const { writeCsv } = await import('../files/csv-write.js');
      const { output, losses } = printCsvTable(bank);
      return { bytes: utf8(writeCsv(output)), losses };
    },
  },
  docx: {
    extension: '.docx',
    mime: DOCX,
    print: (bank, part, mark, media) => paper(bank, { print: 'normal', part, mark }, media),
  },
  'docx-large': {
    extension: '.docx',
    mime: DOCX,
    print: (bank, part, mark, media) => paper(bank, { print: 'large', part, mark }, media),
  },
  'bank-yaml': {
    extension: '.yaml',
    mime: 'application/yaml; charset=utf-8',
    print: (bank, _part, mark) => ownFormat(bank, 'yaml', mark),
  },
  'bank-json': {
    extension: '.json',
    mime: 'application/json; charset=utf-8',
    print: (bank) => ownFormat(bank, 'json', ''),
  },
  gift: {
    extension: '.gift',
    mime: 'text/plain; charset=utf-8',
    print: async (bank, _part, mark) => {
      const { printGift } = await import('../../core/question-bank/formats/gift/print-gift.js');
      const { output, losses } = printGift(bank);
      return { bytes: utf8(inGift(output, mark)), losses };
    },
  },
  aiken: {
    extension: '.txt',
    mime: 'text/plain; charset=utf-8',
    print: async (bank) => {
      const { printAiken } = await import('../../core/question-bank/formats/aiken/print-aiken.js');
      const { output, losses } = printAiken(bank);
      return { bytes: utf8(output), losses };
    },
  },
  'moodle-xml': {
    extension: '.xml',
    mime: 'application/xml; charset=utf-8',
    print: async (bank, _part, mark, source = NO_MEDIA) => {
      const { printMoodleXml } = await import('../../core/question-bank/formats/moodle/print-moodle-xml.js');
      const { printXml } = await import('../files/xml.js');
      const media = await mediaOfBank(bank.items, source, MOST_IN_XML);
      const texts = [...media].map(([file, bytes]) => [file, Buffer.from(bytes).toString('base64')] as const);
      const { output, losses } = printMoodleXml(bank, new Map(texts));
      return { bytes: utf8(inXml(printXml(output), mark)), losses };
    },
  },
  'qti-2.1': {
    extension: '.zip',
    mime: ZIP,
    print: (bank, _part, mark, media) => qtiPackage(bank, '2.1', mark, media),
  },
  'qti-3.0': {
    extension: '.zip',
    mime: ZIP,
    print: (bank, _part, mark, media) => qtiPackage(bank, '3.0', mark, media),
  },
};

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

interface Paper {
  readonly print: 'normal' | 'large';
  readonly part: ExportPart;
  readonly mark: string;
}

async function paper(bank: Bank, { print, part, mark }: Paper, source: MediaSource = NO_MEDIA): Promise<PrintedFile> {
  const { layPaper } = await import('../../core/question-bank/paper/lay-paper.js');
  const { printPaper } = await import('../files/docx-print.js');
  const { drawPictures } = await import('../files/docx-pictures.js');
  const laid = layPaper(bank, { print }).output;
  const drawn = await drawPictures(laid, source);
  const { output, losses } = layPaper(bank, { print, pictures: new Set(drawn.keys()) });
  return { bytes: await printPaper(output, part, mark, drawn), losses };
}

async function ownFormat(bank: Bank, notation: 'yaml' | 'json', mark: string): Promise<PrintedFile> {
  const { printBank } = await import('../../core/question-bank/formats/bank/print-bank.js');
  const { bankJson, bankYaml } = await import('../files/bank-file.js');
  const { output, losses } = printBank(bank);
  return { bytes: utf8(notation === 'yaml' ? inYaml(bankYaml(output), mark) : bankJson(output)), losses };
}

async function qtiPackage(
  bank: Bank,
  version: '2.1' | '3.0',
  mark: string,
  source: MediaSource = NO_MEDIA,
): Promise<PrintedFile> {
  const { mediaPath } = await import('../../core/question-bank/formats/qti/print-media.js');
  const { printQti } = await import('../../core/question-bank/formats/qti/print-qti.js');
  const { printXml } = await import('../files/xml.js');
  const { zipFiles } = await import('../files/zip.js');
  const media = await mediaOfBank(bank.items, source, MOST_IN_PACKAGE);
  const { output, losses } = printQti(bank, version, new Set(media.keys()));
  const files = [...output].map(([path, root]) => [path, utf8(inXml(printXml(root), mark))] as const);
  const shown = [...media].map(([file, bytes]) => [mediaPath(file), bytes] as const);
  return { bytes: zipFiles(new Map([...files, ...shown])), losses };
}
