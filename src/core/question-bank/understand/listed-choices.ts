/** Choices that are counted ①②③, 1）2）3） or 一、二、三、 in the stem, where the key is one of these marks. */
import { ok, type Result } from '../../result.js';
import type { RawChoice } from '../formats/raw-item.js';
import { narrow, tidy } from './characters.js';
import { refuse, type Fault } from './fault.js';

export interface Listed {
  readonly stem: string;
  readonly choices: readonly RawChoice[];
  /** In letters. */
  readonly key: string;
}

const CIRCLED = '①②③④⑤⑥⑦⑧⑨⑩';
const CHINESE = '一二三四五六七八九十';
const FIGURES = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'];
const FIGURE = /^(?:10|\d)[)）.、]?(?:[\s、,，;；]+(?:10|\d)[)）]?)*$/u;
const APART = '(?<![\\p{L}\\p{N}])';

interface Style {
  readonly key: RegExp;
  readonly marks: readonly string[];
  /** What a part of the list begins with. */
  readonly before: string;
  readonly after: string;
  /** Such a key can be nothing else. */
  readonly certain: boolean;
  /** A figure may as well be what is asked for: the kind must say that one of a list is. */
  readonly declared?: true;
}

const STYLES: readonly Style[] = [
  { key: /^[①-⑩](?:[\s、,，;；]*[①-⑩])*$/u, marks: [...CIRCLED], before: '', after: '', certain: true },
  { key: /^[(（](?:10|\d)[)）](?:[\s、,，;；]*[(（](?:10|\d)[)）])*$/u, marks: FIGURES, before: '[(（]', after: '[)）]', certain: true },
  { key: FIGURE, marks: FIGURES, before: '(?<![\\d(（])', after: '[)）]', certain: false },
  { key: FIGURE, marks: FIGURES, before: '(?<!\\d)[(（]?', after: '[)）]', certain: false, declared: true },
  { key: FIGURE, marks: FIGURES, before: APART, after: '(?:[、．]|\\.(?!\\d))', certain: false, declared: true },
  { key: /^[一二三四五六七八九十][、.]?(?:[\s、,，;；]+[一二三四五六七八九十])*$/u, marks: [...CHINESE], before: '', after: '[、．.]', certain: false },
]; // prettier-ignore

/**
 * Undefined: the key is no mark of a list, or the stem has no such list. Refused: the list lacks the mark of the key, or
 * nothing says that it is a list of choices. `declared`: the file says that one or several are to be chosen.
 */
export function listedChoices(stem: string, key: string, declared: boolean): Result<Listed, Fault> | undefined {
  for (const { key: pattern, marks, before, after, certain, declared: needed } of STYLES) {
    if (!pattern.test(key)) continue;
    const parts = partsOf(stem, marks, (mark) => new RegExp(`${before}${mark}${after}\\s*`, 'u'));
    const named = key.match(/[①-⑩]|10|\d|[一二三四五六七八九十]/gu) ?? [];
    const places = named.map((mark) => marks.indexOf(mark));
    if (parts === undefined && !certain) continue;
    if (parts !== undefined && needed === true && !declared) {
      return refuse('kind.unknown', `题干里有一列编号，答案是“${narrow(key)}”，看不出是不是选择题，请写上题型，或者把选项写成 A、B、C。`, key);
    }
    if (parts === undefined || places.some((place) => place >= parts.texts.length)) {
      return refuse('choices.malformed', `答案“${narrow(key)}”是选项的编号，题干里却找不到这样编号的选项，请把选项写成 A、B、C。`, key);
    }
    const choices = parts.texts.map((text) => ({ text }));
    return ok({ stem: parts.lead, choices, key: places.map((place) => String.fromCharCode(65 + place)).join('') });
  }
  return undefined;
} // prettier-ignore

function partsOf(stem: string, marks: readonly string[], sign: (mark: string) => RegExp) {
  const found: { readonly start: number; readonly end: number }[] = [];
  for (const mark of marks) {
    const from = found.at(-1)?.end ?? 0;
    const match = sign(mark).exec(stem.slice(from));
    if (match === null) break;
    found.push({ start: from + match.index, end: from + match.index + match[0].length });
  }
  if (found.length < 2) return undefined;
  const texts = found.map(({ end }, index) => tidy(stem.slice(end, found[index + 1]?.start)).replace(/[;；]$/u, ''));
  const lead = tidy(stem.slice(0, found[0]?.start));
  return lead !== '' && texts.every((text) => text !== '') ? { lead, texts } : undefined;
}
