/** Keys of ordering and matching. */
import { ok, type Result } from '../../result.js';
import type { BankChoice } from '../types.js';
import { latin, tidy } from './characters.js';
import { choiceKey } from './choice-key.js';
import type { Choices } from './choices.js';
import { refuse, type Fault } from './fault.js';

/** Every choice once, from first to last. */
export function orderKey(key: string, choices: Choices): Result<readonly string[], Fault> {
  // C-A-B: between the letters of an order a dash is no range.
  const ids = choiceKey(key.replace(/[-—–>＞]+/gu, '→'), choices);
  if (!ids.ok) return ids;
  const missing = choices.list.filter(({ id }) => !ids.value.includes(id));
  if (missing.length === 0) return ids;
  return refuse(
    'key.contradictory',
    `排序的答案没有用到选项“${missing.map(({ id }) => id).join('、')}”，请把顺序写全。`,
    key,
  );
}

export interface Matched {
  readonly choices: readonly BankChoice[];
  readonly targets: readonly BankChoice[];
  readonly key?: Readonly<Record<string, string>>;
}

const ARROW = /\s*(?:→|=>|->|——|—>|⇒)\s*/u;
const PAIRS = /^[A-Z]\s*[-—–:=→>]*\s*\d{1,2}(?:[\s,、;|]*[A-Z]\s*[-—–:=→>]*\s*\d{1,2})*$/u;

/**
 * Two ways to write it: every choice a pair (`天 → 地`), which is the key as well; or the left side lettered, the right
 * side numbered among the choices, and a key like A2 B1, A-2;B-1.
 */
export function matched(key: string | undefined, choices: Choices): Result<Matched, Fault> {
  const pairs = choices.list.map(({ id, text }) => ({ id, sides: text.split(ARROW) }));
  if (key === undefined && pairs.length > 1 && pairs.every(({ sides }) => sides.length === 2)) {
    const right = [...new Set(pairs.map(({ sides }) => tidy(sides[1] ?? '')))];
    return ok({
      choices: pairs.map(({ id, sides }) => ({ id, text: tidy(sides[0] ?? '') })),
      targets: right.map((text, index) => ({ id: String(index + 1), text })),
      key: Object.fromEntries(pairs.map(({ id, sides }) => [id, String(right.indexOf(tidy(sides[1] ?? '')) + 1)])),
    });
  }
  const left = choices.list.filter(({ id }) => /^[A-Z]$/u.test(id));
  const right = choices.list.filter(({ id }) => /^\d+$/u.test(id));
  if (left.length < 2 || right.length < 2) {
    return refuse('choices.malformed', '连线题请把左边编为 A、B……，右边编为 1、2……，或者每行写成“左边 → 右边”。');
  }
  const sides = { choices: left, targets: right };
  if (key === undefined) return ok(sides);
  const plain = latin(key);
  if (!PAIRS.test(plain)) return refuse('key.unreadable', '看不懂连线的答案，请写成 A-2;B-1 的样子。', key);
  const found = (plain.match(/[A-Z]|\d+/gu) ?? []).map((id) => id);
  const entries = found.flatMap((id, index) => (index % 2 === 0 ? [[id, found[index + 1] ?? ''] as const] : []));
  const strange = found.find((id) => !choices.list.some((choice) => choice.id === id));
  if (strange !== undefined) return refuse('key.unknown-choice', `答案中的“${strange}”不在选项里，请核对答案。`, key);
  const missing = left.filter(({ id }) => !entries.some(([from]) => from === id));
  if (missing.length > 0 || new Set(entries.map(([from]) => from)).size < entries.length) {
    return refuse('key.contradictory', '连线的答案没有把左边每一项连一次，请补全。', key);
  }
  return ok({ ...sides, key: Object.fromEntries(entries) });
}
