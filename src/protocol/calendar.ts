/** The study calendar over REST: nodes by rule, holidays, and what speaks against a schedule. Days are 'YYYY-MM-DD' in China. */

export const CALENDAR_TERMS = [
  '小寒', '大寒', '立春', '雨水', '惊蛰', '春分', '清明', '谷雨', '立夏', '小满', '芒种', '夏至',
  '小暑', '大暑', '立秋', '处暑', '白露', '秋分', '寒露', '霜降', '立冬', '小雪', '大雪', '冬至',
] as const; // prettier-ignore
export type CalendarTerm = (typeof CALENDAR_TERMS)[number];

export const CALENDAR_RULE_KINDS = ['fixed', 'weekday', 'lunar', 'term', 'month', 'week'] as const;
export type CalendarRuleKind = (typeof CALENDAR_RULE_KINDS)[number];

/** Weekdays: 1 Monday … 7 Sunday; `nth` −1 the last; `day` 0 the last of the lunar month. `days`: how long it lasts. */
export type CalendarRuleInfo =
  | { readonly kind: 'fixed'; readonly month: number; readonly day: number; readonly days: number }
  | {
      readonly kind: 'weekday';
      readonly month: number;
      readonly nth: number;
      readonly weekday: number;
      readonly days: number;
    }
  | {
      readonly kind: 'lunar';
      readonly month: number;
      readonly day: number;
      readonly leap: boolean;
      readonly days: number;
    }
  | { readonly kind: 'term'; readonly term: CalendarTerm; readonly days: number }
  | { readonly kind: 'month'; readonly month: number }
  | {
      readonly kind: 'week';
      readonly month: number;
      readonly nth: number;
      readonly weeks: number;
      readonly first: 'holding' | 'whole';
    };

export interface CalendarNodeBody {
  readonly name: string;
  readonly rule: CalendarRuleInfo;
  readonly content: string;
  /** Slugs of banks. */
  readonly banks: readonly string[];
}

/** PUT nodes/:id. `before`: as the node was when this was filled in; what both have changed is `study.changed-meanwhile`. */
export interface CalendarNodeChange extends CalendarNodeBody {
  readonly before?: Partial<CalendarNodeBody>;
}

export interface CalendarNodeInfo extends CalendarNodeBody {
  readonly id: string;
  /** `shipped` as it came, `changed` here, `own` made here. */
  readonly origin: 'shipped' | 'changed' | 'own';
  readonly hidden: boolean;
  /** The rule in words: 5月第3个星期日. */
  readonly ruleText: string;
}

export interface CalendarBank {
  readonly slug: string;
  readonly id: string;
  readonly title: string;
}

export interface CalendarEvent {
  readonly nodeId: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  readonly ruleText: string;
  readonly content: string;
  readonly banks: readonly CalendarBank[];
  /** Days off and worked weekend days within it, as sentences. */
  readonly clashes: readonly string[];
}

export interface HolidayInfo {
  readonly date: string;
  /** `work`: a weekend day that is worked instead. */
  readonly kind: 'off' | 'work';
  readonly name: string;
}

export interface HolidayYearBody {
  /** The notice that the days are from. */
  readonly source: string;
  readonly days: readonly HolidayInfo[];
}

/** PUT holidays/:year. `before`: as above; null where nothing was recorded. */
export interface HolidayYearChange extends HolidayYearBody {
  readonly before?: Partial<HolidayYearBody> | null;
}

export interface HolidayYearInfo extends HolidayYearBody {
  readonly year: number;
  readonly origin: 'shipped' | 'changed' | 'own';
}

export interface CalendarYear {
  readonly year: number;
  /** Today in China by the server's clock. */
  readonly today: string;
  readonly events: readonly CalendarEvent[];
  /** Null: nobody has recorded the arrangement of this year yet. */
  readonly holidays: HolidayYearInfo | null;
}

export interface CalendarFeedInfo {
  /** From the root: /api/calendar/… */
  readonly path: string;
}

export interface ScheduleBody {
  readonly form: 'live' | 'window';
  readonly startsOn: string;
  readonly endsOn: string;
  /** 'HH:MM' on the last day. */
  readonly deadline: string | null;
  readonly announcedOn: string | null;
  readonly practiceOn: string | null;
}

export interface ScheduleWarning {
  readonly code: string;
  readonly message: string;
}
