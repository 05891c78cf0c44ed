import { assertNever } from '../result.js';
import { checkKeyAgainstQuote } from './check-key-quote.js';
import type { Finding, FindingCode, Report } from './finding.js';
import { normaliseStem } from './normalise.js';
import { appearance } from './understand/characters.js';
import { hasKey, type BankChoice, type BankDocument, type BankItem, type StoredBankItem } from './types.js';

/** Four or more low lines mark one blank. */
const BLANK = /_{4,}/gu;
const BANNED_CHOICE = /以上(都|皆|均|全|选项)|都(正确|对|不对|错)|全(对|错)|[A-J]\s*[和、及与]\s*[A-J]/u;
/** What a synthesiser reads badly: figures, title marks, article numbers, blanks. */
const READS_BADLY = /[0-9《》〈〉]|第[〇零一二三四五六七八九十百千]+条|_{2,}/u;
const EASY_READ_CLAUSE = 15;
/** Longer runs than this are quotation, not explanation; terms and names of laws stay under it. */
const COPIED_RUN = 24;
const ISO_DATE = /^(\d{4})-(\d{2})-(\d{2})$/u;

/** Of a draft without a key all but the key is judged. */
export function checkItem(item: StoredBankItem, document: Pick<BankDocument, 'documents'>): Finding[] {
  const findings: Finding[] = [];
  const report: Report = (severity: Finding['severity'], code: FindingCode, message: string) =>
    findings.push({ itemId: item.id, code, severity, message });
  const { source } = item;
  if (source !== undefined && !document.documents.some(({ slug }) => slug === source.document)) {
    report('error', 'source.unknown-document', `出处“${source.document}”没有列在 documents 中，请补上或改正。`);
  }
  checkComplete(item, report);
  if (item.validUntil !== undefined && !isDate(item.validUntil)) {
    report(
      'error',
      'source.invalid-date',
      `有效期“${item.validUntil}”不是真实的日期，请写成“年-月-日”，例如 2028-12-31。`,
    );
  }
  if (item.kind === 'choice' || item.kind === 'ordering' || item.kind === 'matching')
    checkChoices(item.choices, report);
  if (item.kind === 'matching') checkChoices(item.targets, report);
  if (hasKey(item)) {
    checkKey(item, report);
    checkKeyAgainstQuote(item, report);
  }
  checkWording(item, report);
  return findings;
}

/** What a bank of one's own may lack and a shipped one may not. */
function checkComplete(item: StoredBankItem, report: Report): void {
  const missing = [
    ...(item.explanation === undefined ? ['解析'] : []),
    ...(item.difficulty === undefined ? ['难度'] : []),
    ...(item.source === undefined ? ['出处'] : []),
    ...(item.verification === undefined ? ['核对方式'] : []),
    ...(item.tags.length === 0 ? ['标签'] : []),
  ];
  if (missing.length > 0) report('advice', 'item.incomplete', `缺少${missing.join('、')}，请补上。`);
}

