import { ok, type Result } from '../../result.js';
import type { BankChoice } from '../types.js';
import { appearance, latin, narrow, tidy, withoutTail } from './characters.js';
import type { Choices } from './choices.js';
import { refuse, type Fault } from './fault.js';

/** ABC, A,B,C, A、B、C, A;B, A B, A|B, A/B, A和B, A→B; not A-C, which may mean two or three. */
const LETTERS = /^[A-Z](?:[\s,、;|/&+和及与.。>→]*[A-Z])*$/u;
const FIGURES = /^\d{1,2}(?:[\s,、;|/>→]+\d{1,2})*$/u;
const WRAPPED = /^[("'“‘【[《]\s*(.*?)\s*[)"'”’】\]》]$/u;
/** Letters and the texts of choices that are named one after another; longer keys are prose. */
const LONGEST = 2000;
const SEPARATORS = [/\n+/u, /[;；|｜]/u, /[、,，]/u];
/** A. 甲, (B) 乙, AC。甲、丙 */
const LABELS_AND_TEXT = /^\(?([A-Z](?:[,、]?[A-Z])*)(?![A-Za-z])\)?[.、:。,;\s)]*(.+)$/su;
/** Between two labels with their texts: a stop, or white space and the next label. */
const PARTS = /[\n;|]+|[\s,、。]+(?=\(?[A-Z]\)?\s*[.、:)])/u;

/**
 * The ids that a key names, in the order of the key: letters in any notation, the text of a choice, or the numbers of
 * choices without letters. Refused where it names nothing, or may name two different things.
 */
export function choiceKey(key: string, choices: Choices): Result<readonly string[], Fault> {
  const { list } = choices;
  const texts = textsOf(key, list);
  const labelled = texts === undefined && lettersOf(key) === undefined ? labelledOf(key, list) : undefined;
  if (labelled?.ok === false) return labelled;
  const letters = labelled?.value ?? lettersOf(key);
  const numbers = choices.lettered ? undefined : numbersOf(key, list);
  if (letters?.some((id) => !list.some((choice) => choice.id === id)) === true && texts === undefined) {
    const last = list.at(-1)?.id ?? '';
    return refuse('key.unknown-choice', `答案“${tidy(key)}”超出了选项（到 ${last} 为止），请核对答案或补上选项。`, key);
  }
  const known = letters?.every((id) => list.some((choice) => choice.id === id)) === true ? letters : undefined;
  const readings = [known, texts, numbers].filter((ids): ids is readonly string[] => ids !== undefined);
  const [first] = readings;
  if (first === undefined) {
    return refuse('key.unreadable', '看不懂答案，请写选项的字母，例如 A 或 ABC。', key);
  }
  // By custom one letter is a label, whatever the choices say.
  const certain = known?.length === 1 ? known : readings.every((ids) => same(ids, first)) ? first : undefined;
  if (certain === undefined) {
    return refuse('key.contradictory', '答案既像选项的编号，又像选项的文字，请只写选项的字母。', key);
  }
  if (new Set(certain).size < certain.length) {
    return refuse('key.contradictory', '答案里有重复的选项，请核对答案。', key);
  }
  return ok(certain);
}

const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((id, index) => id === other[index]);

/** The letters that a key consists of, whether or not there are such choices. */
export function lettersOf(key: string): readonly string[] | undefined {
  if (key.length > LONGEST) return undefined;
  const plain = withoutTail(latin(withoutLead(key)), /[\s.。,;]/u);
  const bare = WRAPPED.exec(plain)?.[1] ?? plain;
  return LETTERS.test(bare) ? (bare.match(/[A-Z]/gu) ?? undefined) : undefined;
}

const withoutLead = (key: string) => key.replace(/^\s*(?:答案|选|故选|应选)[：:]?/u, '');

/**
 * The ids of a key that writes labels with the texts of their choices: `A. 甲; C. 丙`. Undefined where no label has the text
 * of a choice beside it; refused where it has the text of another one.
 */
export function labelledOf(key: string, list: readonly BankChoice[]): Result<readonly string[], Fault> | undefined {
  if (key.length > LONGEST) return undefined;
  const parts = narrow(withoutLead(key))
    .split(PARTS)
    .filter((part) => part.trim() !== '');
  const read = parts.map((part) => {
    const [, labels = '', words = ''] = LABELS_AND_TEXT.exec(part.trim()) ?? [];
    const named = textsOf(words, list) ?? textsOf(WRAPPED.exec(words)?.[1] ?? '', list);
    return named === undefined ? undefined : { own: labels.match(/[A-Z]/gu) ?? [], named };
  });
  const found = read.filter((part) => part !== undefined);
  if (found.length === 0) return undefined;
  if (found.some(({ own, named }) => !same([...own].sort(), [...named].sort()))) {
    return refuse('key.contradictory', '答案里的字母和文字不是同一个选项，请核对答案。', key);
  }
  if (found.length < parts.length) {
    return refuse('key.unreadable', '看不懂答案，请写选项的字母，例如 A 或 ABC。', key);
  }
  return ok(found.flatMap(({ own }) => own));
}

function textsOf(key: string, list: readonly BankChoice[]): readonly string[] | undefined {
  const byText = new Map(list.map(({ id, text }) => [appearance(text), id]));
  const named = (words: string) => byText.get(appearance(words));
  if (tidy(key) === '') return undefined;
  const whole = named(key);
  if (whole !== undefined) return [whole];
  for (const separator of SEPARATORS) {
    const ids = tidy(key)
      .split(separator)
      .filter((part) => tidy(part) !== '')
      .map(named);
    if (ids.length > 1 && ids.every((id) => id !== undefined)) return ids;
  }
  return undefined;
}

function numbersOf(key: string, list: readonly BankChoice[]): readonly string[] | undefined {
  const plain = latin(key);
  if (!FIGURES.test(plain)) return undefined;
  const ids = (plain.match(/\d+/gu) ?? []).map((figures) => list[Number(figures) - 1]?.id);
  return ids.every((id) => id !== undefined) ? ids : undefined;
}
