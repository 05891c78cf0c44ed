/** A file of any kind → its items. For the process of a job or of the command line, not for that of the server. */
import type { Format, Problem, Reading } from '../../core/question-bank/formats/reading.js';
import { FileError } from '../files/file-error.js';
import { unzip, type ZipLimits } from '../files/unzip.js';
import { XmlRefused } from '../files/xml.js';
import { withoutRemarks } from './annotate.js';
import { CarriedMedia } from './carried-files.js';
import { decode, type DecodedText } from './decode.js';
import { READERS, type Archive, type FormatReading } from './readers.js';
import { recogniseArchive, recogniseBytes, type Unread } from './recognise.js';
import { recogniseText } from './recognise-text.js';

/** A bank of 10,000 items takes 2 to 10 MB, a document with pictures more. */
export const MOST_BYTES = 20 * 1024 * 1024;
export const TOO_LARGE = '文件超过 20 MB，请分成几个较小的文件，或删去图片后再上传。';

/** A package of QTI has a file for each item. Office files have limits of their own. */
const ARCHIVE_LIMITS: ZipLimits = { entries: 20_000, bytes: 128 * 1024 * 1024, ratio: 200 };
/** Far more than a person would bring; beyond it lie texts that are made to keep a reader busy. */
const MOST_ITEMS = 20_000;
const MOST_CHARACTERS = 6_000_000;
const MOST_LINES = 300_000;
const LONGEST_LINE = 50_000;
/** More lines than this are not named one by one. */
const LINES_NAMED = 20;

/** Where a reader itself failed. */
export const OUR_FAULT = {
  code: 'file.malformed',
  message: '读取文件时出错，请换一种格式另存后再上传；如仍出错，请联系管理员。',
} as const satisfies Pick<Problem, 'code' | 'message'>;

export interface FileReading {
  /** A `Format`, or the name of what was recognised and is not read, such as pdf. */
  readonly format: string;
  /** Of texts; null for what is no text. */
  readonly encoding: string | null;
  readonly reading: Reading;
  readonly bank?: FormatReading['bank'];
  /** Pictures and recordings of the items, by their ids. */
  readonly media?: FormatReading['media'];
}

/**
 * @param given the format that somebody says it is, against what its content says
 * @param carried where pictures, recordings and films of the file are kept
 */
export async function readFile(
  bytes: Uint8Array,
  given?: Format,
  carried: CarriedMedia = new CarriedMedia(),
): Promise<FileReading> {
  const state: State = { format: given ?? 'unknown', encoding: null, carried };
  try {
    const { format, reading: found, bank, media } = await read(bytes, given, state);
    const reading = neverEmpty(found);
    if (reading.read > MOST_ITEMS) throw new FileError('file.too-large', tooMany(reading.read));
    return {
      format: format ?? state.format,
      encoding: state.encoding,
      reading,
      ...(bank === undefined ? {} : { bank }),
      ...(media === undefined ? {} : { media }),
    };
  } catch (error) {
    return { format: state.format, encoding: state.encoding, reading: unread(problemOf(error)) };
  }
}

/** Of a file from which nothing can be read. */
export const unread = (problem: Problem): Reading => ({ read: 0, items: [], rejected: [problem], warnings: [] });

/** Finding nothing is a fault of the file, which whoever loads it must see. */
function neverEmpty(reading: Reading): Reading {
  if (reading.read > 0 || reading.rejected.length > 0) return reading;
  const isSaid = ({ code }: Problem) => code === 'file.empty';
  const said = reading.warnings.filter(isSaid);
  return {
    ...reading,
    rejected: said.length > 0 ? said : [NO_ITEMS],
    warnings: reading.warnings.filter((problem) => !isSaid(problem)),
  };
}

const NO_ITEMS: Problem = {
  place: {},
  code: 'file.empty',
  message: '没有在文件里找到题目，请检查是否选对了文件，并对照模板检查题号、选项和答案的写法。',
};

const tooMany = (read: number): string =>
  `文件里有 ${read} 道题，一次最多导入 ${MOST_ITEMS} 道，请分成几个文件再上传。`;

