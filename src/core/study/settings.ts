/** What can be set for the study log, its values as they come, and the rules that its guard-rails stand on. */

export interface Settings {
  readonly heading: string;
  readonly 'reading-name': string;
  readonly 'late-days': number;
  readonly checklist: { readonly title: string; readonly lines: readonly string[] };
  readonly 'public-person-ranking': boolean;
}
export type SettingName = keyof Settings;
/** Off unless somebody answers for it. */
export type GuardRail = 'public-person-ranking';

export const DEFAULTS: Settings = {
  heading: '五学联动',
  'reading-name': '书香机关·悦读赋能',
  'late-days': 30,
  // Published nowhere: the organisation writes its own lines.
  checklist: { title: '三学五严查三谈一家访', lines: [] },
  'public-person-ranking': false,
};
export const SETTING_NAMES = Object.keys(DEFAULTS) as SettingName[];

/** 国办《政务移动互联网应用程序规范化管理办法》(2026). */
const RULE =
  '国务院办公厅《政务移动互联网应用程序规范化管理办法》规定：不得设置强制打卡签到、积分排名、在线时长等功能，' +
  '不得以学习时长、点赞、投票等作为考评依据。是否适用于本单位，请由负责人判断。';
const RULES: Readonly<Record<GuardRail, string>> = {
  'public-person-ranking': `${RULE}开启后，页面会公开个人排名。`,
};

/** Null: an ordinary setting. */
export const ruleOf = (name: SettingName): string | null => (name in RULES ? RULES[name as GuardRail] : null);

export const isSettingName = (name: string): name is SettingName => (SETTING_NAMES as readonly string[]).includes(name);

/** A sentence that says what is wrong with a value; null where it may stand. */
export function valueFault(name: SettingName, value: unknown): string | null {
  switch (name) {
    case 'heading':
    case 'reading-name':
      return isName(value) ? null : '请填写名称，最多 20 个字。';
    case 'late-days':
      return Number.isInteger(value) && (value as number) >= 1 && (value as number) <= 366
        ? null
        : '请填写 1 到 366 天。';
    case 'checklist':
      return isObject(value, ['title', 'lines']) && isName(value['title']) && isLines(value['lines'])
        ? null
        : '请填写清单名称（最多 20 个字）和不超过 50 行内容（每行最多 200 个字）。';
    case 'public-person-ranking':
      return typeof value === 'boolean' ? null : '请选择开启或关闭。';
  }
}

const isName = (value: unknown): boolean => typeof value === 'string' && value.trim() !== '' && value.length <= 20;

const isLines = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.length <= 50 &&
  value.every((line) => typeof line === 'string' && line.trim() !== '' && line.length <= 200);

const isObject = (value: unknown, keys: readonly string[]): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.keys(value).toSorted().join() === [...keys].toSorted().join();
