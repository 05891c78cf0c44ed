import { checkItem } from './check-item.js';
import type { Finding, FindingCode } from './finding.js';
import { normaliseStem, similarity, stemPairs } from './normalise.js';
import type { BankDocument, BankItem, SingleChoiceBankItem } from './types.js';

/** Below this many items shares and balances say nothing. */
const ENOUGH_FOR_SHARES = 20;
const SIMILAR = 0.7;
const MOST_SINGLE = 0.55;
const LEAST_EASY_READ = 1 / 3;
/** Four equally long choices leave a quarter to chance; much more and "take the longest" becomes a strategy. */
const MOST_LONGEST = 0.4;

/**
 * Everything that can be said of a bank from the file alone (its shape has been checked against the schema before).
 * Whether the quoted words stand in the source takes the source: `bank verify --sources`.
 */
export function checkBank(document: BankDocument): Finding[] {
  return [
    ...duplicateIds(document.items),
    ...document.items.flatMap((item) => checkItem(item, document)),
    ...similarStems(document.items),
    ...checkBalance(document.items),
  ];
}

export function isUsable(findings: readonly Finding[]): boolean {
  return findings.every(({ severity }) => severity !== 'error');
}

/** Items to be read against the text again; `today` as YYYY-MM-DD. */
export function expiredItems(document: BankDocument, today: string): Finding[] {
  return document.items
    .filter(({ validUntil }) => validUntil !== undefined && validUntil < today)
    .map(({ id, validUntil }) => ({
      itemId: id,
      code: 'item.expired',
      severity: 'advice',
      message: `有效期已到（${validUntil}），请对照现行文本复核后再用，并更新有效期。`,
    }));
}

/** Pairs of items that ask the same; also across banks when the items of several are given. */
export function similarStems(items: readonly BankItem[]): Finding[] {
  const stems = items.map((item) => ({ id: item.id, bare: normaliseStem(item.stem), pairs: stemPairs(item.stem) }));
  return stems.flatMap((stem, index) =>
    stems.slice(0, index).flatMap((earlier): Finding[] => {
      const same = stem.bare === earlier.bare;
      if (!same && similarity(stem.pairs, earlier.pairs) < SIMILAR) return [];
      const code: FindingCode = same ? 'stem.duplicate' : 'stem.similar';
      const message = `题干与 ${earlier.id} ${same ? '相同' : '过于相似'}，请改写或删去其中一题。`;
      return [{ itemId: stem.id, code, severity: 'advice', message }];
    }),
  );
}

/** Item ids are unique over all banks: a draw from several banks tells items apart by them. */
export function duplicateIds(items: readonly BankItem[]): Finding[] {
  const seen = new Set<string>();
  return items.flatMap(({ id }): Finding[] => {
    if (!seen.has(id)) {
      seen.add(id);
      return [];
    }
    return [
      {
        itemId: id,
        code: 'item.duplicate-id',
        severity: 'error',
        message: `题号 ${id} 用了不止一次，请改成不同的题号。`,
      },
    ];
  });
}

function checkBalance(items: readonly BankItem[]): Finding[] {
  if (items.length < ENOUGH_FOR_SHARES) return [];
  const findings: Finding[] = [];
  const report = (code: FindingCode, message: string) =>
    findings.push({ itemId: null, code, severity: 'advice', message });
  const single = items.filter(
    (item): item is SingleChoiceBankItem => item.kind === 'choice' && item.select === 'single',
  );

  const kinds = new Set(items.map((item) => (item.kind === 'choice' ? `choice-${item.select}` : item.kind)));
  if (kinds.size < 6) {
    report('bank.kinds', '六种题型（判断、单选、多选、填空、排序、连线）没有全部出现，请补上缺少的题型。');
  }
  if (single.length > items.length * MOST_SINGLE) {
    report('bank.single-share', `单选题占 ${percent(single.length, items.length)}，超过 55%，请换成别的题型。`);
  }
  const easy = items.filter(({ easyRead }) => easyRead !== undefined).length;
  if (easy < items.length * LEAST_EASY_READ) {
    report('bank.easy-read-share', `易读版只占 ${percent(easy, items.length)}，不到三分之一，请补写。`);
  }
  const judged = items.filter((item) => item.kind === 'true-false');
  const right = judged.filter((item) => item.correctResponse).length;
  if (Math.abs(judged.length - 2 * right) > Math.max(1, judged.length * 0.2)) {
    report('bank.true-false-balance', `判断题中正确 ${right} 道、错误 ${judged.length - right} 道，请调整到大致相当。`);
  }
  const four = single.filter(({ choices }) => choices.length === 4);
  const counts = ['A', 'B', 'C', 'D'].map((letter) => four.filter((item) => item.correctResponse === letter).length);
  const allowed = Math.max(1, four.length * 0.1);
  if (counts.some((count) => Math.abs(count - four.length / 4) > allowed)) {
    report('bank.key-distribution', `单选答案 A、B、C、D 分别有 ${counts.join('、')} 道，请调整到大致相当。`);
  }
  const longest = single.filter(keyIsLongest).length;
  if (longest > single.length * MOST_LONGEST) {
    report('bank.longest-choice', `单选题中有 ${longest} 道的正确选项最长，请让各选项长短相近。`);
  }
  return findings;
}

/** Longest without an equal. */
export function keyIsLongest(item: SingleChoiceBankItem): boolean {
  const length = (text: string) => [...text].length;
  const key = item.choices.find(({ id }) => id === item.correctResponse);
  return item.choices.every((choice) => choice === key || length(choice.text) < length(key?.text ?? ''));
}

function percent(part: number, whole: number): string {
  return `${Math.round((part / whole) * 100)}%`;
}
