import type { XmlElement } from '../xml-tree.js';

export type XmlNode = XmlElement | string;

export const isElement = (node: XmlNode): node is XmlElement => typeof node !== 'string';

export const elementsOf = (parent: XmlElement): readonly XmlElement[] => parent.children.filter(isElement);

export const childrenNamed = (parent: XmlElement, name: string): readonly XmlElement[] =>
  elementsOf(parent).filter((child) => child.name === name);

export const childNamed = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent === undefined ? undefined : elementsOf(parent).find((child) => child.name === name);

/** Every element below, in the order of the document. */
export function descendantsOf(parent: XmlElement): readonly XmlElement[] {
  const all: XmlElement[] = [];
  const visit = (element: XmlElement): void => {
    for (const child of elementsOf(element)) {
      all.push(child);
      visit(child);
    }
  };
  visit(parent);
  return all;
}

export const descendantsNamed = (parent: XmlElement, ...names: readonly string[]): readonly XmlElement[] =>
  descendantsOf(parent).filter(({ name }) => names.includes(name));

/** All text below in one line; for values and labels, not for what people read. */
export function plainText(element: XmlElement): string {
  return wholeText(element).replace(/\s+/gu, ' ').trim();
}

/** All text below as it stands. */
export function wholeText(element: XmlElement): string {
  return element.children.map((child) => (isElement(child) ? wholeText(child) : child)).join('');
}

export const attributeOf = (element: XmlElement | undefined, name: string): string =>
  element?.attributes[name]?.trim() ?? '';

const camel = (kebab: string) => kebab.replace(/-([a-z0-9])/gu, (_, letter: string) => letter.toUpperCase());

/**
 * QTI 3 writes qti-choice-interaction and max-choices where QTI 2 wrote choiceInteraction and maxChoices; files that mix
 * both exist. Everything in the words of QTI 2, so that one reader serves all.
 */
export function inQti2Words(element: XmlElement): XmlElement {
  const attributes = Object.entries(element.attributes).map(([name, value]) => [
    /^(?:data|aria)-/u.test(name) ? name : camel(name),
    value,
  ]);
  return {
    ...element,
    name: element.name.startsWith('qti-') ? camel(element.name.slice(4)) : element.name,
    attributes: Object.fromEntries(attributes) as Record<string, string>,
    children: element.children.map((child) => (isElement(child) ? inQti2Words(child) : child)),
  };
}
