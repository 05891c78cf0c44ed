import { latin, tidy, withoutTail } from './characters.js';

const list = (words: string) => words.split(' ');

/** Words that mean nothing else where a key stands. The private-use ones are Symbol's and Wingdings' marks. */
const PLAIN = new Map<string, boolean>([
  ...list('正确 正确的 对 对的 √ ✓ ✔ ✅ ☑ 是 是的 同意 真 T TRUE Y YES RIGHT CORRECT \uF0D6 \uF0FC').map((word) => [word, true] as const),
  ...list('错误 错误的 错 错的 × ✗ ✘ ✕ ✖ ❌ ❎ ☒ ╳ 否 不是 不同意 不正确 不对 假 F FALSE N NO WRONG INCORRECT \uF0B4 \uF0FB').map((word) => [word, false] as const),
]); // prettier-ignore

/** What people type for √ and × where it is known that nothing else can stand there. */
const TYPED = new Map<string, boolean>([
  ...list('V ∨ 1 勾').map((word) => [word, true] as const),
  ...list('X 0 叉').map((word) => [word, false] as const),
]);

const LONGEST = 20;
const bare = (text: string): string => {
  if (text.length > LONGEST) return '';
  return withoutTail(latin(text).replace(/^[("'“‘【[]+/u, ''), /[)"'”’】\].。,;；!]/u).trim();
};

/** 正确, √, T … and their opposites; undefined for anything else. */
export const truthOf = (text: string): boolean | undefined => PLAIN.get(bare(text));

/** As `truthOf`, for a place where only 对 or 错 can stand: also V and X, 1 and 0. */
export const typedTruthOf = (text: string): boolean | undefined => truthOf(text) ?? TYPED.get(bare(text));

const CORRECTED = /^[\s，。,.；;：:]*(?:改正|更正|订正|理由|解析)\s*[：:]\s*/u;

/** A remark behind T or F; but n(n+1) and T.S. are words of their own. */
const BEHIND_LETTER = /^(?:[，。；：,;:]|[.（(]\s*\p{Script=Han})/u;

/** 对 or 错 and, after a stop or in brackets, the remark that follows it: 错，应为三年. */
export function splitTruth(text: string): { readonly value: boolean; readonly remark: string } | undefined {
  const whole = truthOf(text);
  if (whole !== undefined) return { value: whole, remark: '' };
  const [, word = '', remark = ''] = /^([^\s，。,.;；:：（(]{1,4})\s*([，。,.;；:：（(].*)$/su.exec(tidy(text)) ?? [];
  if (word === '') return bracketed(text);
  if (/^[A-Za-z]$/u.test(word) && !BEHIND_LETTER.test(remark)) return undefined;
  const value = truthOf(word);
  return value === undefined ? undefined : { value, remark: tidy(remark.replace(/^[，。,.;；:：]\s*/u, '')) };
}

/** （×）改正：应为三年 */
function bracketed(text: string): { readonly value: boolean; readonly remark: string } | undefined {
  const [, word = '', remark = ''] =
    /^[（(【[]\s*([^（()）【】[\]]{1,4}?)\s*[)）】\]]\s*(\S.*)$/su.exec(tidy(text)) ?? [];
  const value = truthOf(word);
  return value === undefined ? undefined : { value, remark: tidy(remark.replace(CORRECTED, '')) };
}

/** The truth values of two choices that are 正确 and 错误 in whatever words; undefined for other choices. */
export function truthPair(texts: readonly string[]): readonly [boolean, boolean] | undefined {
  if (texts.length !== 2) return undefined;
  const [one, other] = texts.map(truthOf);
  return one === undefined || other === undefined || one === other ? undefined : [one, other];
}
