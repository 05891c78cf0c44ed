import { ok, type Result } from '../../result.js';
import type { RawChoice } from '../formats/raw-item.js';
import type { BankChoice } from '../types.js';
import { appearance, latin, tidy } from './characters.js';
import { fault, refuse, type Fault } from './fault.js';

const MOST = 26;
/** A letter and what sets it apart from the text: `A.`, `B、`, `(C)`. */
const OWN_LABEL = /^[(（]?([A-Za-zＡ-Ｚａ-ｚ])[)）]?[.．、:：)）\s]\s*/u;

export interface Choices {
  readonly list: readonly BankChoice[];
  /** The letters stand in the file; else they were given by position. */
  readonly lettered: boolean;
  readonly warnings: readonly Fault[];
}

/** Gives the choices their ids: the letters of the file, or A, B, C … where it has none. */
export function choicesOf(raw: readonly RawChoice[]): Result<Choices, Fault> {
  const written = raw
    .map(({ label, text }) => ({ label: latin(label ?? '').replace(/[^A-Z0-9]/gu, ''), text: tidy(text) }))
    .filter(({ text }) => text !== '');
  if (written.length > MOST) {
    return refuse('choices.too-many', `有 ${written.length} 个选项，最多 ${MOST} 个，请减少选项。`);
  }
  const lettered = written.length > 0 && written.every(({ label }) => label !== '');
  const plain = written.map(({ label, text }, index) => ({ id: lettered ? label : letter(index), text }));
  const own = ownLabelsOf(plain);
  if (lettered && own !== undefined && isRun(own) && isLettered(plain) && !agree(own, plain)) {
    return refuse(
      'key.contradictory',
      '选项文字前的字母与选项本身（或所在列）的字母不一致，看不出答案指哪一个，请核对后只保留一种字母。',
      plain.map(({ id, text }) => `${id} ${text}`).join(' '),
    );
  }
  const bare = own !== undefined && (agree(own, plain) || (!lettered && isRun(own)));
  const list = bare ? own : plain;
  const repeatedId = repeated(list, ({ id }) => id);
  if (repeatedId !== undefined) {
    return refuse('choices.malformed', `有两个选项的编号都是“${repeatedId.id}”，请改正选项的编号。`, repeatedId.text);
  }
  const repeatedText = repeated(list, ({ text }) => appearance(text));
  if (repeatedText !== undefined) {
    return refuse('choices.duplicate', '有两个选项的文字相同，请改成不同的选项。', repeatedText.text);
  }
  const gap = lettered && isLettered(list) ? gapIn(list) : undefined;
  return ok({
    list,
    lettered: lettered || !agree(list, plain),
    warnings:
      gap === undefined ? [] : [fault('choices.malformed', `选项的编号不连续，缺少“${gap}”，请核对是否漏了选项。`)],
  });
}

const letter = (index: number) => String.fromCharCode(65 + index);

/** The choices by the letters before their texts (`A. …` in a column of choice A), where every text has one. */
function ownLabelsOf(list: readonly BankChoice[]): readonly BankChoice[] | undefined {
  const own = list.map(({ text }) => {
    const label = OWN_LABEL.exec(text);
    return label === null ? undefined : { id: latin(label[1] ?? ''), text: tidy(text.slice(label[0].length)) };
  });
  return own.every((choice): choice is BankChoice => choice !== undefined && choice.text !== '') ? own : undefined;
}

const agree = (one: readonly BankChoice[], other: readonly BankChoice[]) =>
  one.every(({ id }, index) => id === other[index]?.id);

const isLettered = (list: readonly BankChoice[]) => list.every(({ id }) => /^[A-Z]$/u.test(id));

/** A, B, C … in any order, with one left out at most. Blood groups (A 型, B 型, O 型) are words, not labels. */
const isRun = (list: readonly BankChoice[]) =>
  list.length > 1 &&
  new Set(list.map(({ id }) => id)).size === list.length &&
  list.every(({ id }) => id <= letter(list.length));

function repeated<T>(list: readonly T[], key: (entry: T) => string): T | undefined {
  const seen = new Set<string>();
  return list.find((entry) => {
    const value = key(entry);
    if (seen.has(value)) return true;
    seen.add(value);
    return false;
  });
}

function gapIn(list: readonly BankChoice[]): string | undefined {
  const ids = list.map(({ id }) => id).sort();
  const missing = ids.findIndex((id, index) => id !== letter(index));
  return missing === -1 ? undefined : letter(missing);
}
