/** What a person may set for their own page; kept on the device, sent to nobody. */
export const TYPE_PERCENTS = [100, 125, 150, 200, 250, 300, 400] as const;
export const THEMES = ['auto', 'light', 'dark', 'contrast'] as const;
export const ANNOUNCEMENT_LEVELS = ['all', 'critical', 'off'] as const;
export const LINE_SPACINGS = { normal: 1.7, loose: 2, looser: 2.4 } as const;
export const SWITCH_KEYS = ['Space', 'Enter', '1', '2', 'click'] as const;

export type Theme = (typeof THEMES)[number];
export type AnnouncementLevel = (typeof ANNOUNCEMENT_LEVELS)[number];
export type LineSpacing = keyof typeof LINE_SPACINGS;
export type SwitchKey = (typeof SWITCH_KEYS)[number];

export interface ScanningSettings {
  on: boolean;
  /** `one`: the mark moves by itself and a switch chooses; `two`: one switch moves on, the other chooses. */
  mode: 'one' | 'two';
  /** Choosing switches. */
  selectKeys: SwitchKey[];
  /** Only for `two`: the switch that moves on. */
  nextKey: SwitchKey;
  intervalSeconds: number;
  firstExtraSeconds: number;
  loops: number;
  debounceSeconds: number;
  holdSeconds: number;
}

export interface OwnSettings {
  locale: 'zh-CN' | 'en';
  typePercent: number;
  lineSpacing: LineSpacing;
  theme: Theme;
  motion: 'auto' | 'reduced';
  largeCursor: boolean;
  announcements: AnnouncementLevel;
  /** Show the read-aloud button, and read each new item by itself. */
  readAloud: boolean;
  readAloudAuto: boolean;
  readAloudRate: number;
  /** 我使用读屏软件: the page never speaks by itself. */
  screenReader: boolean;
  easyRead: boolean;
  shortcuts: boolean;
  scanning: ScanningSettings;
}

export const DEFAULTS: OwnSettings = {
  locale: 'zh-CN',
  typePercent: 100,
  lineSpacing: 'normal',
  theme: 'auto',
  motion: 'auto',
  largeCursor: false,
  announcements: 'all',
  readAloud: false,
  readAloudAuto: false,
  readAloudRate: 1,
  screenReader: false,
  easyRead: false,
  shortcuts: false,
  scanning: {
    on: false,
    mode: 'one',
    selectKeys: ['Space', 'Enter'],
    nextKey: '1',
    intervalSeconds: 1.5,
    firstExtraSeconds: 1,
    loops: 2,
    debounceSeconds: 0.3,
    holdSeconds: 0,
  },
};

/** Ranges of the numbers: [least, most]. */
export const RANGES = {
  intervalSeconds: [0.6, 10],
  firstExtraSeconds: [0, 5],
  loops: [1, 10],
  debounceSeconds: [0, 1],
  holdSeconds: [0, 1],
  readAloudRate: [0.5, 2],
} as const;

function numberIn(value: unknown, range: readonly [number, number], fallback: number): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.min(range[1], Math.max(range[0], value)) : fallback;
}
function oneOf<T>(value: unknown, list: readonly T[], fallback: T): T {
  return list.includes(value as T) ? (value as T) : fallback;
}
function flag(value: unknown, fallback: boolean): boolean {
  return typeof value === 'boolean' ? value : fallback;
}

/** Whatever an older version or a curious hand stored becomes valid settings. */
export function parseSettings(stored: unknown): OwnSettings {
  const raw = (typeof stored === 'object' && stored !== null ? stored : {}) as Record<string, unknown>;
  const scan = (typeof raw['scanning'] === 'object' && raw['scanning'] !== null ? raw['scanning'] : {}) as Record<
    string,
    unknown
  >;
  const base = DEFAULTS.scanning;
  const keys = Array.isArray(scan['selectKeys'])
    ? SWITCH_KEYS.filter((key) => (scan['selectKeys'] as unknown[]).includes(key))
    : [];
  return {
    locale: oneOf(raw['locale'], ['zh-CN', 'en'] as const, DEFAULTS.locale),
    typePercent: oneOf<number>(raw['typePercent'], TYPE_PERCENTS, DEFAULTS.typePercent),
    lineSpacing: oneOf(raw['lineSpacing'], Object.keys(LINE_SPACINGS) as LineSpacing[], DEFAULTS.lineSpacing),
    theme: oneOf(raw['theme'], THEMES, DEFAULTS.theme),
    motion: oneOf(raw['motion'], ['auto', 'reduced'] as const, DEFAULTS.motion),
    largeCursor: flag(raw['largeCursor'], DEFAULTS.largeCursor),
    announcements: oneOf(raw['announcements'], ANNOUNCEMENT_LEVELS, DEFAULTS.announcements),
    readAloud: flag(raw['readAloud'], DEFAULTS.readAloud),
    readAloudAuto: flag(raw['readAloudAuto'], DEFAULTS.readAloudAuto),
    readAloudRate: numberIn(raw['readAloudRate'], RANGES.readAloudRate, DEFAULTS.readAloudRate),
    screenReader: flag(raw['screenReader'], DEFAULTS.screenReader),
    easyRead: flag(raw['easyRead'], DEFAULTS.easyRead),
    shortcuts: flag(raw['shortcuts'], DEFAULTS.shortcuts),
    scanning: {
      on: flag(scan['on'], base.on),
      mode: oneOf(scan['mode'], ['one', 'two'] as const, base.mode),
      selectKeys: keys.length > 0 ? keys : [...base.selectKeys],
      nextKey: oneOf(scan['nextKey'], SWITCH_KEYS, base.nextKey),
      intervalSeconds: numberIn(scan['intervalSeconds'], RANGES.intervalSeconds, base.intervalSeconds),
      firstExtraSeconds: numberIn(scan['firstExtraSeconds'], RANGES.firstExtraSeconds, base.firstExtraSeconds),
      loops: Math.round(numberIn(scan['loops'], RANGES.loops, base.loops)),
      debounceSeconds: numberIn(scan['debounceSeconds'], RANGES.debounceSeconds, base.debounceSeconds),
      holdSeconds: numberIn(scan['holdSeconds'], RANGES.holdSeconds, base.holdSeconds),
    },
  };
}
