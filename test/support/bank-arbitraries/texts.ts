/** Texts that have broken readers and printers. */
import fc from 'fast-check';

const PLAIN = [
  '示例',
  '党章规定',
  '为人民服务',
  '各级组织',
  '不少于',
  '社会主义',
  '第三条',
  '有关部门',
  '𠮷祥',
  '或者',
];
/** What has broken readers and printers: domain knowledge of texts, GIFT, csv, XML, YAML and spreadsheets. */
const NASTY = [
  'Ａ', '．', '：', '（', '）', '＝', '｛', '｝', '；', '｜', '“', '”', '《', '》', '、', '，', '。', '·', '—', '…',
  '(', ')', '[', ']', '{', '}', '"', "'", '=', '~', '#', ':', '|', '\\', ';', '%', '*', '&', '<', '>', '$', '!', '?',
  '//', '->', '::', ']]>', '<b>', '&amp;', '{}', '%50%', '####', ', ', ' - ', ' #', ': ', '\\n', '\u3000',
  'A股', 'B超', 'T恤', '1.5倍', '2023年', '3×4', '1-2', '1/2', 'x',
] as const; // prettier-ignore
const LEADING = ['=', '+', '-', '@', '1.5倍', '2、', 'A股', '“', '（', '#', '&', '*', '?', '!', '%', "'", '['];

const count = (text: string) => [...text].length;

/**
 * One line: 1 to `most` characters, without white space at either end and never two in a row, with at least one
 * character that `normaliseStem` keeps. No low lines, no control characters, no invisible ones.
 */
export function lineArbitrary(most: number, avoid: readonly string[] = []): fc.Arbitrary<string> {
  const fits = (fragment: string) => avoid.every((refused) => !fragment.includes(refused));
  return fc
    .tuple(
      fc.option(fc.constantFrom(...LEADING.filter(fits)), { nil: '', freq: 5 }),
      fc.constantFrom(...PLAIN),
      fc.array(fc.oneof(fc.constantFrom(...NASTY.filter(fits)), fc.constantFrom(...PLAIN)), { maxLength: 6 }),
    )
    .map(([leading, first, rest]) =>
      [leading, first, ...rest]
        .join('')
        .replace(/\s{2,}/gu, ' ')
        .trim(),
    )
    .filter((text) => count(text) <= most && fits(text));
}

/** One to three lines of that kind. */
export function linesArbitrary(avoid: readonly string[] = []): fc.Arbitrary<string> {
  const line = lineArbitrary(200, avoid);
  if (avoid.includes('\n')) return line;
  return fc.oneof(
    { weight: 3, arbitrary: line },
    { weight: 1, arbitrary: fc.array(line, { minLength: 2, maxLength: 3 }).map((lines) => lines.join('\n')) },
  );
}
