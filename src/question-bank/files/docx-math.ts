/** Formulas of Word as one line of text. */
import { shifted } from '../../core/question-bank/formats/shifted-signs.js';
import type { XmlElement } from '../../core/question-bank/formats/xml-tree.js';
import { childOf, childrenOf, elementsOf, valueOf } from './docx-xml.js';

/** 1/2, x², √(a+b): what a reader of plain text understands; the layout is lost. */
export function mathText(element: XmlElement): string {
  const part = (name: string) => {
    const child = childOf(element, name);
    return child === undefined ? '' : inner(child);
  };
  switch (element.name) {
    case 't':
      return element.children.filter((child) => typeof child === 'string').join('');
    case 'f':
      return `${grouped(part('num'))}/${grouped(part('den'))}`;
    case 'rad':
      return `${small(part('deg'), 'sup')}√${grouped(part('e'))}`;
    case 'sSup':
      return `${part('e')}${small(part('sup'), 'sup')}`;
    case 'sSub':
      return `${part('e')}${small(part('sub'), 'sub')}`;
    case 'sSubSup':
      return `${part('e')}${small(part('sub'), 'sub')}${small(part('sup'), 'sup')}`;
    case 'd': {
      const properties = childOf(element, 'dPr');
      const sign = (name: string, usual: string) =>
        (properties === undefined ? undefined : valueOf(properties, name)) ?? usual;
      const entries = childrenOf(element, 'e').map(inner);
      return `${sign('begChr', '(')}${entries.join(sign('sepChr', '|'))}${sign('endChr', ')')}`;
    }
    case 'nary': {
      const properties = childOf(element, 'naryPr');
      const sign = (properties === undefined ? undefined : valueOf(properties, 'chr')) ?? '∫';
      return `${sign}${small(part('sub'), 'sub')}${small(part('sup'), 'sup')}${part('e')}`;
    }
    case 'm':
      return childrenOf(element, 'mr').map((row) => childrenOf(row, 'e').map(inner).join(' ')).join('; ');
    default:
      return inner(element);
  }
} // prettier-ignore

const inner = (element: XmlElement): string => elementsOf(element).map(mathText).join('');

const grouped = (text: string): string => ([...text].length > 1 && !/^\d+(?:\.\d+)?$/u.test(text) ? `(${text})` : text);

/** Small signs where Unicode has them, else ^(…) for what is above; what is below just follows. */
function small(text: string, level: 'sup' | 'sub'): string {
  const signs = shifted(text, level);
  if (text === '' || signs !== text) return signs;
  return level === 'sup' ? `^${grouped(text)}` : text;
}
