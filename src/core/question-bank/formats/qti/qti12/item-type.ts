/** What the software that wrote an item of QTI 1.2 calls its kind: Canvas, Common Cartridge, Blackboard, D2L. */
import type { XmlElement } from '../../xml-tree.js';
import { childNamed, descendantsOf, plainText } from '../qti-tree.js';

/** Labels and entries, whatever the vendor names the elements that hold them; in small letters. */
export function metadataOf(item: XmlElement): ReadonlyMap<string, string> {
  const entries = ['itemmetadata', 'qtimetadata']
    .flatMap((name) => childNamed(item, name) ?? [])
    .flatMap((metadata) => descendantsOf(metadata))
    .flatMap((element): [string, string][] => {
      const label = childNamed(element, 'fieldlabel');
      const entry = childNamed(element, 'fieldentry');
      if (label !== undefined && entry !== undefined) return [[plainText(label).toLowerCase(), plainText(entry)]];
      return /^(?:bbmd|qmd)_/u.test(element.name) ? [[element.name, plainText(element)]] : [];
    });
  return new Map(entries.filter(([, value]) => value !== ''));
}

const TYPE_FIELDS = ['question_type', 'cc_profile', 'bbmd_questiontype', 'qmd_questiontype', 'qmd_itemtype'];

export const typeOf = (metadata: ReadonlyMap<string, string>): string =>
  TYPE_FIELDS.map((field) => metadata.get(field)).find((type) => type !== undefined) ?? '';

/** Kinds that no contest plays, by how vendors name them. */
const UNSUPPORTED: readonly (readonly [RegExp, string])[] = [
  [/file.?(?:upload|response)/iu, '上传文件的题'],
  [/hot.?spot/iu, '在图上点选区域的热点题'],
  [/calculated|formula|arithmetic|significant/iu, '按公式出数的计算题'],
  [/jumbled/iu, '词语排序成句的题'],
  [/categori[sz]ation/iu, '归类题'],
  [/opinion|likert|survey/iu, '没有对错的调查题'],
  [/bowl/iu, '根据答案提问的题'],
  [/draw|sketch/iu, '画图题'],
];

export const unsupportedType = (type: string): string | undefined =>
  UNSUPPORTED.find(([pattern]) => pattern.test(type))?.[1];

export const isEssay = (type: string): boolean => /essay|short response|long answer|written response/iu.test(type);
export const isTextOnly = (type: string): boolean => /text.only/iu.test(type);
export const isMultiple = (type: string): boolean => /multiple.?(?:answer|response|select)|multi-select/iu.test(type);
/** The labels are all the texts that a blank accepts. */
export const isOpenBlanks = (type: string): boolean => /fill_in_multiple_blanks/iu.test(type);
export const isMatching = (type: string): boolean => /matching/iu.test(type);
