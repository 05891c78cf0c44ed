import { cut, type Line } from './lines.js';

/** How the letters of choices are set apart: by a sign (A. A、 (A)), by space (A 甲), or not at all (A甲). */
export type LetterStyle = 'signed' | 'spaced' | 'glued';

export interface ChoiceLabel {
  readonly letter: string;
  readonly style: LetterStyle;
  readonly start: number;
  readonly end: number;
}

export interface TextChoice {
  readonly letter: string;
  readonly text: string;
}

const FORMS: readonly (readonly [LetterStyle, RegExp])[] = [
  ['signed', /[([【]\s*([A-Za-z])\s*[)\]】]\s*[.、:]?\s*/y],
  ['signed', /([A-Za-z])\s*[.、:);。·﹒•]\s*/y],
  ['signed', /([A-Za-z])\s*,(?=[^\s\d])\s*/y],
  ['spaced', /([A-Z])\s+(?=\S)/y],
  ['glued', /([A-Z])(?=[\u4e00-\u9fff《“"「（(0-9])/y],
];
/** Letters A of one line that are looked at: a line of nothing but letters must not take long. */
const TRIES = 20;
/** How long a bracket with a key is. */
const BRACKET = 16;
const WORDS = /[\p{L}\p{N}]/u;
const BULLET = /\s*(?:[-*+•●○□☐◯]\s+)?/y;

/** The letter with which a line begins; `alone` where nothing follows it. */
export function choiceAtStart(shade: string): (ChoiceLabel & { readonly alone: boolean }) | undefined {
  BULLET.lastIndex = 0;
  const start = BULLET.exec(shade)?.[0].length ?? 0;
  const alone = /^\s*([A-Z])\s*$/u.exec(shade);
  if (alone !== null) {
    return { letter: alone[1] ?? '', style: 'spaced', start, end: shade.length, alone: true };
  }
  for (const [style, pattern] of FORMS) {
    pattern.lastIndex = start;
    const match = pattern.exec(shade);
    if (match === null) continue;
    const end = start + match[0].length;
    return { letter: (match[1] ?? '').toUpperCase(), style, start, end, alone: end >= shade.trimEnd().length };
  }
  return undefined;
}

const nextLetter = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 1);

/** Where a letter that is expected stands inside a line, set apart as `style` says. */
function within(shade: string, letter: string, style: LetterStyle, from: number, to: number): ChoiceLabel | undefined {
  const small = letter.toLowerCase();
  for (let at = from; at < to; at += 1) {
    const character = shade[at];
    if (character !== letter && character !== small) continue;
    const before = shade[at - 1] ?? ' ';
    const opened = /[([【]/u.test(before);
    // （ A、B ） is a place that was filled in.
    if (/[([【][^)\]】]*$/u.test(shade.slice(Math.max(0, at - BRACKET), opened ? at - 1 : at))) continue;
    if (style === 'signed') {
      const start = opened ? at - 1 : at;
      if (/[A-Za-z]/u.test(before) || (!opened && character === small && !/\s/u.test(before))) continue;
      const form = opened ? /[([【][A-Za-z]\s*[)\]】]\s*[.、:]?\s*/y : /[A-Za-z]\s*[.、):﹒]\s*/y;
      form.lastIndex = start;
      const match = form.exec(shade);
      if (match !== null && start > from) return { letter, style, start, end: start + match[0].length };
    } else if (
      character === letter &&
      /\s/u.test(before) &&
      /[\s\u4e00-\u9fff《“"「（(0-9]/u.test(shade[at + 1] ?? 'x')
    ) {
      return { letter, style, start: at, end: at + 1 };
    }
  }
  return undefined;
}

/** The letter of a choice that is due, with its sign, behind the first words of a line. */
export function labelWithin({ shade }: Line, letter: string, to: number): ChoiceLabel | undefined {
  const label = within(shade, letter, 'signed', 0, to);
  const apart = /[\s;。]/u.test(shade[(label?.start ?? 0) - 1] ?? '');
  return label !== undefined && apart && WORDS.test(shade.slice(label.end, to)) ? label : undefined;
}

/**
 * The choices of a line from a label on: `A.甲 B.乙`. A letter counts only where it is the next one and has words of its
 * own, so that “C、A和B” stays one choice.
 */
export function choicesFrom(line: Line, first: ChoiceLabel, to: number): TextChoice[] {
  const found: TextChoice[] = [];
  let label = first;
  for (;;) {
    const next = within(line.shade, nextLetter(label.letter), label.style, label.end, to);
    const text = next === undefined ? cut(line, label.end, to) : cut(line, label.end, next.start);
    const rest = next === undefined ? '' : cut(line, next.end, to);
    if (next === undefined || text === '' || (rest === '' && !/\s/u.test(line.shade[next.start - 1] ?? ''))) {
      found.push({ letter: label.letter, text: cut(line, label.end, to) });
      return found;
    }
    found.push({ letter: label.letter, text });
    label = next;
  }
}

/**
 * Where choices begin in the line of the stem: at an A that words precede and a B follows, in the line or, where
 * `continued`, at the start of the next. Letters without a sign count only where A, B and C stand in the line.
 */
export function choicesInStem(shade: string, from: number, to: number, continued: boolean): ChoiceLabel | undefined {
  for (let at = from, tries = 0; at < to && tries < TRIES; tries += 1) {
    const label = within(shade, 'A', 'signed', at, to);
    if (label === undefined) break;
    const next = within(shade, 'B', 'signed', label.end, to);
    const apart = /[\s。？！?!:;)】_”"》.（(]/u.test(shade[label.start - 1] ?? ' ');
    const filled = WORDS.test(shade.slice(label.end, next?.start ?? to));
    if (filled && (next === undefined ? continued && apart : WORDS.test(shade.slice(next.end, to)))) return label;
    at = label.end;
  }
  const spaced = within(shade, 'A', 'spaced', from, to);
  const second = spaced && within(shade, 'B', 'spaced', spaced.end, to);
  const third = second && within(shade, 'C', 'spaced', second.end, to);
  if (spaced === undefined || second === undefined || third === undefined) return undefined;
  // （ A B C ） is a key.
  const filled = [
    shade.slice(spaced.end, second.start),
    shade.slice(second.end, third.start),
    shade.slice(third.end, to),
  ];
  return filled.every((text) => /[^\s)\]】]/u.test(text)) ? spaced : undefined;
}
