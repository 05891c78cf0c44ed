/** What stands in the braces of a block: by its signs it is one kind or another, in the order in which Moodle looks. */
import { BLANK } from '../../understand/blanks.js';
import { refuse } from '../../understand/fault.js';
import { numberOf, rangeAround, type NumberRange } from '../moodle/decimal.js';
import * as make from '../moodle/graded.js';
import type { Common, Graded, Making } from '../moodle/graded.js';
import type { Notes, TextFormat } from '../moodle/notes.js';
import { explained, truthRemarks, type Remark } from '../moodle/remarks.js';
import { fillInItem, numericItem, showsBlank, type GradedNumber } from '../moodle/written.js';
import type { Marked } from './marked.js';
import { splitModel } from './model-response.js';
import { literalOf, plainOf } from './texts.js';

export interface Section {
  readonly section: Marked;
  readonly format: TextFormat;
  /** Text before and behind the braces. */
  readonly before: Marked;
  readonly after: Marked;
  readonly head: Pick<Common, 'id' | 'tags'>;
  readonly notes: Notes;
}

/** Stands for the braces while the text is turned into plain text; taken out of every file beforehand. */
export const BRACES = '\u0000';

/** The general remark is cut off. */
interface Parts extends Section {
  readonly body: Marked;
  readonly general: string;
}

export function understandSection(whole: Section): Making {
  const cut = whole.section.lastIndexOf('####');
  const general = cut < 0 ? '' : plainOf(whole.section.slice(cut + 4), whole.format, whole.notes);
  const parts = { ...whole, body: cut < 0 ? whole.section : whole.section.slice(0, cut).trim(), general };
  if (stemOf(parts, '') === '') {
    return refuse('stem.missing', '没有题干文字，请补上题干。', whole.section.words.trim());
  }
  return makerOf(parts.body)(parts);
}

function makerOf(body: Marked): (parts: Parts) => Making {
  if (body.isEmpty) return essay;
  if (body.startsWith('#')) return numeric;
  if (body.startsWith('>')) return ordering;
  if (body.indexOf('~') >= 0) return choice;
  if (body.indexOf('=') >= 0 && body.indexOf('->') >= 0) return matching;
  return truthOf(body) === undefined ? accepted : trueFalse;
}

function stemOf({ before, after, format, notes }: Section, blank: string): string {
  // A line break before the braces is layout, not part of the stem.
  const lead = before.words.trimEnd();
  const gap = before.words.slice(lead.length);
  const text = `${lead}${gap.includes('\n') ? '' : gap}${BRACES}${after.words}`;
  return notes.plain(text, format).replace(BRACES, blank).trim();
}

const common = (parts: Parts, stem: string, remarks: readonly Remark[]): Common => ({
  ...parts.head,
  stem,
  ...explained(parts.general, remarks),
});

/** The missing word: where the braces stand in the sentence, there is the blank. */
const stemAround = (parts: Parts) => stemOf(parts, parts.after.isEmpty ? '' : BLANK);

/** Behind the sentence the braces are a blank only where it shows none itself. */
function stemToFill(parts: Parts): string {
  const bare = stemOf(parts, '');
  return parts.after.isEmpty && showsBlank(bare) ? bare : stemOf(parts, BLANK);
}

function essay(parts: Parts): Making {
  const { model, explanation } = splitModel(parts.general);
  const stem = stemOf(parts, '');
  return make.modelledItem(common({ ...parts, general: explanation }, stem, []), model, parts.notes);
}

/** Moodle takes capitals only; small letters can mean nothing else as a whole word. */
const TRUTHS: ReadonlyMap<string, boolean> = new Map([
  ...['T', 'TRUE', 'True', 'true'].map((word) => [word, true] as const),
  ...['F', 'FALSE', 'False', 'false'].map((word) => [word, false] as const),
]);

const truthOf = (body: Marked): boolean | undefined => TRUTHS.get(body.withRemark().text.words.trim());

function trueFalse(parts: Parts): Making {
  const truth = truthOf(parts.body) ?? false;
  // By the format the first remark is for the wrong response, the second for the right one.
  const wrong = parts.body.withRemark().remark.withRemark();
  const plain = (text: Marked) => plainOf(text, parts.format, parts.notes);
  const [right, other] = [plain(wrong.remark), plain(wrong.text)];
  const remarks = truth ? truthRemarks(right, other) : truthRemarks(other, right);
  return make.trueFalseItem(common(parts, stemOf(parts, ''), remarks), truth);
}

const WEIGHT = /^\s*%(-?\d{1,3}(?:[.,]\d*)?)%/u;

/** `%50%` in front of a text. */
function weighted(text: Marked): { readonly percent: number | undefined; readonly rest: Marked } {
  const [whole = '', figure] = WEIGHT.exec(text.words) ?? [];
  return figure === undefined
    ? { percent: undefined, rest: text }
    : { percent: Number(figure.replace(',', '.')), rest: text.slice(whole.length) };
}

type Entry = Graded & { readonly remark: string };

const remarksOf = (entries: readonly Entry[]): readonly Remark[] =>
  entries.map(({ text, percent, remark }) => ({
    on: text,
    text: remark,
    right: percent >= 100,
  }));

