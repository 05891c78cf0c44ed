/** Cloze: responses in braces within the text, `{1:SHORTANSWER:=北京~%50%北平}`. */
import { err, ok, type Result } from '../../../result.js';
import type { BankBlank } from '../../types.js';
import { BLANK } from '../../understand/blanks.js';
import { fault, type Fault } from '../../understand/fault.js';
import { withMedia, type Carry } from '../carried-media.js';
import { decodeEntities } from '../html-entities.js';
import { rangeAround } from './decimal.js';
import * as make from './graded.js';
import type { Common, Graded, Making } from './graded.js';
import type { Notes, TextFormat } from './notes.js';
import { explained, type Remark } from './remarks.js';
import { acceptedNumbers, acceptedTexts } from './written.js';

type GapKind = 'text' | 'number' | 'single' | 'multiple';

const KINDS: Readonly<Record<string, GapKind>> = {
  SHORTANSWER: 'text',
  SA: 'text',
  MW: 'text',
  SHORTANSWER_C: 'text',
  SAC: 'text',
  MWC: 'text',
  NUMERICAL: 'number',
  NM: 'number',
  ...Object.fromEntries(
    ['', '_V', '_H', '_S', '_VS', '_HS'].flatMap((suffix) => {
      const short = suffix.replace('_', '');
      return [
        [`MULTICHOICE${suffix}`, 'single'],
        [`MC${short}`, 'single'],
        [`MULTIRESPONSE${suffix}`, 'multiple'],
        [`MR${short}`, 'multiple'],
      ];
    }),
  ),
};
const START = new RegExp(String.raw`\{(\d*):(${Object.keys(KINDS).join('|')}):`, 'gu');

interface Gap {
  readonly kind: GapKind;
  readonly caseCounts: boolean;
  readonly weight: string;
  readonly entries: readonly (Graded & { readonly remark: string })[];
}

interface Cut {
  /** Text with a character for each gap. */
  readonly text: string;
  readonly gaps: readonly Gap[];
}

/** Stands for a gap while the text becomes plain; XML cannot hold it. */
const GAP = '\u0000';

function cut(source: string, format: TextFormat, notes: Notes): Cut | undefined {
  const pieces: string[] = [];
  const gaps: Gap[] = [];
  let from = 0;
  START.lastIndex = 0;
  for (let found = START.exec(source); found !== null; found = START.exec(source)) {
    const start = found.index + found[0].length;
    const end = endOfGap(source, start);
    if (end === undefined) return undefined;
    const [, weight = '', name = ''] = found;
    const kind = KINDS[name] ?? 'text';
    pieces.push(source.slice(from, found.index));
    gaps.push({
      kind,
      caseCounts: kind === 'text' && name.endsWith('C'),
      weight: weight === '' ? '1' : weight,
      entries: entriesOf(source.slice(start, end), kind, format, notes),
    });
    from = end + 1;
    START.lastIndex = from;
  }
  return { text: [...pieces, source.slice(from)].join(GAP), gaps };
}

/** The first `}` without a backslash before it. */
function endOfGap(source: string, from: number): number | undefined {
  for (let at = source.indexOf('}', from); at >= 0; at = source.indexOf('}', at + 1)) {
    if (source[at - 1] !== '\\') return at;
  }
  return undefined;
}

const WEIGHT = /^\s*(?:=|%(-?\d{1,3}(?:[.,]\d*)?)%)/u;
const unescaped = (text: string) => text.replace(/\\([}~#"/\\])/gu, '$1');

function entriesOf(inside: string, kind: GapKind, format: TextFormat, notes: Notes): Gap['entries'] {
  return inside.split(/(?<!\\)~/u).map((piece) => {
    const [lead = '', figure] = WEIGHT.exec(piece) ?? [];
    // The # of &#39; begins no remark.
    const [text = '', ...remark] = piece.slice(lead.length).split(/(?<![\\&])#/u);
    const words = unescaped(text);
    const isMarkup = kind === 'single' || kind === 'multiple';
    return {
      text: isMarkup
        ? notes.plain(words, format)
        : decodeEntities(words)
            .replace(/[ \t\r\n]+/gu, ' ')
            .trim(),
      percent: figure === undefined ? (lead === '' ? 0 : 100) : Number(figure.replace(',', '.')),
      remark: notes.plain(unescaped(remark.join('#')), format),
    };
  });
}

const refuseCloze = (message: string, words: string): { readonly ok: false; readonly error: Fault } =>
  err(fault('kind.unsupported', message, words));

interface Cloze {
  /** As written, gaps included. */
  readonly source: string;
  readonly format: TextFormat;
  readonly general: string;
  readonly head: Omit<Common, 'stem'>;
  readonly notes: Notes;
  readonly carry: Carry;
}

/**
 * Gaps for words and numbers are the blanks of a fill-in; one gap with choices is a choice. Several with choices are
 * several items in one, which no kind of ours is.
 */
export function clozeItem({ source, format, general, head, notes, carry }: Cloze): Making {
  const found = cut(source, format, notes);
  const shown = notes.illustrated(source, format, carry).text;
  if (found === undefined || found.gaps.length === 0) {
    return refuseCloze('完形填空里没有找到完整的作答部分，没有导入；请检查大括号的写法。', shown);
  }
  const { gaps } = found;
  const asked = notes.illustrated(found.text, format, carry);
  const stem = asked.text.replaceAll(GAP, BLANK);
  const remarks = gaps.flatMap(({ entries }) =>
    entries.map(({ text, percent, remark }): Remark => ({ on: text, text: remark, right: percent >= 100 })),
  );
  const common: Common = { ...head, stem, ...withMedia(asked.media), ...explained(general, remarks) };
  const [gap] = gaps;
  if (gap !== undefined && gaps.length === 1 && (gap.kind === 'single' || gap.kind === 'multiple')) {
    return make.choiceItem(common, gap.entries, gap.kind, notes);
  }
  if (gaps.some(({ kind }) => kind === 'single' || kind === 'multiple')) {
    return refuseCloze('完形填空里有几处选择，竞赛不能使用，没有导入；请把每一处改成一道单选题。', shown);
  }
  if ((stem.match(/_{4,}/gu)?.length ?? 0) !== gaps.length) {
    return err(fault('blank.count', '题干里另有下划线，空的个数对不上，请删去多余的下划线。', stem));
  }
  if (new Set(gaps.map(({ weight }) => weight)).size > 1) notes.drop('各空不同的分值');
  if (gaps.some(({ caseCounts }) => caseCounts)) notes.drop('区分大小写的要求');
  const blanks: BankBlank[] = [];
  for (const each of gaps) {
    const blank = blankOf(each, stem, notes);
    if (!blank.ok) return blank;
    blanks.push(blank.value);
  }
  return ok({ ...common, kind: 'fill-in', correctResponse: blanks });
}

function blankOf(gap: Gap, stem: string, notes: Notes): Result<BankBlank, Fault> {
  if (gap.kind === 'text') return acceptedTexts(gap.entries, stem, notes);
  const numbers = gap.entries
    .filter(({ text, percent }) => text !== '*' || percent > 0)
    .map((entry) => {
      const [value = '', tolerance = '0'] = entry.text.split(':');
      return { ...entry, text: value, range: rangeAround(value, tolerance) };
    });
  return acceptedNumbers(numbers, stem, notes);
}
