/** What a client, a member or a bulk load writes into an entry: one reader for all of them. */
import { endOf, isDay } from './day.js';
import { ATTENDANCE_FIELDS } from './merge.js';
import { CHANNELS, KINDS, MAKE_UP_FORMS, REASONS, STATES, type Finding, type Value } from './types.js';

export const LONGEST_TITLE = 200;
export const LONGEST_TEXT = 10_000;
export const MOST_PEOPLE = 2000;
const MOST_MINUTES = 24 * 60;
const LATEST_INSTANT = endOf('2199-12-31');
const KEY = /^[a-z][a-z0-9-]{0,39}$/;

export interface ReadFields {
  /** Null: to be taken out. Lines are trimmed. */
  readonly fields: ReadonlyMap<string, Value>;
  readonly faults: readonly Finding[];
}

type Reader = (value: unknown) => Value | undefined;

const text =
  (longest: number): Reader =>
  (value) =>
    typeof value === 'string' && value.length <= longest ? value.trim() : undefined;
const oneOf =
  (allowed: readonly string[]): Reader =>
  (value) =>
    typeof value === 'string' && allowed.includes(value) ? value : undefined;
const whole =
  (most: number): Reader =>
  (value) =>
    Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= most ? (value as number) : undefined;
const day: Reader = (value) => (isDay(value) ? value : undefined);
const ids: Reader = (value) =>
  Array.isArray(value) &&
  value.length <= 20 &&
  value.every((id) => typeof id === 'string' && id !== '' && id.length <= 64) &&
  new Set(value).size === value.length
    ? (value as string[])
    : undefined;
const id: Reader = (value) => (typeof value === 'string' && /^[\w-]{1,64}$/.test(value) ? value : undefined);
const orNull =
  (reader: Reader): Reader =>
  (value) =>
    value === null || value === '' ? null : reader(value);

interface Rule {
  readonly read: Reader;
  readonly message: string;
}

const RULES: Readonly<Record<string, Rule>> = {
  kind: { read: oneOf(KINDS), message: '请选择活动类型。' },
  channel: { read: oneOf(CHANNELS), message: '请选择渠道：线下、线上、混合或送学上门。' },
  title: { read: text(LONGEST_TITLE), message: `主题最多 ${LONGEST_TITLE} 个字，请缩短。` },
  onDate: { read: day, message: '请填写日期，例如 2026-01-31。' },
  startsAt: { read: orNull(whole(LATEST_INSTANT)), message: '开始时间不正确，请重新填写。' },
  endsAt: { read: orNull(whole(LATEST_INSTANT)), message: '结束时间不正确，请重新填写。' },
  minutes: { read: orNull(whole(MOST_MINUTES)), message: '时长请填写 0 到 1440 分钟。' },
  place: { read: orNull(text(LONGEST_TITLE)), message: `地点最多 ${LONGEST_TITLE} 个字，请缩短。` },
  modes: { read: ids, message: '请重新选择学习方式。' },
  groups: { read: ids, message: '请重新选择内容分组。' },
  campaignId: { read: orNull(id), message: '请重新选择读书活动。' },
};

const ATTENDANCE_RULES: Readonly<Record<(typeof ATTENDANCE_FIELDS)[number], Rule>> = {
  state: { read: orNull(oneOf(STATES)), message: '请选择实到、缺席或列席。' },
  reason: { read: orNull(oneOf(REASONS)), message: '请选择缺席原因：公假、病假、事假或其他。' },
  minutes: { read: orNull(whole(MOST_MINUTES)), message: '时长请填写 0 到 1440 分钟。' },
  madeUpOn: { read: orNull(day), message: '请填写补学日期，例如 2026-01-31。' },
  madeUpChannel: { read: orNull(oneOf(CHANNELS)), message: '请选择补学渠道。' },
  madeUpForm: { read: orNull(oneOf(MAKE_UP_FORMS)), message: '请选择补学方式。' },
};

/** @param body an object of JSON; names that are not fields are faults unless in `besides` */
export function readFields(body: Readonly<Record<string, unknown>>, besides: readonly string[] = []): ReadFields {
  const fields = new Map<string, Value>();
  const faults: Finding[] = [];
  for (const [name, value] of Object.entries(body)) {
    const rule = Object.hasOwn(RULES, name) ? RULES[name] : undefined;
    if (value === undefined || besides.includes(name)) continue;
    if (name === 'record') readRecord(value, fields, faults);
    else if (name === 'attendance') readAttendance(value, fields, faults);
    else if (rule === undefined) faults.push({ path: name.slice(0, 60), message: '不认识这一项，请去掉。' });
    else put(name, rule, value, { fields, faults });
  }
  return { fields, faults };
}

interface Target {
  readonly fields: Map<string, Value>;
  readonly faults: Finding[];
}

function put(path: string, { read, message }: Rule, value: unknown, { fields, faults }: Target): void {
  const found = read(value);
  if (found === undefined) faults.push({ path, message });
  else fields.set(path, found);
}

function readRecord(value: unknown, fields: Map<string, Value>, faults: Finding[]): void {
  if (!isObject(value)) {
    faults.push({ path: 'record', message: '记录内容的格式不正确，请刷新页面后重试。' });
    return;
  }
  for (const [key, one] of Object.entries(value)) {
    const path = `record.${key.slice(0, 60)}`;
    if (!KEY.test(key)) faults.push({ path, message: '不认识这一项，请去掉。' });
    else if (one === null || one === '') fields.set(path, null);
    else if (typeof one === 'string' && one.length <= LONGEST_TEXT)
      fields.set(path, one.trim() === '' ? null : one.trim());
    else if (typeof one === 'number' && Number.isFinite(one) && one >= 0 && one <= 1e9) fields.set(path, one);
    else faults.push({ path, message: `请填写数字，或不超过 ${LONGEST_TEXT} 个字的文字。` });
  }
}

function readAttendance(value: unknown, fields: Map<string, Value>, faults: Finding[]): void {
  if (!Array.isArray(value) || value.length > MOST_PEOPLE) {
    faults.push({ path: 'attendance', message: `出席名单最多 ${MOST_PEOPLE} 人，请分开登记。` });
    return;
  }
  const seen = new Set<string>();
  value.forEach((row: unknown, at) => {
    const personId = isObject(row) ? row['personId'] : undefined;
    if (!isObject(row) || typeof personId !== 'string' || !/^[\w-]{1,64}$/.test(personId) || seen.has(personId)) {
      faults.push({ path: `attendance.${at}.personId`, message: '请重新选择人员，每人一行。' });
      return;
    }
    seen.add(personId);
    for (const [name, one] of Object.entries(row)) {
      if (name === 'personId' || one === undefined) continue;
      const rule = Object.hasOwn(ATTENDANCE_RULES, name)
        ? ATTENDANCE_RULES[name as keyof typeof ATTENDANCE_RULES]
        : null;
      const path = `attendance.${personId}.${name.slice(0, 60)}`;
      if (rule === null) faults.push({ path, message: '不认识这一项，请去掉。' });
      else put(path, rule, one, { fields, faults });
    }
  });
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
