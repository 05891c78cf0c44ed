const DIGITS = '零一二三四五六七八九';
const UNITS = ['', '十', '百', '千'];

/** 1 to 9999 in Chinese, as articles are numbered: 10 十, 184 一百八十四, 1009 一千零九; others in digits. */
export function chineseNumber(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > 9999) return String(value);
  const digits = [...String(value)].map(Number);
  const text = digits
    .map((digit, index) => (digit === 0 ? '零' : `${DIGITS[digit]}${UNITS[digits.length - 1 - index]}`))
    .join('')
    .replace(/零+/gu, '零')
    .replace(/零$/u, '');
  return text.startsWith('一十') ? text.slice(1) : text;
}

/** How people cite it: 第一百八十四条, 总纲第三段, 一、总体要求. */
export function locatorOf(source: {
  readonly article?: number;
  readonly paragraph?: number;
  readonly section?: string;
}): string | undefined {
  if (source.article !== undefined) return `第${chineseNumber(source.article)}条`;
  if (source.section !== undefined) return source.section;
  return source.paragraph === undefined ? undefined : `第${chineseNumber(source.paragraph)}段`;
}
