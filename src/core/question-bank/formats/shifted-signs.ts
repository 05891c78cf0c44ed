/** Small signs above and below the line: 10⁵, H₂O. */
export type Level = 'sup' | 'sub';

const signs = (plain: string, small: string): ReadonlyMap<string, string> => {
  const all = [...small];
  return new Map([...plain].map((sign, index) => [sign, all[index] ?? '']));
};

const SMALL: Readonly<Record<Level, ReadonlyMap<string, string>>> = {
  sup: signs('0123456789+-\u2212=()ni', '⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ'),
  sub: signs('0123456789+-\u2212=()', '₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎'),
};

/** Undefined where there are no small signs for all of it. */
export function inSmallSigns(text: string, level: Level): string | undefined {
  const small = [...text].map((sign) => SMALL[level].get(sign));
  return small.every((sign) => sign !== undefined) ? small.join('') : undefined;
}

/** 10<sup>5</sup> must not become 105. Where there are no small signs for it the text stays as it is. */
export const shifted = (text: string, level: Level | undefined): string =>
  level === undefined ? text : (inSmallSigns(text, level) ?? text);
