/** MathML in one line of text: 1/3, x², √(a+b). */
import { inSmallSigns } from '../shifted-signs.js';
import { elementsOf, isElement, plainText } from './qti-tree.js';
import type { XmlElement } from '../xml-tree.js';

const bracketed = (text: string) => (/^[\p{L}\p{N}.]*$/u.test(text) ? text : `(${text})`);
const power = (text: string) => (text === '' ? '' : (inSmallSigns(text, 'sup') ?? `^${bracketed(text)}`));
const index = (text: string) => (text === '' ? '' : (inSmallSigns(text, 'sub') ?? `_${bracketed(text)}`));

/** By element; the arguments are the texts of its children. */
const FORMS = new Map<string, (parts: readonly string[]) => string>(
  Object.entries({
    mfrac: ([above = '', below = '']) => `${bracketed(above)}/${bracketed(below)}`,
    msup: ([base = '', exponent = '']) => `${base}${power(exponent)}`,
    msub: ([base = '', below = '']) => `${base}${index(below)}`,
    msubsup: ([base = '', below = '', exponent = '']) => `${base}${index(below)}${power(exponent)}`,
    munder: ([base = '', below = '']) => `${base}${index(below)}`,
    mover: ([base = '', above = '']) => `${base}${power(above)}`,
    munderover: ([base = '', below = '', above = '']) => `${base}${index(below)}${power(above)}`,
    msqrt: (parts) => `√${bracketed(parts.join(''))}`,
    mroot: ([base = '', degree = '']) =>
      `${inSmallSigns(degree, 'sup') ?? `${bracketed(degree)}次`}√${bracketed(base)}`,
    mtable: (rows) => rows.join('；'),
    mtr: (cells) => cells.filter((cell) => cell !== '').join(' '),
  }),
);
/** Say the same again in another notation, or nothing that is seen. */
const UNSEEN = new Set(['annotation', 'annotation-xml', 'mphantom', 'maligngroup', 'malignmark']);

export function mathematics(element: XmlElement): string {
  if (UNSEEN.has(element.name)) return '';
  const children = elementsOf(element);
  if (children.length === 0) return plainText(element);
  const parts = children.map(mathematics);
  if (element.name === 'mfenced') {
    const { open = '(', close = ')', separators = ',' } = element.attributes;
    return `${open}${parts.join(separators.trim().charAt(0))}${close}`;
  }
  const form = FORMS.get(element.name);
  if (form !== undefined) return form(parts);
  return element.children.map((child) => (isElement(child) ? mathematics(child) : child.trim())).join('');
}
