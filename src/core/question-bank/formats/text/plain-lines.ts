/** Lines without any sign of their own: what they are depends on what went before and what follows. */
import { fillingsOf } from './brackets.js';
import { continueChoice } from './choice-lines.js';
import type { Collecting } from './collecting.js';
import { cut, type Line } from './lines.js';
import { newMaterial } from './material.js';
import { numberAs, type NumberStyle } from './numbers.js';
import type { Shape } from './shapes.js';
import { takeTruths } from './truth-lines.js';

/** What a person calls a paper or a bank; after an empty line it ends what went before. */
const TITLE =
  /^[^，。；;？！?!:：]{0,40}(?:试题|试卷|题库|样卷|模拟卷|练习题|考试|竞赛|答案)[^，。；;？！?!:：]{0,12}$/u;

export function takePlain(pass: Collecting, { line }: Shape, to: number): void {
  const words = cut(line, 0, to);
  if (words === '') return;
  if (takeTruths(pass, line)) return;
  const draft = pass.current;
  if (pass.gap && pass.state !== 'stem' && TITLE.test(line.shade.trim())) {
    pass.close();
    pass.leave(line);
    return;
  }
  switch (pass.state) {
    case 'material':
      if (!pass.numbered && pass.event === 'first-choice' && pass.gap) begin(pass, line, to);
      else pass.addMaterial(line);
      return;
    case 'none':
    case 'closed':
      begin(pass, line, to);
      return;
    case 'stem':
      continueStem(pass, line, to);
      return;
    case 'bare':
      pass.claim(line);
      draft?.choices.push({ text: words, line: line.number });
      return;
    case 'open':
      pass.claim(line);
      if (draft === undefined) return;
      draft.keyRest.add(words, pass.brokenOff);
      draft.keyLine ??= line.number;
      if (draft.choices.length > 0) pass.state = 'closed';
      return;
    case 'explained':
      if (!pass.numbered && !pass.brokenOff && nextItem(pass)) begin(pass, line, to);
      else {
        pass.claim(line);
        draft?.explanation.add(words, pass.brokenOff);
      }
      return;
    case 'choices':
      continueChoice(pass, line, to);
  }
}

/** Where items have no numbers: choices or another key follow, so that a stem must begin here. */
const nextItem = ({ current, event }: Collecting) =>
  event === 'first-choice' || (event === 'key' && current?.key !== undefined);

/** A line between items: a stem without a number, or nothing that is known. */
function begin(pass: Collecting, line: Line, to: number): void {
  const { event, section } = pass;
  const filled = fillingsOf(cut(line, 0, to)).length > 0;
  const certain = event === 'first-choice' || filled || (section.named === 'true-false' && event === 'key');
  if (pass.numbered && !certain) {
    if (section.named !== 'case') pass.leave(line);
    else {
      pass.share(newMaterial({ shared: true }));
      pass.addMaterial(line, otherNumber(line.shade));
    }
  } else pass.open(line, undefined, otherNumber(line.shade), to);
}

/** A number in a style that is not the file's, before an item that has no other. */
function otherNumber(shade: string): number {
  const styles: readonly NumberStyle[] = ['plain', 'bracketed', 'named', 'circled'];
  return styles.map((style) => numberAs(style, shade)).find((number) => number?.doubtful === false)?.end ?? 0;
}

function continueStem(pass: Collecting, line: Line, to: number): void {
  const draft = pass.current;
  if (draft === undefined) return;
  const fresh = pass.gap && draft.number === undefined && !pass.isItem(draft);
  const next = !pass.numbered && pass.ofStatements && draft.stem.ended && !pass.brokenOff;
  if (fresh || next) {
    pass.open(line, undefined, 0, to);
    return;
  }
  pass.claim(line);
  pass.addStem(line, 0, to);
}
