/** The few ways in which Moodle XML keeps a value. */
import { inlineBytes, type Carry, type KeptFiles } from '../carried-media.js';
import { TextMaker } from '../html-text.js';
import type { XmlElement } from '../xml-tree.js';
import type { Illustrated, Notes, TextFormat } from './notes.js';

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
export const textOf = (element: XmlElement | undefined, notes: Notes, otherwise: TextFormat = 'html'): string =>
  illustratedOf(element, notes, { otherwise }).text;

interface Reading {
  /** The format of the text where it says nothing. */
  readonly otherwise?: TextFormat;
  /** Absent where pictures have no place. */
  readonly kept?: KeptFiles;
}

/** As `textOf`, with the pictures that are kept. */
export function illustratedOf(
  element: XmlElement | undefined,
  notes: Notes,
  { otherwise = 'html', kept = new Map() }: Reading,
): Illustrated {
  const text = childNamed(element, 'text');
  if (element === undefined) return { text: '', media: [] };
  const carry = carryOf(element, kept);
  const illustrated =
    text === undefined
      ? { text: '', media: [] }
      : // Hand-made files forget the CDATA.
        text.children.some(isElement)
        ? notes.noted(walked(text, new TextMaker(false, carry)).done())
        : notes.illustrated(ownText(text), formatOf(element, otherwise), carry);
  noteLacking(element, carry, illustrated, notes);
  return illustrated;
}

/** Films and captions are taken only where the text says what they are. */
function noteLacking(element: XmlElement, carry: Carry, { media }: Illustrated, notes: Notes): void {
  const used = new Set(media.flatMap(({ file, captions }) => [file, captions]));
  for (const file of childrenNamed(element, 'file')) {
    const name = file.attributes['name'] ?? '文件';
    const found = carry(`${FILE}${name}`);
    const needsSaying = found?.kind === 'sign-video' || found?.kind === 'captions';
    if (found === undefined || (needsSaying && !used.has(found.file))) notes.lacks(name);
  }
}

/** Stands in a text before the name of a file that lies beside it. */
const FILE = '@@PLUGINFILE@@/';

/** The files that lie beside a text in base64, or stand in it. */
export function carryOf(element: XmlElement | undefined, kept: KeptFiles): Carry {
  const files = element === undefined || kept.size === 0 ? [] : childrenNamed(element, 'file');
  const beside = new Map(files.map((file) => [file.attributes['name'] ?? '', kept.get(base64In(file))]));
  return (address) => {
    const inline = inlineBytes(address);
    if (inline !== undefined) return kept.get(inline);
    if (!address.startsWith(FILE)) return undefined;
    const [name = ''] = address.split('/').at(-1)?.split('?') ?? [];
    return beside.get(name) ?? beside.get(decoded(name));
  };
}

export const base64In = (file: XmlElement): string => ownText(file).replace(/\s+/gu, '');

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    // A name with a bare % is no URI, but a name.
    return name;
  }
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

/** `fraction` of a response, in percent; nothing where it is no number. */
export function percentOf(element: XmlElement): number {
  const percent = Number((element.attributes['fraction'] ?? '0').replace(',', '.'));
  return Number.isFinite(percent) ? percent : 0;
}
