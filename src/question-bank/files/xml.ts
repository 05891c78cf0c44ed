/** XML text to a tree and back. Nothing outside the text is ever fetched, and no entity but the five of XML is known. */
import { SaxesParser, type SaxesAttributeNS, type SaxesTagNS } from 'saxes';

import type { Problem } from '../../core/question-bank/formats/reading.js';
import type { XmlElement } from '../../core/question-bank/formats/xml-tree.js';

export interface XmlLimits {
  /** Elements within each other. */
  readonly depth: number;
  /** Elements in all. */
  readonly elements: number;
  /** UTF-16 units of the whole text, pictures in base64 included. */
  readonly length: number;
}

/** An item of an export takes about 30 elements and, without pictures, 3,000 characters: room for 15,000 of them. */
export const XML_LIMITS: XmlLimits = { depth: 100, elements: 500_000, length: 64 * 1024 * 1024 };

/** The text is not XML that we read; `problem` says why, where and what to do. */
export class XmlRefused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

interface OpenElement {
  readonly name: string;
  readonly namespace: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: (XmlElement | string)[];
  readonly line: number;
}

/** Says encoding and version of what is decoded already; written by hand it often lacks a space or follows an empty line. */
const DECLARATION = /^\uFEFF?\s*(?:<\?xml\s[^<>]*\?>)?/u;
/** Entities of its own and whatever could bring them: a parameter entity, a conditional section. */
const DECLARES_ENTITIES = /<!ENTITY|%[\w:]|<!\[/iu;

/**
 * The root element. White space is kept as it stands, CDATA is text, comments and processing instructions are left
 * out. A DOCTYPE is passed over unread: old QTI files name a DTD and declare elements; one that declares entities is
 * refused. Throws `XmlRefused` and nothing else.
 */
export function parseXml(text: string, limits: XmlLimits = XML_LIMITS): XmlElement {
  // Lines keep their numbers.
  const xml = text.replace(DECLARATION, (declaration) => declaration.replace(/[^\r\n]/gu, ''));
  if (xml.length > limits.length) {
    refuse('file.too-large', 1, `文件超过 ${limits.length} 个字符，请分成几个较小的文件再导入。`);
  }
  const parser = new SaxesParser({ xmlns: true, position: true });
  const open: OpenElement[] = [];
  let root: XmlElement | undefined;
  let elements = 0;
  let startLine = 1;

  const addText = (piece: string): void => {
    const children = open.at(-1)?.children;
    if (children === undefined || piece === '') return;
    const last = children.length - 1;
    // Text around CDATA and comments comes in pieces.
    if (typeof children[last] === 'string') children[last] += piece;
    else children.push(piece);
  };
  parser.on('error', (error) => {
    refuse('file.malformed', parser.line, `第 ${parser.line} 行不是正确的 XML（${reasonOf(error)}），请重新导出文件。`);
  });
  parser.on('doctype', (doctype) => {
    if (!DECLARES_ENTITIES.test(doctype)) return;
    refuse('file.unsupported', parser.line, '文件开头的 DOCTYPE 里有自定义的实体，为安全起见不读取，请删去后再导入。');
  });
  parser.on('opentagstart', () => {
    // The parser has read one character beyond the name.
    startLine = parser.line - (xml.charCodeAt(parser.position - 1) === 10 ? 1 : 0);
  });
  parser.on('opentag', (tag) => {
    elements += 1;
    if (elements > limits.elements) {
      refuse('file.too-large', startLine, `文件里的元素超过 ${limits.elements} 个，请分成几个较小的文件再导入。`);
    }
    if (open.length >= limits.depth) {
      refuse(
        'file.unsupported',
        startLine,
        `第 ${startLine} 行的元素嵌套超过 ${limits.depth} 层，请检查文件是否完好。`,
      );
    }
    const element: OpenElement = {
      name: tag.local,
      namespace: tag.uri,
      attributes: attributesOf(tag),
      children: [],
      line: startLine,
    };
    open.at(-1)?.children.push(element);
    open.push(element);
    root ??= element;
  });
  parser.on('closetag', () => open.pop());
  parser.on('text', addText);
  parser.on('cdata', addText);

  parser.write(xml).close();
  return root ?? refuse('file.malformed', 1, '文件里没有 XML 内容，请重新导出文件。');
}

/** Declarations of namespaces are not attributes; of two names that differ in their prefix alone the bare one stays. */
function attributesOf(tag: SaxesTagNS): Record<string, string> {
  const all: SaxesAttributeNS[] = Object.values(tag.attributes).filter(
    ({ name, prefix }) => prefix !== 'xmlns' && name !== 'xmlns',
  );
  const bareLast = all.sort((one, other) => other.prefix.length - one.prefix.length);
  return Object.fromEntries(bareLast.map(({ local, value }) => [local, value]));
}

function refuse(code: Problem['code'], line: number, message: string): never {
  throw new XmlRefused({ place: { line }, code, message });
}

/** saxes puts line and column before its reason: `3:14: unclosed tag: quiz`. */
function reasonOf(error: Error): string {
  return error.message
    .replace(/^(?:[^:]*:)?\d+:\d+: /u, '')
    .replace(/\.$/u, '')
    .slice(0, 80);
}

/** Not allowed in XML 1.0, not even as a reference: control characters, lone surrogates, two non-characters. */
// oxlint-disable-next-line no-control-regex -- exactly these are meant
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Surrogate}/gu;
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};
const escaped = (text: string, characters: RegExp): string =>
  text.replace(FORBIDDEN, '\uFFFD').replace(characters, (found) => ESCAPES[found] ?? found);

/**
 * The document as text, declaration first. `parseXml` gives the same tree again: nothing is indented, the maker of the
 * tree puts line breaks where they do no harm. Names of attributes are written as they are (`xml:lang` may be one). A
 * character that XML cannot hold becomes U+FFFD.
 */
export function printXml(element: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${printed(element, '')}\n`;
}

function printed(element: XmlElement, around: string): string {
  const declared = element.namespace === around ? [] : [['xmlns', element.namespace] as const];
  const head = [...declared, ...Object.entries(element.attributes)].map(
    ([name, value]) => ` ${name}="${escaped(value, /[&<>"\t\n\r]/gu)}"`,
  );
  const tag = `${element.name}${head.join('')}`;
  if (element.children.length === 0) return `<${tag}/>`;
  const inner = element.children.map((child) =>
    typeof child === 'string' ? escaped(child, /[&<>\r]/gu) : printed(child, element.namespace),
  );
  return `<${tag}>${inner.join('')}</${element.name}>`;
}
