import type { Report } from './finding.js';
import type { BankChoice, BankItem } from './types.js';

const NUMERAL = /([0-9]+|[〇零一二两三四五六七八九十百千万亿]+)(?=[年月日天人亩元倍名岁个项次周级点])/gu;
const DIGITS: Readonly<Record<string, number>> = {
  〇: 0,
  零: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };
const GROUPS: Readonly<Record<string, number>> = { 万: 10_000, 亿: 100_000_000 };

/** What the key says must stand in the quoted words, as far as that can be told without understanding them. */
export function checkKeyAgainstQuote(item: BankItem, report: Report): void {
  const quote = item.source.quote;
  if (quote === undefined) return;
  if (item.kind === 'choice') {
    const keys = item.select === 'single' ? [item.correctResponse] : item.correctResponse;
    const texts = item.choices.filter(({ id }) => keys.includes(id)).map(({ text }) => text);
    const missing = missingNumbers(texts.join('，'), quote);
    // A number in the stem lets the key be worked out (20 % of 100,000), which only a reader can follow.
    if (missing.length > 0 && numbersIn(item.stem).size === 0) {
      report(
        'advice',
        'key.number-not-in-quote',
        `正确选项中的数字（${missing.join('、')}）不在引文里，请核对答案和引文。`,
      );
    }
  }
  if (
    item.kind === 'fill-in' &&
    item.correctResponse.some((accepted) => !accepted.some((text) => quote.includes(text)))
  ) {
    report('advice', 'key.not-in-quote', '有一个空的答案都不在引文里，请核对答案和引文。');
  }
  if (item.kind === 'ordering' && !followsQuote(item.correctResponse, item.choices, quote)) {
    report('advice', 'key.order-differs', '排序答案与引文中的先后不一致，请核对。');
  }
}

/** Values of the numbers that stand before a measure word, Arabic or Chinese. */
export function numbersIn(text: string): ReadonlySet<number> {
  return new Set([...text.matchAll(NUMERAL)].map(([numeral]) => valueOf(numeral)));
}

function missingNumbers(text: string, quote: string): number[] {
  const quoted = numbersIn(quote);
  return [...numbersIn(text)].filter((value) => !quoted.has(value));
}

function valueOf(numeral: string): number {
  if (/^[0-9]+$/u.test(numeral)) return Number(numeral);
  const characters = [...numeral];
  // A year is read digit by digit: 二〇三五.
  if (characters.every((character) => character in DIGITS)) {
    return Number(characters.map((character) => DIGITS[character]).join(''));
  }
  let total = 0;
  let group = 0;
  let digit = 0;
  for (const character of characters) {
    if (character in GROUPS) {
      total += (group + digit) * (GROUPS[character] as number);
      group = 0;
      digit = 0;
    } else if (character in UNITS) {
      group += (digit === 0 ? 1 : digit) * (UNITS[character] as number);
      digit = 0;
    } else {
      digit = DIGITS[character] as number;
    }
  }
  return total + group + digit;
}

/** True where an entry is not in the quote in so many words: nothing can be told then. */
function followsQuote(order: readonly string[], choices: readonly BankChoice[], quote: string): boolean {
  const places = order.map((id) => quote.indexOf(choices.find((choice) => choice.id === id)?.text ?? ''));
  if (places.includes(-1)) return true;
  return places.every((place, index) => index === 0 || place > (places[index - 1] as number));
}
