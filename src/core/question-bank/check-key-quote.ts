import { toArabicNumerals } from '../item/numerals.js';
import type { Report } from './finding.js';
import type { BankChoice, BankItem } from './types.js';

/** Only numbers before a measure word are meant as numbers: the 一 of 一致 is not. */
const MEASURED = /\d+(?:\.\d+)?(?=[年月日天人亩元倍名岁个项次周级分%]|小时)/gu;

/** What the key says must stand in the quoted words, as far as that can be told without understanding them. */
export function checkKeyAgainstQuote(item: BankItem, report: Report): void {
  const quote = item.source?.quote;
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
    item.correctResponse.some((blank) => !('min' in blank) && !blank.some((text) => quote.includes(text)))
  ) {
    report('advice', 'key.not-in-quote', '有一个空的答案都不在引文里，请核对答案和引文。');
  }
  if (item.kind === 'ordering' && !followsQuote(item.correctResponse, item.choices, quote)) {
    report('advice', 'key.order-differs', '排序答案与引文中的先后不一致，请核对。');
  }
}

/** Values of the numbers that stand before a measure word, Arabic or Chinese. */
function numbersIn(text: string): ReadonlySet<number> {
  const arabic = toArabicNumerals(text.normalize('NFKC'));
  return new Set(arabic.match(MEASURED)?.map(Number) ?? []);
}

function missingNumbers(text: string, quote: string): number[] {
  const quoted = numbersIn(quote);
  return [...numbersIn(text)].filter((value) => !quoted.has(value));
}

/** True where an entry is not in the quote in so many words: nothing can be told then. */
function followsQuote(order: readonly string[], choices: readonly BankChoice[], quote: string): boolean {
  const places = order.map((id) => quote.indexOf(choices.find((choice) => choice.id === id)?.text ?? ''));
  if (places.includes(-1)) return true;
  return places.every((place, index) => index === 0 || place > (places[index - 1] as number));
}
