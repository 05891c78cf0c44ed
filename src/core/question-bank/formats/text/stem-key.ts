/** Finds the key that stands in the stem itself, and empties the place where it stood. */
import { fault, type Fault } from '../../understand/fault.js';
import type { NamedKind } from '../../understand/kind-names.js';
import { truthPair } from '../../understand/truth.js';
import { bareMark, emptied, fillingsOf, removed, type Filling } from './brackets.js';
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
    if (marks.some((mark) => !sameKey(mark.key, first.key)) || (key !== undefined && !sameKey(key, first.key))) {
      return key === undefined ? { stem, fault: several(marks.map((mark) => mark.key)) } : { stem };
    }
    return { stem: removed(stem, first).replace(/\s+(?=[。．.]?$)/u, ''), key: first.key };
  }
  const bare = key === undefined ? bareMark(stem) : undefined;
  return bare === undefined ? { stem } : { stem: bare.rest, key: bare.key };
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
