/** Cards of QTI 3 that say the whole stem in another way: to be read aloud, in easy language. */
import { fault, type Fault } from '../../understand/fault.js';
import type { XmlElement } from '../xml-tree.js';
import { attributeOf, childNamed, childrenNamed, descendantsNamed, descendantsOf } from './qti-tree.js';
import { richText } from './rich-text.js';
import type { XmlNode } from './qti-tree.js';

export const SUPPORTS = { readAloud: 'spoken', easyRead: 'simplified-language-portions' } as const;

export interface Alternatives {
  readonly readAloud?: string;
  readonly easyRead?: string;
  readonly warnings: readonly Fault[];
}

/** Cards for a word or a picture alone have no place here and are named. */
export function alternativesOf(
  item: XmlElement,
  stem: string,
  textOf: (nodes: readonly XmlNode[]) => string,
): Alternatives {
  const info = childNamed(item, 'catalogInfo');
  const body = childNamed(item, 'itemBody');
  if (info === undefined || body === undefined) return { warnings: [] };
  const whole = [body, ...descendantsOf(body)].filter(
    (element) => attributeOf(element, 'data-catalog-idref') !== '' && textOf([element]) === stem,
  );
  const referred = whole.flatMap((element) => attributeOf(element, 'data-catalog-idref').split(/\s+/u));
  const cards = childrenNamed(info, 'catalog').flatMap((catalog) =>
    childrenNamed(catalog, 'card').map((card) => ({
      card,
      support: attributeOf(card, 'support'),
      whole: referred.includes(attributeOf(catalog, 'id')),
    })),
  );
  const said = (support: string) =>
    cards
      .filter((entry) => entry.whole && entry.support === support)
      .map(({ card }) => richText(descendantsNamed(card, 'htmlContent').slice(0, 1)).text)
      .find((text) => text !== '');
  const readAloud = said(SUPPORTS.readAloud);
  const easyRead = said(SUPPORTS.easyRead);
  const supports: readonly string[] = Object.values(SUPPORTS);
  const other = cards.find((entry) => !entry.whole || !supports.includes(entry.support));
  return {
    ...(readAloud === undefined ? {} : { readAloud }),
    ...(easyRead === undefined ? {} : { easyRead }),
    warnings:
      other === undefined
        ? []
        : [fault('feature.dropped', '针对个别词语或图片的辅助内容没有导入，请核对。', other.support)],
  };
}
