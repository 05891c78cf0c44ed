/** The few ways in which Moodle XML keeps a value. */
import { TextMaker } from '../html-text.js';
import type { XmlElement } from '../xml-tree.js';
import type { Notes, TextFormat } from './notes.js';

export const isElement = (node: XmlElement | string): node is XmlElement => typeof node !== 'string';

export const childrenNamed = (parent: XmlElement, name: string): readonly XmlElement[] =>
  parent.children.filter(isElement).filter((child) => child.name === name);

export const childNamed = (parent: XmlElement | undefined, name: string): XmlElement | undefined =>
  parent === undefined ? undefined : childrenNamed(parent, name)[0];

/** Text of an element, elements below it left out. */
const ownText = (element: XmlElement): string => element.children.filter((child) => !isElement(child)).join('');

/** `<single>true</single>`, or the text within: `<name><text>…</text></name>`. Empty where it is missing. */
export function valueOf(parent: XmlElement | undefined, name: string): string {
  const element = childNamed(parent, name);
  if (element === undefined) return '';
  return ownText(childNamed(element, 'text') ?? element).trim();
}

/** True where the element says true or 1, or stands there empty. */
export const flagOf = (parent: XmlElement, name: string): boolean =>
  childNamed(parent, name) !== undefined && !/^(?:false|0|no)$/iu.test(valueOf(parent, name));

const FORMATS: Readonly<Record<string, TextFormat>> = {
  html: 'html',
  moodle_auto_format: 'moodle',
  markdown: 'markdown',
  plain_text: 'plain',
};

export const formatOf = (element: XmlElement | undefined, otherwise: TextFormat): TextFormat =>
  FORMATS[element?.attributes['format'] ?? ''] ?? otherwise;

/** `<questiontext format="html"><text>…</text><file …/></questiontext>` as plain text; its files are noted. */
export function textOf(element: XmlElement | undefined, notes: Notes, otherwise: TextFormat = 'html'): string {
  if (element === undefined) return '';
  noteFiles(element, notes);
  const text = childNamed(element, 'text');
  if (text === undefined) return '';
  // Hand-made files forget the CDATA.
  if (text.children.some(isElement)) return notes.noted(walked(text, new TextMaker()).done());
  return notes.plain(ownText(text), formatOf(element, otherwise));
}

function walked(element: XmlElement, maker: TextMaker): TextMaker {
  for (const child of element.children) {
    if (typeof child === 'string') maker.text(child);
    else {
      maker.open(child.name.toLowerCase(), child.attributes);
      walked(child, maker);
      maker.close(child.name.toLowerCase());
    }
  }
  return maker;
}

function noteFiles(element: XmlElement, notes: Notes): void {
  for (const file of childrenNamed(element, 'file')) notes.lacks(file.attributes['name'] ?? '文件');
}

/** `fraction` of a response, in percent; nothing where it is no number. */
export function percentOf(element: XmlElement): number {
  const percent = Number((element.attributes['fraction'] ?? '0').replace(',', '.'));
  return Number.isFinite(percent) ? percent : 0;
}
