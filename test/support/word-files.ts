/** Small .docx files from the XML of their body. */
import { zipFiles } from '../../src/question-bank/files/zip.js';

const NAMESPACES = [
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"',
  'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"',
  'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"',
  'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"',
  'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"',
  'xmlns:v="urn:schemas-microsoft-com:vml"',
  'xmlns:o="urn:schemas-microsoft-com:office:office"',
].join(' ');

const RELATIONS =
  '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" ' +
  'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>';

export interface WordParts {
  /** Content of `w:body`. */
  readonly body: string;
  /** Content of `w:numbering`. */
  readonly numbering?: string;
  /** Content of `w:styles`. */
  readonly styles?: string;
}

export function wordFile({ body, numbering, styles }: WordParts): Uint8Array {
  const part = (name: string, content: string) => `<w:${name} ${NAMESPACES}>${content}</w:${name}>`;
  const files = new Map([
    ['_rels/.rels', RELATIONS],
    ['word/document.xml', part('document', `<w:body>${body}<w:sectPr/></w:body>`)],
    ...(numbering === undefined ? [] : [['word/numbering.xml', part('numbering', numbering)] as const]),
    ...(styles === undefined ? [] : [['word/styles.xml', part('styles', styles)] as const]),
  ]);
  return zipFiles(new Map([...files].map(([path, text]) => [path, new TextEncoder().encode(text)])));
}

/** A run; `properties` as XML. */
export const run = (text: string, properties = ''): string =>
  `<w:r><w:rPr>${properties}</w:rPr><w:t xml:space="preserve">${text}</w:t></w:r>`;

/** A paragraph of runs or of one text. */
export const paragraph = (content: string, properties = ''): string =>
  `<w:p><w:pPr>${properties}</w:pPr>${content.startsWith('<') ? content : run(content)}</w:p>`;

export const numbered = (list: number, level: number, content: string): string =>
  paragraph(content, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`);

export const table = (rows: readonly (readonly string[])[]): string => {
  const cell = (text: string) => `<w:tc>${text.startsWith('<w:tcPr') || text.startsWith('<w:p') ? text : paragraph(text)}</w:tc>`;
  return `<w:tbl>${rows.map((row) => `<w:tr>${row.map(cell).join('')}</w:tr>`).join('')}</w:tbl>`;
}; // prettier-ignore