function problemOf(error: unknown): Problem {
  if (error instanceof XmlRefused) return error.problem;
  if (error instanceof FileError) return { place: {}, code: error.code, message: error.message };
  // V8 has no stack left, or no string so long: nothing that a person writes comes to that.
  if (error instanceof RangeError) {
    return { place: {}, code: 'file.too-large', message: '文件的层次太深或内容太长，请检查文件是否完好。' };
  }
  throw error;
}

interface State {
  format: string;
  encoding: string | null;
  readonly carried: CarriedMedia;
}

async function read(bytes: Uint8Array, given: Format | undefined, state: State): Promise<FormatReading> {
  if (bytes.length > MOST_BYTES) throw new FileError('file.too-large', TOO_LARGE);
  if (bytes.length === 0) throw new FileError('file.empty', '文件是空的，请检查是否选对了文件。');
  const container = recogniseBytes(bytes);
  if (container === 'zip') return readZip(bytes, given, state);
  if (container !== null) return refuse(container, state);
  const decoded = decode(bytes);
  if (!decoded.ok) throw new FileError(decoded.error.code, decoded.error.message);
  state.encoding = decoded.value.encoding;
  return readDecoded(decoded.value, given, state);
}

async function readZip(bytes: Uint8Array, given: Format | undefined, state: State): Promise<FormatReading> {
  state.format = 'zip';
  const archive: Archive = await unzip(bytes, ARCHIVE_LIMITS);
  const recognised = recogniseArchive(archive.keys());
  if (!recognised.known) return refuse(recognised, state);
  state.format = given ?? recognised.format;
  const reader = READERS[given ?? recognised.format];
  if (reader.of === 'bytes') return reader.read(bytes);
  if (reader.of === 'archive-or-text') return reader.readArchive(archive, state.carried);
  throw new FileError(
    'file.malformed',
    `这个文件不是所选的格式，看起来是 ${recognised.format}，请改选格式或换一个文件。`,
  );
}

async function readDecoded(
  { text: written, damagedLines }: DecodedText,
  given: Format | undefined,
  state: State,
): Promise<FormatReading> {
  const text = withoutRemarks(written);
  const recognised = given === undefined ? recogniseText(text) : ({ known: true, format: given } as const);
  if (!recognised.known) return refuse(recognised, state);
  state.format = recognised.format;
  const reader = READERS[recognised.format];
  if (reader.of === 'bytes') {
    throw new FileError('file.malformed', '这个文件是文本，不是所选的格式，请改选格式或换一个文件。');
  }
  if (LINE_FORMATS.has(recognised.format)) checkLines(text);
  const result = await reader.read(text, state.carried);
  const { reading } = result;
  return { ...result, reading: { ...reading, warnings: [...damageWarnings(damagedLines), ...reading.warnings] } };
}

/** Of lines that people type. */
const LINE_FORMATS: ReadonlySet<string> = new Set<Format>(['text', 'gift', 'aiken']);

/** @throws FileError */
function checkLines(text: string): void {
  if (text.length > MOST_CHARACTERS) {
    throw new FileError('file.too-large', '文件超过六百万字，请分成几个较小的文件再上传。');
  }
  let lines = 0;
  for (let start = 0; start <= text.length; lines += 1) {
    const end = text.indexOf('\n', start);
    const length = (end === -1 ? text.length : end) - start;
    if (length > LONGEST_LINE) {
      throw new FileError('file.malformed', `第 ${lines + 1} 行超过 ${LONGEST_LINE} 字，请检查文件是否完好。`);
    }
    start += length + 1;
  }
  if (lines > MOST_LINES)
    throw new FileError('file.too-large', `文件超过 ${MOST_LINES} 行，请分成几个较小的文件再上传。`);
}

function refuse({ format, message }: Unread, state: State): never {
  state.format = format;
  throw new FileError('file.unsupported', message);
}

function damageWarnings(lines: readonly number[]): Problem[] {
  const named = lines.slice(0, LINES_NAMED).map((line): Problem => ({
    place: { line },
    code: 'file.malformed',
    message: `第 ${line} 行有损坏的字符（显示为 \uFFFD），请对照原文改正。`,
  }));
  if (lines.length <= LINES_NAMED) return named;
  const more = `还有 ${lines.length - LINES_NAMED} 行有损坏的字符，请用原来的软件重新导出文件。`;
  return [...named, { place: {}, code: 'file.malformed', message: more }];
}
