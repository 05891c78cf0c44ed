import { assertNever } from '../../result.js';
import { locatorOf } from '../locator.js';
import { hasKey, type BankBlank, type BankSource, type StoredBankItem } from '../types.js';

const NO_KEY = '（还没有答案）';

/** The key in the words of a marker's sheet. */
export function keyText(item: StoredBankItem): string {
  if (!hasKey(item)) return NO_KEY;
  switch (item.kind) {
    case 'true-false':
      return item.correctResponse ? '正确' : '错误';
    case 'choice':
      return item.select === 'single' ? item.correctResponse : item.correctResponse.join('');
    case 'fill-in': {
      const blanks = item.correctResponse.map(blankText).join('；');
      return item.anyOrder === true ? `${blanks}（各空可以互换）` : blanks;
    }
    case 'ordering':
      return item.correctResponse.join(' → ');
    case 'matching':
      return Object.entries(item.correctResponse)
        .map(([choice, target]) => `${choice}—${target}`)
        .join('，');
    case 'short-answer':
      return item.correctResponse;
    default:
      return assertNever(item);
  }
}

function blankText(blank: BankBlank): string {
  if ('min' in blank) return `${blank.min} 至 ${blank.max}`;
  const [first = '', ...others] = blank;
  return others.length === 0 ? first : `${first}，或 ${others.join('、')}`;
}

/** 《示例法》第十二条：“……” */
export function sourceText(source: BankSource): string {
  const place = locatorOf(source) ?? '';
  const section = source.section !== undefined && source.article !== undefined ? source.section : '';
  const paragraph = source.section !== undefined && source.paragraph !== undefined ? `第 ${source.paragraph} 段` : '';
  const quote = source.quote === undefined ? '' : `：“${source.quote}”`;
  return `${source.title ?? source.document}${section}${place}${paragraph}${quote}`;
}
