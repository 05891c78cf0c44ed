/** The two choices of a statement without letters: 正确 and 错误 on lines of their own, or both on one. */
import { truthOf } from '../../understand/truth.js';
import type { Collecting } from './collecting.js';
import type { Line } from './lines.js';

const MARK = String.raw`(?:[-*+•○●□◯☐]|true|false|[TF]|[√×])?\s*[.、:)]?\s*`;
const ONE = new RegExp(String.raw`^\s*${MARK}(正确|错误|对|错|是|否)\s*[;；。]?\s*$`, 'iu');
const BOTH = new RegExp(String.raw`^\s*${MARK}(正确|对|是)\s*[\s/、,;]\s*${MARK}(错误|错|否)\s*$`, 'iu');

/** Whether the line is the first or both of these choices, which are taken then. */
export function takeTruths(pass: Collecting, line: Line): boolean {
  const { current: draft, state } = pass;
  if (draft === undefined || state !== 'stem' || draft.stem.empty) return false;
  const both = BOTH.exec(line.shade);
  const next = pass.followers(1)[0];
  const first = both?.[1] ?? ONE.exec(line.shade)?.[1];
  const second = both?.[2] ?? (next === undefined ? undefined : ONE.exec(next.line.shade)?.[1]);
  if (first === undefined || second === undefined || truthOf(first) === truthOf(second)) return false;
  const last = both === null && next !== undefined ? next.line : line;
  draft.choices.push({ text: first, line: line.number }, { text: second, line: last.number });
  pass.claim(line);
  if (last !== line) pass.claim(last);
  pass.index += last.number - line.number;
  pass.state = 'choices';
  return true;
}
