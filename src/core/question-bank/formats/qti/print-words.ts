/** Elements to print, in the words of QTI 2 and, from them, of QTI 3. */
import type { XmlElement } from '../xml-tree.js';
import { isElement, type XmlNode } from './qti-tree.js';

export type PrintVersion = '2.1' | '3.0';

interface Dialect {
  readonly namespace: string;
  readonly packageNamespace: string;
  readonly schema: string;
  readonly schemaVersion: string;
  readonly itemType: string;
  /** Of the templates of response processing. */
  readonly template: (name: 'match_correct' | 'map_response') => string;
}

export const DIALECTS: Readonly<Record<PrintVersion, Dialect>> = {
  '2.1': {
    namespace: 'http://www.imsglobal.org/xsd/imsqti_v2p1',
    packageNamespace: 'http://www.imsglobal.org/xsd/imscp_v1p1',
    schema: 'QTIv2.1 Package',
    schemaVersion: '1.0.0',
    itemType: 'imsqti_item_xmlv2p1',
    template: (name) => `http://www.imsglobal.org/question/qti_v2p1/rptemplates/${name}`,
  },
  '3.0': {
    namespace: 'http://www.imsglobal.org/xsd/imsqtiasi_v3p0',
    packageNamespace: 'http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1',
    schema: 'QTI Package',
    schemaVersion: '3.0.0',
    itemType: 'imsqti_item_xmlv3p0',
    template: (name) => `https://purl.imsglobal.org/spec/qti/v3p0/rptemplates/${name}.xml`,
  },
};

/** An element without namespace; `inNamespace` gives a whole tree its own. */
export const element = (
  name: string,
  attributes: Readonly<Record<string, string>>,
  ...children: readonly XmlNode[]
): XmlElement => ({ name, namespace: '', attributes, children, line: 0 });

export const inNamespace = (tree: XmlElement, namespace: string): XmlElement => ({
  ...tree,
  namespace: tree.namespace === '' ? namespace : tree.namespace,
  children: tree.children.map((child) => (isElement(child) ? inNamespace(child, namespace) : child)),
});

/** Elements of HTML, which are named alike in both versions. */
const HTML = new Set(['p', 'br', 'img', 'audio', 'video', 'track']);
const kebab = (camel: string) => camel.replace(/[A-Z]/gu, (capital) => `-${capital.toLowerCase()}`);

export const inQti3Words = (tree: XmlElement): XmlElement => ({
  ...tree,
  name: HTML.has(tree.name) ? tree.name : `qti-${kebab(tree.name)}`,
  attributes: Object.fromEntries(
    Object.entries(tree.attributes).map(([name, value]) => [name.includes(':') ? name : kebab(name), value]),
  ),
  children: tree.children.map((child) => (isElement(child) ? inQti3Words(child) : child)),
});

/** A line break is an element; several spaces in a row must not shrink. */
export function textNodes(text: string): readonly XmlNode[] {
  return text
    .split('\n')
    .flatMap((line, index) => [
      ...(index === 0 ? [] : [element('br', {})]),
      line.replace(/ {2,}/gu, (spaces) => '\u00A0'.repeat(spaces.length)),
    ]);
}
