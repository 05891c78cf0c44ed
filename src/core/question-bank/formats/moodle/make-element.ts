import type { BankMedia } from '../../types.js';
import { htmlToText } from '../html-text.js';
import { htmlTag, type MediaTag } from '../media-markup.js';
import type { XmlElement } from '../xml-tree.js';

export const element = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  children: readonly (XmlElement | string)[],
): XmlElement => ({ name, namespace: '', attributes, children, line: 0 });

/** XML 1.0 cannot hold these, not even as references. */
// oxlint-disable-next-line no-control-regex -- exactly these are meant
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;

export const value = (name: string, text: string): XmlElement =>
  element(name, {}, text === '' ? [] : [text.replace(FORBIDDEN, '\uFFFD')]);

export const asHtml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\n', '<br>');

/** As HTML, which Moodle's editor takes; as plain text where HTML would lose white space. */
export function formatted(text: string): { readonly format: 'html' | 'plain_text'; readonly written: string } {
  const html = asHtml(text);
  return htmlToText(html).text === text ? { format: 'html', written: html } : { format: 'plain_text', written: text };
}

/** `<name format="html"><text>…</text></name>`, with more elements behind the text. */
export function textElement(
  name: string,
  text: string,
  more: readonly XmlElement[] = [],
  attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  const { format, written } = formatted(text);
  return element(name, { ...attributes, format }, [value('text', written), ...more]);
}

/** Base64 of the files that are to be had, by the id under which they are kept. */
export type FileTexts = ReadonlyMap<string, string>;

interface Shown {
  /** To be put into the HTML. */
  readonly html: string;
  /** `<file>` elements behind the text. */
  readonly files: readonly XmlElement[];
}

/** Moodle keeps the files of a text behind it and names them by this in its HTML. */
const addressOf = (file: string): string => `@@PLUGINFILE@@/${file}`;

export function shown(media: readonly BankMedia[] | undefined, texts: FileTexts): Shown {
  const carried = (media ?? []).filter(({ file }) => texts.has(file));
  const names = new Set(carried.flatMap(({ file, captions }) => (captions === undefined ? [file] : [file, captions])));
  return {
    html: carried.map((one) => htmlOf(htmlTag(one, addressOf, (file) => texts.has(file)))).join(''),
    files: [...names].flatMap((name) => {
      const base64 = texts.get(name);
      return base64 === undefined ? [] : [element('file', { name, path: '/', encoding: 'base64' }, [base64])];
    }),
  };
}

/** As `textElement`, with media behind the text. Where the text cannot be HTML they have no place. */
export function illustratedElement(
  name: string,
  text: string,
  { html, files }: Shown,
  more: readonly XmlElement[] = [],
  attributes: Readonly<Record<string, string>> = {},
): XmlElement {
  const { format, written } = formatted(text);
  if (format !== 'html') return textElement(name, text, more, attributes);
  return element(name, { ...attributes, format }, [value('text', `${written}${html}`), ...files, ...more]);
}

function htmlOf({ name, attributes, children }: MediaTag): string {
  const written = Object.entries(attributes).map(([key, text]) => ` ${key}="${quoted(text)}"`);
  const start = `<${name}${written.join('')}>`;
  return VOID.has(name) ? start : `${start}${children.map(htmlOf).join('')}</${name}>`;
}

/** Elements without an end tag. */
const VOID = new Set(['img', 'track']);

const quoted = (text: string) => asHtml(text.replaceAll('\n', ' ')).replaceAll('"', '&quot;');
