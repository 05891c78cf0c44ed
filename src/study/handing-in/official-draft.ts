/** An official paper (简报, 通报) as neutral data: what it says, without how it looks. Drafts carry no 红头, no 文号, no seal. */

export interface OfficialDraft {
  readonly title: string;
  /** 主送机关; null where it is sent to nobody in particular. */
  readonly addressee: string | null;
  readonly parts: readonly DraftPart[];
  /** Tables behind the text, each on a page of its own and named under it. */
  readonly attachments: readonly DraftTable[];
  readonly signature: string;
  /** 'YYYY-MM-DD' */
  readonly date: string;
  /** 抄送; null where there is none. */
  readonly copyTo: string | null;
}

/** `level` after GB/T 9704: 1 一、 2 （一） 0 text. What somebody still has to write says so in square brackets. */
export interface DraftPart {
  readonly level: 0 | 1 | 2;
  readonly text: string;
}

export interface DraftTable {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** Of the columns, together 1. */
  readonly widths: readonly number[];
}

/**
 * A title broken into lines that are one longer than the other or alike (梯形、菱形), never within a word, a number or
 * a mark of quotation.
 * @param squares that fit in a line
 */
export function titleLines(title: string, squares: number): readonly string[] {
  const count = Math.ceil(widthOf(title) / squares);
  if (count <= 1) return [title];
  const words = wordsOf(title);
  // Lines that begin a little longer and end shorter; 1 beside 0.85 reads as meant, and 1 beside 1 as an accident.
  for (let lines = count; lines <= count + 2; lines++) {
    const wanted = widthOf(title) / lines;
    const broken = breakAt(words, Math.min(squares, wanted * 1.08 + 1), squares);
    if (broken.every((line) => widthOf(line) <= squares)) return broken;
  }
  return breakAt(words, squares, squares);
}

function breakAt(words: readonly string[], wanted: number, most: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    const next = line + word;
    if (line !== '' && (widthOf(next) > most || widthOf(line) >= wanted || widthOf(next) > wanted + 1)) {
      lines.push(line);
      line = word;
    } else {
      line = next;
    }
  }
  return line === '' ? lines : [...lines, line];
}

const widthOf = (text: string): number =>
  [...text].reduce((sum, sign) => sum + (/[\u0020-\u007e]/u.test(sign) ? 0.5 : 1), 0);

const OPENING = /[《“‘（〔【]$/u;
const CLOSING = /^[》”’）〕】，。、；：？！]/u;
/** A measure belongs to its number, and a particle or a conjunction to what stands before it. */
const BOUND = /^(?:年度?|月|日|届|次|期|个|名|的|和|与|及|第)/u;

function wordsOf(title: string): readonly string[] {
  const words: string[] = [];
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(title)) {
    const last = words.at(-1);
    if (last !== undefined && (OPENING.test(last) || CLOSING.test(segment) || BOUND.test(segment))) words[words.length - 1] = last + segment;
    else words.push(segment);
  }
  return words;
} // prettier-ignore

/**
 * Where the signature and the date under it end, in characters from the right edge, for a paper without a seal (GB/T
 * 9704 7.3.5.2): the signature two characters in, the date beginning two after it; a longer date is two in itself and
 * takes the signature with it.
 */
export function signatureIndents(
  signature: string,
  date: string,
): { readonly signature: number; readonly date: number } {
  const [signed, dated] = [widthOf(signature), widthOf(date)];
  if (signed - dated >= 2) return { signature: 2, date: signed - dated };
  return { signature: 4 + dated - signed, date: 2 };
}
