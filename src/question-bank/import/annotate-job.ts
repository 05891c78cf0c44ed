import { parse } from 'node:path';

import { FileError } from '../files/file-error.js';
import { writeCsv } from '../files/csv-write.js';
import { readCsv } from '../files/csv-read.js';
import { writeXlsx } from '../files/xlsx-write.js';
import { JobFolder } from '../jobs/job-folder.js';
import { annotateRows, annotateText, listOf, remarksOf } from './annotate.js';
import { decode } from './decode.js';
import { REPORT, UPLOAD, type ImportFiles } from './import-files.js';
import type { Look } from './look.js';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const BYTE_ORDER_MARK = '\uFEFF';

interface Made {
  readonly bytes: Uint8Array;
  readonly extension: string;
  readonly mime: string;
}

/** By format; the rest gets a list. */
const ANNOTATED: Readonly<Record<string, ((bytes: Uint8Array, look: Look) => Promise<Made>) | undefined>> = {
  text: textWithRemarks,
  gift: textWithRemarks,
  aiken: textWithRemarks,
  csv: tableWithRemarks,
  xlsx: workbookWithRemarks,
  kahoot: workbookWithRemarks,
};

export async function annotate({ folder }: { readonly folder: string }): Promise<void> {
  const files = new JobFolder<ImportFiles>(folder);
  const [look, { fileName }] = [await files.read('look'), await files.read('meta')];
  const { bytes, extension, mime } = await made(await files.readBytes(UPLOAD), look, fileName);
  await files.writeBytes(REPORT, bytes);
  await files.write('report', { fileName: `${parse(fileName).name}-导入报告${extension}`, mime });
}

async function made(bytes: Uint8Array, look: Look, fileName: string): Promise<Made> {
  try {
    const own = await ANNOTATED[look.format]?.(bytes, look);
    if (own !== undefined) return own;
  } catch (error) {
    // What could not be read cannot be written into either; the list says why.
    if (!(error instanceof FileError)) throw error;
  }
  return { bytes: await writeXlsx(listOf(look, fileName)), extension: '.xlsx', mime: XLSX };
}

async function workbookWithRemarks(bytes: Uint8Array, look: Look): Promise<Made> {
  const { annotateXlsx } = await import('../files/xlsx-annotate.js');
  return { bytes: await annotateXlsx(bytes, remarksOf(look)), extension: '.xlsx', mime: XLSX };
}

async function textWithRemarks(bytes: Uint8Array, look: Look): Promise<Made> {
  const text = annotateText(textOf(bytes), remarksOf(look), look.format);
  return { bytes: utf8(BYTE_ORDER_MARK + text), extension: '.txt', mime: 'text/plain; charset=utf-8' };
}

async function tableWithRemarks(bytes: Uint8Array, look: Look): Promise<Made> {
  const sheets = readCsv(textOf(bytes)).map((sheet) => writeCsv(annotateRows(sheet, remarksOf(look))));
  return { bytes: utf8(sheets.join('')), extension: '.csv', mime: 'text/csv; charset=utf-8' };
}

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

function textOf(bytes: Uint8Array): string {
  const decoded = decode(bytes);
  if (!decoded.ok) throw new FileError(decoded.error.code, decoded.error.message);
  return decoded.value.text;
}
