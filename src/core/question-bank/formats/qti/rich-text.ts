/** What a person sees of the marked-up text of QTI, in lines of plain text. */
import { fault, type Fault } from '../../understand/fault.js';
import type { BankMedia } from '../../types.js';
import { carriedWarnings, mediaOf, type Carry } from '../carried-media.js';
import { htmlToText, TextMaker, type DroppedFeature, type HtmlText } from '../html-text.js';
import type { XmlElement } from '../xml-tree.js';
import { mathematics } from './mathematics.js';
import { attributeOf, elementsOf, isElement, plainText, wholeText, type XmlNode } from './qti-tree.js';

export interface RichText {
  readonly text: string;
  /** Pictures, recordings and formulas, which text cannot be. */
  readonly warnings: readonly Fault[];
  /** What was carried of them. */
  readonly media: readonly BankMedia[];
}

/** What stands for an element of QTI: a text, or other nodes; undefined where it is to be read as usual. */
export type Embed = (element: XmlElement) => string | readonly XmlNode[] | undefined;

const QTI_BLOCKS = new Set(
  'itemBody prompt rubricBlock feedbackBlock templateBlock contentBody stimulusBody htmlContent'.split(' '),
);
/** Not seen on a page. */
const UNSEEN = new Set(['script', 'style', 'stylesheet', 'template', 'rp']);
/** What they hold is for browsers that cannot show them. */
const PLAYED = new Set(['audio', 'video', 'svg', 'iframe', 'picture']);

const DROPPED: Readonly<Record<DroppedFeature, string>> = {
  link: '文字里的链接没有导入，只保留了文字，请核对。',
  formula: '公式已改写成一行文字，请核对。',
  table: '表格已改写成文字，请核对。',
};

function warningsOf({ media, carried, dropped }: HtmlText): readonly Fault[] {
  return [
    ...carriedWarnings(carried),
    ...media.map((name) => fault('media.missing', `“${name}”没有随题导入，请在题库里重新添加。`, name)),
    ...dropped.map((feature) => fault('feature.dropped', DROPPED[feature])),
  ];
}

const richOf = (made: HtmlText): RichText => ({
  text: made.text,
  warnings: warningsOf(made),
  media: mediaOf(made.carried),
});

/** `carry` only where pictures have a place: in the stem and in choices. */
export function richText(nodes: readonly XmlNode[], embed: Embed = () => undefined, carry?: Carry): RichText {
  const maker = new TextMaker(false, carry);
  for (const node of nodes) walk(node, maker, embed);
  return richOf(maker.done());
}

export const richChildren = (element: XmlElement | undefined, embed?: Embed, carry?: Carry): RichText =>
  richText(element?.children ?? [], embed, carry);

/** HTML that stands as text in the file, as QTI 1.2 has it. */
export const richHtml = (html: string, carry: Carry | undefined): RichText =>
  richOf(htmlToText(html, carry === undefined ? {} : { carry }));

function walk(node: XmlNode, maker: TextMaker, embed: Embed): void {
  if (!isElement(node)) {
    maker.text(node);
    return;
  }
  const embedded = embed(node);
  if (typeof embedded === 'string') {
    maker.text(embedded);
    return;
  }
  if (embedded !== undefined) {
    for (const other of embedded) walk(other, maker, embed);
    return;
  }
  const { name, children } = node;
  if (UNSEEN.has(name)) return;
  const inner = () => {
    for (const child of children) walk(child, maker, embed);
  };
  if (QTI_BLOCKS.has(name)) {
    maker.lineBreak();
    inner();
    maker.lineBreak();
    return;
  }
  if (PLAYED.has(name) || (name === 'object' && maker.holds(attributeOf(node, 'data')))) {
    play(node, maker);
    return;
  }
  maker.open(name, node.attributes);
  if (name === 'math') maker.text(mathematics(node));
  else if (name === 'pre') addLines(wholeText(node), maker);
  else if (name === 'rt') bracketed(inner, maker);
  else inner();
  maker.close(name);
}

/** What is within is no text of the item; but an object has its words there, and a film its captions. */
function play(node: XmlElement, maker: TextMaker): void {
  const words = node.name === 'object' ? { title: plainText(node) } : {};
  maker.open(node.name, { ...words, ...addressed(node) });
  for (const { name, attributes } of elementsOf(node)) {
    if (name === 'track' || name === 'param') maker.open(name, attributes);
  }
  maker.close(node.name);
}

function addLines(text: string, maker: TextMaker): void {
  for (const [index, line] of text.split('\n').entries()) {
    if (index > 0) maker.lineBreak();
    maker.text(line);
  }
}

/** The reading of a character in ruby stands above it; in one line it needs brackets. */
function bracketed(inner: () => void, maker: TextMaker): void {
  maker.text('（');
  inner();
  maker.text('）');
}

/** The address may stand at a `source` within. */
function addressed(element: XmlElement): Readonly<Record<string, string>> {
  if (element.name === 'svg' || element.name === 'object' || attributeOf(element, 'src') !== '')
    return element.attributes;
  const [source] = elementsOf(element).filter((child) => attributeOf(child, 'src') !== '');
  return { ...element.attributes, src: source === undefined ? '' : attributeOf(source, 'src') };
}
