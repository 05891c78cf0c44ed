/** Ways about in the XML of Word. */
import type { XmlElement } from '../../core/question-bank/formats/xml-tree.js';

export const elementsOf = (element: XmlElement): readonly XmlElement[] =>
  element.children.filter((child): child is XmlElement => typeof child !== 'string');

export const childrenOf = (element: XmlElement, name: string): readonly XmlElement[] =>
  elementsOf(element).filter((child) => child.name === name);

export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child): child is XmlElement => typeof child !== 'string' && child.name === name);

/** `val` of a child: how Word writes most properties. */
export const valueOf = (element: XmlElement, name: string): string | undefined =>
  childOf(element, name)?.attributes['val'];

const OFF = new Set(['0', 'false', 'off', 'none']);

/** A property that is there and not switched off: `<w:b/>` but not `<w:b w:val="0"/>`. */
export function isOn(element: XmlElement | undefined, name: string): boolean {
  const property = element === undefined ? undefined : childOf(element, name);
  return property !== undefined && !OFF.has(property.attributes['val'] ?? '1');
}

export const textOf = (element: XmlElement): string =>
  element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
