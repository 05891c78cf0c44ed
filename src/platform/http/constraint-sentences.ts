import type { ValidationError } from 'class-validator';

/** What to do about a failed constraint of class-validator; `n` is the number in its own English message. */
const SENTENCES: Readonly<Record<string, (n: string) => string>> = {
  whitelistValidation: () => '没有这个项目，请删除。',
  isDefined: () => '请填写此项。',
  isNotEmpty: () => '请填写此项。',
  isString: () => '请填写文字。',
  isBoolean: () => '请选择是或否。',
  isInt: () => '请填写整数。',
  isNumber: () => '请填写数字。',
  isPositive: () => '请填写大于 0 的数字。',
  min: (n) => `不能小于 ${n}。`,
  max: (n) => `不能大于 ${n}。`,
  minLength: (n) => `至少填写 ${n} 个字符。`,
  maxLength: (n) => `最多填写 ${n} 个字符。`,
  isLength: () => '长度不符合要求，请调整。',
  isIn: () => '请从列出的选项中选择。',
  isEnum: () => '请从列出的选项中选择。',
  isArray: () => '请填写列表。',
  arrayMinSize: (n) => `至少需要 ${n} 项。`,
  arrayMaxSize: (n) => `最多 ${n} 项。`,
  arrayUnique: () => '各项不能重复。',
  isObject: () => '内容不完整，请重新填写。',
  nestedValidation: () => '内容不完整，请重新填写。',
  matches: () => '格式不正确，请重新填写。',
};

export interface Fault {
  readonly path: string;
  readonly message: string;
}

/**
 * Every fault with its path (`rounds.0.points`) and a Chinese sentence. A DTO that gives a Chinese message of its own
 * keeps it.
 */
export function faultsOf(errors: readonly ValidationError[], parent = ''): readonly Fault[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const path = parent === '' ? property : `${parent}.${property}`;
    const own = Object.entries(constraints)
      .slice(0, 1)
      .map(([name, message]) => ({ path, message: sentence(name, message) }));
    return [...own, ...faultsOf(children, path)];
  });
}

function sentence(constraint: string, message: string): string {
  if (/\p{Script=Han}/u.test(message)) return message;
  const number = /-?\d+(?:\.\d+)?(?!.*\d)/.exec(message)?.[0] ?? '';
  return SENTENCES[constraint]?.(number) ?? '填写的内容有误，请修改。';
}
