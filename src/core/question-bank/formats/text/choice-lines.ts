/** Lines that begin with the letter of a choice, and those that go on after one. */
import { fault } from '../../understand/fault.js';
import { namedKind } from '../../understand/kind-names.js';
import { choicesFrom, labelWithin } from './choice-labels.js';
import type { Collecting } from './collecting.js';
import { tells } from './events.js';
import { addKey, type Draft } from './draft.js';
import { cut, type Line } from './lines.js';
import { numberAs } from './numbers.js';
import type { Shape } from './shapes.js';

const BRACKET_ALONE =
  /^\s*[(【[]\s*([A-Za-z](?:[\s,、;]*[A-Za-z]){0,25}|[√×✓✗✔✘]|正确|错误|对|错)\s*[)】\]]\s*[。.o°]?\s*$/u;
const CLOSING_FIRST = /^\s*[，。、；：？！,;:?!）)】\]”’》]/u;

const after = (letter: string) => String.fromCharCode(letter.charCodeAt(0) + 1);

/** （ A ） on a line of its own after the choices. */
export function takeBracketKey(pass: Collecting, line: Line): boolean {
  const draft = pass.current;
  if (draft === undefined || (pass.state !== 'choices' && pass.state !== 'bare')) return false;
  const match = BRACKET_ALONE.exec(line.shade);
  if (match === null) return false;
  pass.claim(line);
  addKey(draft, match[1] ?? '', line.number);
  pass.state = 'closed';
  return true;
}

/** The numbered side of a matching item: 1. 书记 under A. 张三. */
export function takeTarget(pass: Collecting, { line }: Shape, to: number): boolean {
  const draft = pass.current;
  if (draft === undefined || pass.state !== 'choices') return false;
  const kind = draft.kind ?? draft.section.kind;
  if (kind === undefined || namedKind(kind) !== 'matching') return false;
  const number = numberAs('plain', line.shade);
  const due = draft.choices.filter(({ letter }) => letter !== undefined && /^\d/u.test(letter)).length + 1;
  if (number?.value !== due) return false;
  pass.claim(line);
  draft.choices.push({ letter: String(due), text: cut(line, number.end, to), line: line.number });
  return true;
}

export function takeChoices(pass: Collecting, shape: Shape, to: number): boolean {
  const { choice, line } = shape;
  const { state } = pass;
  if (choice === undefined || state === 'open' || state === 'explained' || state === 'bare') return false;
  const draft = pass.current;
  const { letter, style } = choice;
  if (draft === undefined || state === 'none' || state === 'closed') {
    if (!beginsChoices(pass, shape, to)) return false;
    // A key may stand before the choices; else they have no stem.
    if (draft === undefined || draft.choices.length > 0) {
      if (letter !== 'A') return false;
      pass.open(line, undefined, 0, 0);
    }
  } else if (state === 'stem') {
    if ((choice.alone && /[()【[]/u.test(line.shade)) || !beginsChoices(pass, shape, to)) return false;
  } else {
    const due = after(draft.choices.at(-1)?.letter ?? '@');
    const near = letter > due && letter.charCodeAt(0) <= due.charCodeAt(0) + 3;
    if (letter === 'A' && style === 'signed') pass.open(line, undefined, 0, 0);
    else if (letter !== due && style !== 'signed' && !(near && style === 'spaced')) return false;
  }
  pass.addChoices(line, choice, to);
  splitPair(pass.current);
  return true;
}

/** Both sides of a matching item on one line: A. 张三  1. 书记. */
function splitPair(draft: Draft | undefined): void {
  const last = draft?.choices.at(-1);
  const kind = draft?.kind ?? draft?.section.kind;
  if (draft === undefined || last === undefined || kind === undefined || namedKind(kind) !== 'matching') return;
  const [, left = '', number = '', right = ''] =
    /^(.*\S)\s+[(（]?(\d{1,2})[)）.．、]\s*(\S.*)$/su.exec(last.text) ?? [];
  if (number === '') return;
  last.text = left;
  draft.choices.push({ letter: number, text: right, line: last.line });
}

/** Whether a letter at the start of a line begins choices: with a sign it does; else the next letter must follow. */
function beginsChoices(pass: Collecting, { choice, line }: Shape, to: number): boolean {
  if (choice === undefined) return false;
  const { letter, style, alone } = choice;
  const small = /[a-z]/u.test(line.shade.slice(choice.start, choice.start + 2));
  if (style === 'signed' && !alone) return letter === 'A' || (!small && letter <= 'D');
  const [one, other] = pass.followers(2);
  const next = one?.choice?.letter;
  if (alone) return letter === 'A' && (next === 'B' || other?.choice?.letter === 'B');
  if (choicesFrom(line, choice, to).length > 1) return letter === 'A';
  return next === after(letter) && (letter === 'A' || style === 'spaced');
}

/** A line without any sign after a choice: its second line, the next stem, or something that cannot be told. */
export function continueChoice(pass: Collecting, line: Line, to: number): void {
  const { current: draft, event } = pass;
  const last = draft?.choices.at(-1);
  if (draft === undefined || last === undefined) return;
  const words = cut(line, 0, to);
  if (last.text === '') {
    pass.claim(line);
    last.text = words;
  } else if (!pass.gap && goesOnTo(pass, line, to)) {
    return;
  } else if (!pass.gap && (pass.brokenOff || CLOSING_FIRST.test(line.text) || indented(pass, line))) {
    pass.claim(line);
    last.text += words;
  } else if (event === 'first-choice' || (!pass.numbered && (pass.gap || tells(words))))
    pass.open(line, undefined, 0, to);
  else if (event === 'heading' || (pass.gap && !['choice', 'key', 'label'].includes(event))) pass.leave(line);
  else doubt(pass, draft, line, words);
}

/** 中国史 C、世界史 under B、新: where the next choice begins in the line, the words before it go on. */
function goesOnTo(pass: Collecting, line: Line, to: number): boolean {
  const last = pass.current?.choices.at(-1);
  const next = last?.letter === undefined ? undefined : labelWithin(line, after(last.letter), to);
  if (last === undefined || next === undefined) return false;
  last.text += cut(line, 0, next.start);
  pass.addChoices(line, next, to);
  return true;
}

const indented = ({ previous }: Collecting, line: Line) =>
  line.indent >= 2 && line.indent >= (previous?.indent ?? 0) + 2;

function doubt(pass: Collecting, draft: Draft, line: Line, words: string): void {
  pass.claim(line);
  const { letter } = draft.choices.at(-1) ?? {};
  const name = letter === undefined ? '选项' : `选项 ${letter} `;
  draft.fault ??= fault(
    'choices.malformed',
    `${name}后面有一行没有编号的文字，看不出是接着上一行还是另一个选项，请补上选项的字母。`,
    words,
  );
}