function checkKey(item: BankItem, report: Report): void {
  switch (item.kind) {
    case 'true-false':
    case 'short-answer':
      return;
    case 'choice': {
      const keys = item.select === 'single' ? [item.correctResponse] : item.correctResponse;
      checkKnown(keys, item.choices, report);
      if (item.choices.some(({ text }) => BANNED_CHOICE.test(text))) {
        report('advice', 'choice.banned', '选项中有“以上都对”一类的说法，选项顺序打乱后会出错，请改写成独立的选项。');
      }
      if (keys.length === item.choices.length) {
        report('advice', 'key.all-choices', '所有选项都是正确答案，请至少加入一个可信的错误选项。');
      }
      return;
    }
    case 'fill-in': {
      const blanks = item.stem.match(BLANK)?.length ?? 0;
      if (blanks !== item.correctResponse.length) {
        report(
          'error',
          'blank.count',
          `题干有 ${blanks} 个空（四条下划线为一空），答案却有 ${item.correctResponse.length} 组，请改成一致。`,
        );
      }
      const accepted = item.correctResponse.flatMap((blank) => ('min' in blank ? [] : blank));
      if (accepted.some((text) => normaliseStem(text) === '')) {
        report('error', 'blank.empty', '填空答案中有空白或只有标点的一项，请填写文字。');
      }
      if (item.correctResponse.some((blank) => 'min' in blank && blank.min > blank.max)) {
        report('error', 'blank.range', '填空答案的范围前大后小，请改成从小到大。');
      }
      if (accepted.some((text) => [...text].length > 1 && item.stem.includes(text))) {
        report('advice', 'key.in-stem', '题干里已经出现了要填的文字，请改写题干。');
      }
      return;
    }
    case 'ordering':
      checkKnown(item.correctResponse, item.choices, report);
      checkAllUsed(item.correctResponse, item.choices, report);
      return;
    case 'matching':
      checkKnown(Object.keys(item.correctResponse), item.choices, report);
      checkKnown(Object.values(item.correctResponse), item.targets, report);
      checkAllUsed(Object.keys(item.correctResponse), item.choices, report);
      return;
    default:
      assertNever(item);
  }
}

function checkChoices(choices: readonly BankChoice[], report: Report): void {
  const ids = new Set(choices.map(({ id }) => id));
  const texts = new Set(choices.map(({ text }) => appearance(text)));
  if (ids.size < choices.length || texts.size < choices.length) {
    report('error', 'choice.duplicate', '有两个选项的编号或文字相同，请改成不同的选项。');
  }
}

function checkKnown(keys: readonly string[], choices: readonly BankChoice[], report: Report): void {
  const missing = keys.filter((key) => !choices.some(({ id }) => id === key));
  if (missing.length > 0) {
    report('error', 'key.unknown-choice', `答案中的“${missing.join('、')}”不在选项里，请核对答案。`);
  }
}

function checkAllUsed(keys: readonly string[], choices: readonly BankChoice[], report: Report): void {
  const missing = choices.filter(({ id }) => !keys.includes(id)).map(({ id }) => id);
  if (missing.length > 0) {
    report('error', 'key.incomplete', `答案没有用到选项“${missing.join('、')}”，请补全。`);
  }
}

function checkWording(item: StoredBankItem, report: Report): void {
  if (item.readAloud === undefined && READS_BADLY.test(item.stem)) {
    report(
      'advice',
      'read-aloud.missing',
      '题干中有数字、书名号、条款号或空格线，读屏会读不好，请填写朗读文本 readAloud。',
    );
  }
  if (item.readAloud !== undefined && READS_BADLY.test(item.readAloud)) {
    report('advice', 'read-aloud.unreadable', '朗读文本里仍有数字、书名号、条款号或空格线，请全部写成汉字读法。');
  }
  const long = (item.easyRead ?? '')
    .split(/[，。？！；：、,?!;:\s]/u)
    .find((clause) => [...clause].length > EASY_READ_CLAUSE);
  if (long !== undefined) {
    report('advice', 'easy-read.long-clause', `易读版的分句“${long}”超过 ${EASY_READ_CLAUSE} 个字，请拆短。`);
  }
  if (longestCommonRun(item.explanation ?? '', item.source?.quote ?? '') > COPIED_RUN) {
    report('advice', 'explanation.copied', '解析照抄了原文，请用自己的话说明为什么。');
  }
}

function longestCommonRun(one: string, other: string): number {
  let best = 0;
  let previous = new Array<number>(other.length + 1).fill(0);
  for (const character of one) {
    const current = new Array<number>(other.length + 1).fill(0);
    for (let index = 1; index <= other.length; index += 1) {
      if (other[index - 1] !== character) continue;
      current[index] = (previous[index - 1] as number) + 1;
      best = Math.max(best, current[index] as number);
    }
    previous = current;
  }
  return best;
}

function isDate(text: string): boolean {
  const parts = ISO_DATE.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return false;
  const [year, month, day] = parts as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days;
}
