import { htmlToText } from '../html-text.js';
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
