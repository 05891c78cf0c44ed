/** Finds the key that stands in the stem itself, and empties the place where it stood. */
import { fault, type Fault } from '../../understand/fault.js';
import type { NamedKind } from '../../understand/kind-names.js';
import { truthOf, truthPair, typedTruthOf } from '../../understand/truth.js';
import { bareMark, emptied, fillingsOf, removed, type BareMark, type Filling } from './brackets.js';
import { sameKey } from './draft.js';

export interface StemAndKey {
  readonly stem: string;
  readonly key?: string;
  readonly fault?: Fault;
}

interface Known {
  readonly named: NamedKind | undefined;
  /** Letters and texts of the choices. */
  readonly letters: readonly string[];
  readonly texts: readonly string[];
  /** From a line of its own. */
  readonly key: string | undefined;
  /** The file is known to write its keys in the brackets of the stem. */
  readonly habit: boolean;
}

const lettersIn = (key: string) => key.toUpperCase().match(/[A-Z]/gu) ?? [];

/** Letters that may be the key of these choices. */
export function letterFillings(stem: string, letters: readonly string[]): readonly Filling[] {
  return fillingsOf(stem).filter(({ sort, key, roomy }) => {
    if (sort !== 'letters' && !/^[xXvV]$/u.test(key)) return false;
    const named = lettersIn(key);
    const distinct = new Set(named).size === named.length;
    const known = named.every((letter) => letters.includes(letter));
    return distinct && (known || (roomy && /^[A-H]$/u.test(key)));
  });
}

const AT_END = /^[\s。．.；;!！?？]*$/u;

function truthFillings(stem: string, named: NamedKind | undefined): readonly Filling[] {
  return fillingsOf(stem).filter(({ sort, key, start, end, roomy }) => {
    const atEdge = AT_END.test(stem.slice(end)) || stem.slice(0, start).trim() === '';
    if (sort === 'letters') return named === 'true-false' && atEdge && /^[TFYNABtfyn]$/u.test(key);
    if (/^[xXvV]$/u.test(key)) return (named === 'true-false' || roomy) && atEdge;
    if (/^[是否]$/u.test(key)) return named === 'true-false' && atEdge;
    // （正确）within a sentence is one of its words.
    return /^[^\u4e00-\u9fff]$/u.test(key) || atEdge || roomy;
  });
}

export function stemAndKey(stem: string, known: Known): StemAndKey {
  const { named, letters, texts, key } = known;
  if (letters.length > 0 && truthPair(texts) === undefined) return lettersOut(stem, known);
  const fillings = truthFillings(stem, named);
  const marks = letters.length > 0 ? [...fillings, ...letterFillings(stem, letters)] : fillings;
  const [first] = marks;
  if (first !== undefined && (named === undefined || named === 'true-false' || letters.length > 0)) {
    if (marks.some((mark) => !agree(mark.key, first.key, known))) {
      return key === undefined ? { stem, fault: several(marks.map((mark) => mark.key)) } : { stem };
    }
    if (key !== undefined && !agree(key, first.key, known)) {
      return judged(named, key) || letters.length > 0 ? { stem, fault: unlike(first.key, key, stem) } : { stem };
    }
    return { stem: removed(stem, first).replace(/\s+(?=[。．.]?$)/u, ''), key: first.key };
  }
  const bare = bareMark(stem) ?? (named === 'true-false' ? bareWord(stem) : undefined);
  if (bare === undefined || (key !== undefined && !judged(named, key))) return { stem };
  if (key === undefined) return !bare.certain ? { stem } : { stem: bare.rest, key: bare.key };
  return agree(bare.key, key, known) ? { stem: bare.rest } : { stem, fault: unlike(bare.key, key, stem) };
}

/** √ and 对 say the same, and so does the A of A. 正确 B. 错误. */
function agree(one: string, other: string, { letters, texts }: Known): boolean {
  const pair = truthPair(texts) ?? [true, false];
  const names = texts.length === 0 ? ['A', 'B'] : letters;
  const meaning = (word: string) => typedTruthOf(word) ?? pair[names.indexOf(word.trim().toUpperCase())];
  const truth = meaning(one);
  return sameKey(one, other) || (truth !== undefined && truth === meaning(other));
}

const judged = (named: NamedKind | undefined, key: string): boolean =>
  named === 'true-false' || (named === undefined && truthOf(key) !== undefined);

const unlike = (mark: string, key: string, stem: string): Fault =>
  fault('key.contradictory', `题干里的答案“${mark}”和另写的答案“${key}”不一致，请核对答案。`, stem);

/** A word of truth that stands apart behind the statement; behind no full stop it may be part of it. */
function bareWord(stem: string): BareMark | undefined {
  const match = /(?<stop>[。.！!；;]?)(?<gap>\s*)(?<key>正确|错误|对|错|[TF])\s*$/u.exec(stem.slice(-12));
  const { stop = '', gap = '', key = '' } = match?.groups ?? {};
  if (match === null || (stop === '' && gap === '')) return undefined;
  return { key, rest: stem.slice(0, stem.length - match[0].length + stop.length), certain: stop !== '' };
}

const several = (keys: readonly string[]) =>
  fault('key.contradictory', `题干的括号里有不止一个答案（${keys.join('、')}），看不出哪个是答案，请另写一行答案。`);

function lettersOut(stem: string, { letters, key, habit }: Known): StemAndKey {
  const fillings = letterFillings(stem, letters);
  if (key !== undefined) {
    const same = fillings.filter((filling) => sameKey(filling.key, key) && (filling.roomy || habit));
    const [other] = fillings.filter((filling) => filling.roomy && !same.includes(filling));
    if (other !== undefined) {
      return {
        stem,
        fault: fault(
          'key.contradictory',
          `题干括号里的答案“${other.key}”和另写的答案“${key}”不一致，请核对答案。`,
          stem,
        ),
      };
    }
    const [first] = same;
    return { stem: first === undefined ? stem : emptied(stem, first) };
  }
  const roomy = fillings.filter((filling) => filling.roomy);
  const pool = roomy.length > 0 ? roomy : habit ? fillings : [];
  const [first] = pool;
  if (first === undefined) return { stem };
  if (pool.some((filling) => !sameKey(filling.key, first.key)))
    return { stem, fault: several(pool.map((each) => each.key)) };
  return { stem: pool.reduceRight((rest, filling) => emptied(rest, filling), stem), key: first.key };
}

const ROOMY = /([(（【[])\s+([^()（）【】[\]]{1,60}?)\s+([)）】\]])/gu;
const TIGHT = /([(（])([^()（）]{1,30})([)）])/gu;
const ASIDE = /^(?:以下|下称|简称|如|即|含|不含|注|试行|修订|多选|单选|又称|也称|共|每|包括|\d+[分年])/u;

/** In a 填空 item without a key: what was written into its blanks. */
export function filledBlanks(stem: string): StemAndKey {
  const texts = [...stem.matchAll(ROOMY)].map((match) => match[2] ?? '');
  if (texts.length > 0) return { stem: stem.replace(ROOMY, '____'), key: texts.join('|') };
  const tight = [...stem.matchAll(TIGHT)].filter((match) => !ASIDE.test(match[2] ?? ''));
  const [only] = tight;
  if (tight.length !== 1 || only === undefined) return { stem };
  return { stem: `${stem.slice(0, only.index)}____${stem.slice(only.index + only[0].length)}`, key: only[2] ?? '' };
}
