/** Of which kind an item is: what the file says, else what its choices and its key show. */
import { ok, type Result } from '../../result.js';
import { allBlanks, splitKey, strongBlanks } from './blanks.js';
import { narrow, tidy } from './characters.js';
import { choiceKey, lettersOf } from './choice-key.js';
import { fault, refuse, type Fault } from './fault.js';
import { namedKind, type NamedKind } from './kind-names.js';
import type { Parts } from './parts.js';
import { splitTruth, truthPair, typedTruthOf } from './truth.js';

export type SettledKind = Exclude<NamedKind, 'choice' | 'case' | 'unsupported'>;
type Settled = Result<{ readonly kind: SettledKind; readonly warnings: readonly Fault[] }, Fault>;

const settledAs = (kind: SettledKind, ...warnings: Fault[]): Settled => ok({ kind, warnings });

/** `word`: what the file says about the kind, if anything. */
export function settleKind(word: string | undefined, parts: Parts): Settled {
  const written = tidy(word ?? '');
  const named = written === '' ? undefined : namedKind(written);
  if (named === 'unsupported') {
    return refuse(
      'kind.unsupported',
      `“${written}”这类题竞赛不能使用，没有导入；请改成选择、判断、填空或简答题。`,
      written,
    );
  }
  const pair = truthPair(parts.choices.list.map(({ text }) => text)) !== undefined;
  if (pair && (named === undefined || named === 'single' || named === 'choice')) return settledAs('true-false');
  if (named === 'case' && parts.choices.list.length > 0) return bySelection(parts);
  if (named === 'case') return settledAs(hasFilled(parts) ? 'fill-in' : 'short-answer');
  if (named === 'choice') return bySelection(parts);
  if (named !== undefined) return settledAs(named);
  const inferred = parts.choices.list.length > 0 ? bySelection(parts) : byKey(parts);
  if (!inferred.ok || written === '') return inferred;
  if (parts.choices.list.length === 0) {
    return refuse('kind.unknown', `不认识题型“${written}”，请写单选题、多选题、判断题、填空题或简答题。`, written);
  }
  const warning = fault('kind.unknown', `不认识题型“${written}”，已按选项和答案确定题型，请核对。`, written);
  return ok({ kind: inferred.value.kind, warnings: [...inferred.value.warnings, warning] });
}

/** One letter or several: the key says it. */
function bySelection({ choices, key }: Parts): Settled {
  if (key === undefined) {
    return settledAs('single', fault('kind.unknown', '没有写单选还是多选，草稿先按单选题保存，请核对题型。'));
  }
  const ids = choiceKey(key, choices);
  if (!ids.ok) return (lettersOf(key)?.length ?? 1) > 1 ? settledAs('multiple') : settledAs('single');
  return settledAs(ids.value.length > 1 ? 'multiple' : 'single');
}

/** Longer words are an opinion, not what stands in a blank. */
const LONGEST_FILLING = 40;

const hasFilled = ({ stem, key = '' }: Parts): boolean => {
  const { count } = strongBlanks(stem);
  return count > 0 && key.length <= LONGEST_FILLING * count && splitKey(key, count) !== undefined;
};

/** A stem to which a figure is the answer. */
const ASKS_FIGURE = /[？?]|几|多少|第?[_＿]{2,}|=\s*$/u;

/** Without choices: 对 or 错 judge a statement, words fill blanks, words without blanks are for a person to judge. */
function byKey({ stem, key }: Parts): Settled {
  const strong = strongBlanks(stem).count > 0;
  const blanks = allBlanks(stem).count > 0;
  if (key === undefined) return settledAs(strong ? 'fill-in' : 'short-answer');
  const truth = splitTruth(key)?.value;
  if (truth !== undefined) {
    if (!strong) return settledAs('true-false');
    return refuse('kind.unknown', '题干有空而答案是对或错，看不出是判断题还是填空题，请写上题型。', key);
  }
  if (lettersOf(key) !== undefined && /^[A-Za-zＡ-Ｚａ-ｚ\s,，、;；]+$/u.test(key)) {
    return refuse('choices.too-few', '答案是选项的字母，却没有找到选项，请补上选项或写明题型。', key);
  }
  if (typedTruthOf(key) !== undefined && !strong) {
    return refuse('kind.unknown', '看不出是判断题还是别的题，请写上题型。', key);
  }
  if (!blanks && /^[1-9]$/u.test(narrow(key)) && !ASKS_FIGURE.test(stem)) {
    return refuse('kind.unknown', `答案是“${key}”，看不出是选项的编号、对错还是要填的数，请写上题型。`, key);
  }
  return settledAs(blanks ? 'fill-in' : 'short-answer');
}
