import { createI18n } from 'vue-i18n';
import type { MessageCompiler } from 'vue-i18n';
import type { Ref } from 'vue';
import { compileMessage } from './compile-message.js';
import zhCommon from './zh-CN/common.js';
import zhItem from './zh-CN/item.js';
import zhPlay from './zh-CN/play.js';
import zhJoin from './zh-CN/join.js';

export type Locale = 'zh-CN' | 'en';
/** Message areas that are loaded with the pages that need them; the rest comes with the first load. */
export type Area =
  | 'audit'
  | 'board'
  | 'calendar'
  | 'entries'
  | 'modes'
  | 'reading'
  | 'record'
  | 'review'
  | 'info'
  | 'settings'
  | 'check'
  | 'hours'
  | 'figures'
  | 'operator'
  | 'bank'
  | 'organisation'
  | 'needs'
  | 'ownData'
  | 'ownEntries'
  | 'ownReading'
  | 'member'
  | 'screen';

type Tree = { readonly [key: string]: string | Tree };
/** The same keys, every leaf any text: `en` files are declared with it. */
export type Messages<T> = { readonly [K in keyof T]: T[K] extends string ? string : Messages<T[K]> };

const zhAreas: Record<Area, () => Promise<{ readonly default: Tree }>> = {
  audit: () => import('./zh-CN/audit.js'),
  board: () => import('./zh-CN/board.js'),
  calendar: () => import('./zh-CN/calendar.js'),
  entries: () => import('./zh-CN/entries.js'),
  modes: () => import('./zh-CN/modes.js'),
  reading: () => import('./zh-CN/reading.js'),
  record: () => import('./zh-CN/record.js'),
  review: () => import('./zh-CN/review.js'),
  info: () => import('./zh-CN/info.js'),
  settings: () => import('./zh-CN/settings.js'),
  check: () => import('./zh-CN/check.js'),
  hours: () => import('./zh-CN/hours.js'),
  figures: () => import('./zh-CN/figures.js'),
  operator: () => import('./zh-CN/operator.js'),
  bank: () => import('./zh-CN/bank.js'),
  organisation: () => import('./zh-CN/organisation.js'),
  needs: () => import('./zh-CN/needs.js'),
  ownData: () => import('./zh-CN/ownData.js'),
  ownEntries: () => import('./zh-CN/ownEntries.js'),
  ownReading: () => import('./zh-CN/ownReading.js'),
  member: () => import('./zh-CN/member.js'),
  screen: () => import('./zh-CN/screen.js'),
};
const enAreas: Record<Area, () => Promise<{ readonly default: Tree }>> = {
  audit: () => import('./en/audit.js'),
  board: () => import('./en/board.js'),
  calendar: () => import('./en/calendar.js'),
  entries: () => import('./en/entries.js'),
  modes: () => import('./en/modes.js'),
  reading: () => import('./en/reading.js'),
  record: () => import('./en/record.js'),
  review: () => import('./en/review.js'),
  info: () => import('./en/info.js'),
  settings: () => import('./en/settings.js'),
  check: () => import('./en/check.js'),
  hours: () => import('./en/hours.js'),
  figures: () => import('./en/figures.js'),
  operator: () => import('./en/operator.js'),
  bank: () => import('./en/bank.js'),
  organisation: () => import('./en/organisation.js'),
  needs: () => import('./en/needs.js'),
  ownData: () => import('./en/ownData.js'),
  ownEntries: () => import('./en/ownEntries.js'),
  ownReading: () => import('./en/ownReading.js'),
  member: () => import('./en/member.js'),
  screen: () => import('./en/screen.js'),
};

const i18n = createI18n({
  legacy: false,
  locale: 'zh-CN',
  fallbackLocale: 'zh-CN',
  missingWarn: false,
  fallbackWarn: false,
  messageCompiler: compileMessage as unknown as MessageCompiler,
  messages: { 'zh-CN': { common: zhCommon, item: zhItem, play: zhPlay, join: zhJoin } as Tree },
});

const current = i18n.global.locale as unknown as Ref<Locale>;
const wanted = new Set<Area>();
const loaded = new Set<string>();

async function loadArea(locale: Locale, area: Area): Promise<void> {
  if (loaded.has(`${locale}.${area}`)) return;
  const module = await (locale === 'en' ? enAreas : zhAreas)[area]();
  i18n.global.mergeLocaleMessage(locale, { [area]: module.default });
  loaded.add(`${locale}.${area}`);
}

/** Called by the router before a page with `meta.areas` shows, and by lazy panels. */
export async function loadAreas(areas: readonly Area[]): Promise<void> {
  const locale = current.value;
  for (const area of areas) wanted.add(area);
  await Promise.all(areas.map((area) => loadArea(locale, area)));
}

export async function setLocale(locale: Locale): Promise<void> {
  if (locale === 'en' && !loaded.has('en')) {
    const { default: first } = await import('./en/first-load.js');
    i18n.global.mergeLocaleMessage('en', first);
    loaded.add('en');
  }
  await Promise.all([...wanted].map((area) => loadArea(locale, area)));
  current.value = locale;
  document.documentElement.lang = locale;
}

export async function createMessages(locale: Locale): Promise<typeof i18n> {
  if (locale !== 'zh-CN') await setLocale(locale);
  return i18n;
}

/** For code outside components. */
export function translate(key: string, values: Record<string, unknown> = {}): string {
  return i18n.global.t(key, values);
}
