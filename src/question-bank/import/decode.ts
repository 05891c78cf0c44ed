/** Bytes of a text file → text. The encoding is recognised, never assumed: a wrong one yields characters that look right. */
import type { Problem } from '../../core/question-bank/formats/reading.js';
import { err, ok, type Result } from '../../core/result.js';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5' | 'windows-1252';

export interface DecodedText {
  /** Without byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
  /** Lines (from 1) with bytes that belong to no character; each such byte is U+FFFD in the text. */
  readonly damagedLines: readonly number[];
}

const MARKS: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/** Statistics settle within the first part of a file; the whole is decoded once, at the end. */
const SAMPLE_BYTES = 256 * 1024;
/** A byte lost here and there (a bad disk, a cut-off end) is no other encoding. */
const MOST_DAMAGE = 0.002;
/** Of the Chinese characters of real text about a third are among the most frequent; of misread text one in fifty. */
const REAL_TEXT = 0.12;
const MISREAD_TEXT = 0.06;

/** A few Chinese words in an English file say nothing in statistics. */
const TOO_FEW_BYTES = 200;

const FREQUENT = new Set(
  '的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多定行学法所民得经十三之进等部度家电力里如水化高自二理起小物现实加量都两体制机当使点从业本去把性好应开它合还因由其些然前外天政四日社义事平形相全表间样与关各重新线内数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系题选项确错误单判断列答案安全党',
);
const FREQUENT_TRADITIONAL = new Set(
  '的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進等部度家電力裡如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系題選項確錯誤單判斷列答案安',
);

/**
 * UTF-8, UTF-16 and GB18030 with or without mark; Big5 and Windows-1252 where nothing else can be meant. A file that is
 * none of them is refused with `file.unsupported`; an empty one is an empty text.
 */
export function decode(bytes: Uint8Array): Result<DecodedText, Problem> {
  const encoding = encodingOf(bytes);
  if (encoding === null) {
    return err({
      place: {},
      code: 'file.unsupported',
      message: '文件不是文本，或文字编码无法辨认，请另存为 UTF-8 编码的文本后再上传。',
    });
  }
  // The decoder takes the marks of UTF-8 and UTF-16 away, that of GB18030 not.
  const text = new TextDecoder(encoding).decode(bytes).replace(/^\uFEFF/u, '');
  return ok({ text, encoding, damagedLines: text.includes('\uFFFD') ? damagedLines(text) : [] });
}

function encodingOf(bytes: Uint8Array): Encoding | null {
  const marked = MARKS.find(([, mark]) => mark.every((byte, at) => bytes[at] === byte));
  // FF FE 00 00 would be UTF-32, which nobody writes and no decoder here reads.
  if (marked !== undefined) return startsLikeUtf32(bytes) ? null : marked[0];
  const sample = bytes.subarray(0, SAMPLE_BYTES);
  if (sample.includes(0)) return utf16Of(sample);
  const { high, inSequences, isolated } = highBytes(sample);
  if (high === 0 || inSequences / high > 1 - 10 * MOST_DAMAGE) return 'utf-8';
  const mainlandShare = frequentShare(sample, 'gb18030', FREQUENT);
  const islandShare = frequentShare(sample, 'big5', FREQUENT_TRADITIONAL);
  if (mainlandShare > REAL_TEXT && mainlandShare > islandShare) return 'gb18030';
  if (islandShare > REAL_TEXT && mainlandShare < MISREAD_TEXT) return 'big5';
  // Accented letters stand alone between others; of Chinese characters each has two bytes.
  if (isolated / high > 0.9 && high / sample.length < 0.1) return 'windows-1252';
  const few = high < TOO_FEW_BYTES && mainlandShare >= islandShare;
  return few && decodesWhole(sample, 'gb18030') ? 'gb18030' : null;
}

const startsLikeUtf32 = ([one, two, three, four]: Uint8Array): boolean =>
  one === 0xff && two === 0xfe && three === 0 && four === 0;

/** Without a mark: line breaks and spaces have their zero bytes all on one side, and the rest reads as text. */
function utf16Of(sample: Uint8Array): Encoding | null {
  const even = sample.subarray(0, sample.length - (sample.length % 2));
  return (['utf-16le', 'utf-16be'] as const).find((encoding) => isPlainText(even, encoding)) ?? null;
}

const PLAIN = /[\t\n\r\x20-\x7e\u3000-\u303f\u4e00-\u9fff\uff01-\uff60\u2010-\u2026\u00b7]/gu;

function isPlainText(bytes: Uint8Array, encoding: Encoding): boolean {
  const text = new TextDecoder(encoding).decode(bytes);
  return (text.match(PLAIN)?.length ?? 0) > text.length * 0.95;
}

/** Counts of bytes above 7F: all, those within well-formed UTF-8 sequences, those between two ASCII bytes. */
function highBytes(bytes: Uint8Array): { high: number; inSequences: number; isolated: number } {
  let high = 0;
  let inSequences = 0;
  let isolated = 0;
  for (let at = 0; at < bytes.length;) {
    const length = sequenceLength(bytes, at);
    if (length === 1) {
      at += 1;
      continue;
    }
    if (length > 1) inSequences += length;
    else if ((bytes[at - 1] ?? 0) < 0x80 && (bytes[at + 1] ?? 0) < 0x80) isolated += 1;
    high += Math.max(1, length);
    at += Math.max(1, length);
  }
  return { high, inSequences, isolated };
}

/** 1 for ASCII, 2 to 4 for a well-formed UTF-8 sequence, 0 for neither; one that the end of the bytes cuts counts whole. */
function sequenceLength(bytes: Uint8Array, at: number): number {
  const first = bytes[at] ?? 0;
  if (first < 0x80) return 1;
  const length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 0;
  const rest = bytes.subarray(at + 1, at + length);
  const fits = first < 0xf5 && length > 0 && rest.every((byte) => byte >= 0x80 && byte < 0xc0);
  return fits ? 1 + rest.length : 0;
}

/** Share of the frequent among the Chinese characters; 0 where the bytes do not decode but for rare damage. */
function frequentShare(sample: Uint8Array, encoding: Encoding, frequent: ReadonlySet<string>): number {
  const text = new TextDecoder(encoding).decode(sample);
  const lost = text.split('\uFFFD').length - 1;
  if (lost > Math.max(1, text.length * MOST_DAMAGE)) return 0;
  const characters = text.match(/\p{Script=Han}/gu) ?? [];
  if (characters.length === 0) return 0;
  return characters.filter((character) => frequent.has(character)).length / characters.length;
}

function decodesWhole(sample: Uint8Array, encoding: Encoding): boolean {
  // The last character of a sample may be cut.
  return !new TextDecoder(encoding).decode(sample, { stream: true }).includes('\uFFFD');
}

function damagedLines(text: string): number[] {
  return text.split(/\r\n|\n|\r/u).flatMap((line, index) => (line.includes('\uFFFD') ? [index + 1] : []));
}
