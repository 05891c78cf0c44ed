/** Pictures, recordings and films of an item as elements of QTI. */
import type { BankMedia } from '../../types.js';
import { htmlTag, mimeOf, SIGN_VIDEO_CLASS, type MediaTag } from '../media-markup.js';
import type { XmlElement } from '../xml-tree.js';
import { element, type PrintVersion } from './print-words.js';

/** Elements for what is listed, as far as its files are there. */
export type PrintMedia = (media: readonly BankMedia[] | undefined) => readonly XmlElement[];

export const mediaPath = (file: string): string => `media/${file}`;
/** Items lie in a folder of their own. */
const addressOf = (file: string): string => `../${mediaPath(file)}`;

/** @param files ids of those that are in the package */
export function mediaPrinter(version: PrintVersion, files: ReadonlySet<string>): PrintMedia {
  const has = (file: string) => files.has(file);
  const print = (one: BankMedia): XmlElement =>
    version === '2.1' && one.kind !== 'image' ? played(one, has) : printed(htmlTag(one, addressOf, has));
  return (media = []) => media.filter(({ file }) => has(file)).map(print);
}

const printed = ({ name, attributes, children }: MediaTag): XmlElement =>
  element(name, attributes, ...children.map(printed));

/** QTI 2.1 knows the elements of XHTML 1: what is played is an object, its words what stands in for it. */
function played({ kind, file, alt = '', captions }: BankMedia, has: (file: string) => boolean): XmlElement {
  const marked = kind === 'sign-video' ? { class: SIGN_VIDEO_CLASS } : {};
  return element(
    'object',
    { ...marked, data: addressOf(file), type: mimeOf(file) },
    ...(captions !== undefined && has(captions)
      ? [element('param', { name: 'captions', value: addressOf(captions), valuetype: 'REF' })]
      : []),
    ...(alt === '' ? [] : [alt]),
  );
}