function choice(parts: Parts): Making {
  const { body, format, notes } = parts;
  const { before, parts: pieces } = body.partsAt(['=', '~']);
  if (!before.isEmpty) {
    return refuse('choices.malformed', '第一个选项前缺少 = 或 ~，请补上。', before.words.trim());
  }
  const entries = pieces.map(({ mark, text }): Entry & { readonly chosen: boolean } => {
    const { percent, rest } = weighted(text);
    const { text: words, remark } = rest.withRemark();
    return {
      text: plainOf(words, format, notes),
      percent: percent ?? (mark === '=' ? 100 : 0),
      remark: plainOf(remark, format, notes),
      chosen: mark === '=',
    };
  });
  // Without a choice that is right by itself, several are to be chosen.
  const keys = entries.filter(({ chosen, percent }) => chosen && percent >= 100).length;
  if (keys > 1) {
    return refuse(
      'key.contradictory',
      `有 ${keys} 个选项标了 =，看不出答案；多选题请写成 ~%50% 这样的比例，选项文字里的等号请写成 \\=。`,
      body.words,
    );
  }
  return make.choiceItem(
    common(parts, stemAround(parts), remarksOf(entries)),
    entries,
    keys === 1 ? 'single' : 'multiple',
    notes,
  );
}

function accepted(parts: Parts): Making {
  const { before, parts: pieces } = parts.body.partsAt(['=']);
  const texts = before.isEmpty ? pieces.map(({ text }) => text) : [before, ...pieces.map(({ text }) => text)];
  const entries = texts.map((piece): Entry => {
    const { percent, rest } = weighted(piece);
    const { text, remark } = rest.withRemark();
    return {
      text: literalOf(text, parts.notes),
      percent: percent ?? 100,
      remark: plainOf(remark, parts.format, parts.notes),
    };
  });
  return fillInItem(common(parts, stemToFill(parts), remarksOf(entries)), entries, parts.notes);
}

function numeric(parts: Parts): Making {
  const numbers = parts.body.slice(1);
  const wrong = numbers.indexOf('~');
  const right = (wrong < 0 ? numbers : numbers.slice(0, wrong)).partsAt(['=']);
  const pieces = right.before.isEmpty ? [] : [right.before];
  const entries = [...pieces, ...right.parts.map(({ text }) => text)].map((piece): Entry & GradedNumber => {
    const { percent, rest } = weighted(piece);
    const { text, remark } = rest.withRemark();
    const words = text.words.trim();
    return {
      text: words.includes('..') ? words : (words.split(':')[0] ?? words),
      range: rangeOf(words),
      percent: percent ?? 100,
      remark: plainOf(remark, parts.format, parts.notes),
    };
  });
  const other = wrong < 0 ? '' : plainOf(numbers.slice(wrong + 1).withRemark().remark, parts.format, parts.notes);
  const remarks = [...remarksOf(entries), { on: '*', text: other, right: false }];
  return numericItem(common(parts, stemToFill(parts), remarks), entries, parts.notes);
}

/** `3.1..3.2`, `3.15:0.05` or `3.15`. */
function rangeOf(words: string): NumberRange | undefined {
  const dots = words.indexOf('..');
  if (dots > 0) {
    const [min, max] = [numberOf(words.slice(0, dots)), numberOf(words.slice(dots + 2))];
    return min === undefined || max === undefined || min > max ? undefined : { min, max };
  }
  const [value = '', tolerance = '0', ...rest] = words.split(':');
  return rest.length > 0 ? undefined : rangeAround(value, tolerance);
}

function matching(parts: Parts): Making {
  const { before, parts: pieces } = parts.body.partsAt(['=']);
  if (!before.isEmpty) {
    return refuse('choices.malformed', '连线题的第一项前缺少 =，请补上。', before.words.trim());
  }
  const pairs: make.Pair[] = [];
  for (const { text } of pieces) {
    const arrow = text.indexOf('->');
    if (arrow < 0) {
      return refuse('key.unreadable', '连线题有一项没有写“->”，请写成“= 左边 -> 右边”。', text.words.trim());
    }
    const left = plainOf(text.slice(0, arrow), parts.format, parts.notes);
    pairs.push({ left, right: parts.notes.plain(text.slice(arrow + 2).words, 'moodle') });
  }
  return make.matchingItem(common(parts, stemOf(parts, ''), []), pairs, parts.notes);
}

/** `{>5 ALL VERTICAL …` and the entries from first to last, one on each line. */
const ORDERING = /^>\s*(\d+)?((?:[^\S\n]+[A-Za-z_0-9]+)*)[^\S\n]*(?:\n|$)/u;
const SETTING =
  /^(?:ALL|EXACT|RANDOM|REL|CONTIGUOUS|CONTIG|HORIZONTAL|HORI|H|VERTICAL|VERT|V|ALL_OR_NOTHING|ABSOLUTE(?:_POSITION)?|ABS|RELATIVE\w*|LONGEST_\w+|SHOW|HIDE|TRUE|FALSE|YES|NO|NONE|NUMBERING_NONE|[01]|none|abc|ABCD|123|iii|IIII)$/u;

function ordering(parts: Parts): Making {
  const { body, notes } = parts;
  const [header, count, settings = ''] = ORDERING.exec(body.words) ?? [];
  const named = settings.split(/\s+/u).filter((word) => word !== '');
  if (header === undefined || !named.every((word) => SETTING.test(word))) {
    return refuse('key.unreadable', '看不懂排序题的写法，请把每一项各写一行。', body.words);
  }
  const lines = linesOf(body).slice(1);
  const texts = lines.filter((line) => !line.isEmpty).map((line) => ({ text: plainOf(line, parts.format, notes) }));
  const shown = named.some((word) => word === 'ALL' || word === 'EXACT') ? texts.length : Number(count ?? texts.length);
  if (shown < texts.length) notes.drop('每次只排其中几项的设置');
  return make.orderingItem(common(parts, stemOf(parts, ''), []), texts, notes);
}

function linesOf(body: Marked): readonly Marked[] {
  const { before, parts } = body.partsAt(['\n']);
  return [before, ...parts.map(({ text }) => text)];
}
