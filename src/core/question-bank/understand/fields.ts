/** The small fields of an item: each is read or, with the reason, left out. */
import type { Difficulty } from '../types.js';
import type { RawItem } from '../formats/raw-item.js';
import { narrow, tidy } from './characters.js';
import { fault, type Fault } from './fault.js';

const DIFFICULTIES: Readonly<Record<string, Difficulty>> = {
  易: 1, 容易: 1, 简单: 1, 低: 1, 初级: 1, 很易: 1, easy: 1, low: 1,
  较易: 2, 较容易: 2, 较简单: 2, 中易: 2, 偏易: 2,
  中: 3, 中等: 3, 一般: 3, 适中: 3, 普通: 3, 中级: 3, medium: 3, normal: 3,
  较难: 4, 中难: 4, 偏难: 4, 比较难: 4,
  难: 5, 困难: 5, 高: 5, 很难: 5, 高级: 5, hard: 5, difficult: 5, high: 5,
}; // prettier-ignore

/** 易, 中, 难 and what lies between; 1 to 5; stars. */
export function difficultyOf(text: string): Difficulty | undefined {
  const word = narrow(text)
    .toLowerCase()
    .replace(/难度|[::级]|题$/gu, '')
    .trim();
  const stars = /^[★*⭐]{1,5}☆*$/u.test(word) ? [...word].filter((character) => character !== '☆').length : undefined;
  const value =
    stars ?? (/^[1-5](\.0+)?$/u.test(word) ? Number(word) : (DIFFICULTIES[word] ?? DIFFICULTIES[narrow(text)]));
  return value as Difficulty | undefined;
}

/** Plain points: 2, 2分, 每题2分, 0.5. */
export function pointsOf(text: string): number | undefined {
  const digits = /^(?:每[小]?题|各|计)?(\d{1,4}(?:\.\d{1,2})?)分?$/u.exec(narrow(text).replace(/\s+/gu, ''))?.[1];
  const value = digits === undefined ? 0 : Number(digits);
  return value > 0 ? value : undefined;
}

/** A day as YYYY-MM-DD; null where it says that there is no end. */
export function dayOf(text: string): string | null | undefined {
  const word = narrow(text).replace(/\s+/gu, '');
  if (/^(长期|永久|长期有效|永久有效|无|不限|-|—)$/u.test(word)) return null;
  const parts =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:00:00(?::00)?)?$/u.exec(word) ??
    /^(\d{4})(\d{2})(\d{2})$/u.exec(word);
  if (parts === null) return undefined;
  const [year, month, day] = parts.slice(1).map(Number) as [number, number, number];
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  if (days === undefined || day < 1 || day > days) return undefined;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** The fields that every kind has. `remark`: words that stood with the key and explain it. */
export function fieldsOf(raw: RawItem, remark?: string) {
  const warnings: Fault[] = [];
  const read = <T>(
    name: string,
    words: string | undefined,
    reader: (words: string) => T | undefined,
  ): T | undefined => {
    if (words === undefined || tidy(words) === '') return undefined;
    const value = reader(words);
    if (value === undefined)
      warnings.push(fault('field.unreadable', `看不懂${name}“${tidy(words)}”，已留空，请在题库里补上。`, words));
    return value;
  };
  const text = (words: string | undefined) => (tidy(words ?? '') === '' ? undefined : tidy(words ?? ''));
  const explanation = [text(remark), text(raw.explanation)].filter((words) => words !== undefined).join('\n');
  const source = text(raw.source);
  const fields = {
    id: text(raw.id),
    explanation: explanation === '' ? undefined : explanation,
    difficulty: read('难度', raw.difficulty, difficultyOf),
    points: read('分值', raw.points, pointsOf),
    validUntil: read('有效期', raw.validUntil, dayOf) ?? undefined,
    source: source === undefined ? undefined : { document: source },
    readAloud: text(raw.readAloud),
    easyRead: text(raw.easyRead),
    tags: [...new Set((raw.tags ?? []).map(tidy).filter((tag) => tag !== ''))],
  };
  return { value: Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)), warnings };
}
