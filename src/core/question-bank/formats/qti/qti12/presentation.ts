/** The presentation of an item of QTI 1.2: what is read, and the places to respond, in the order of the page. */
import type { BankMedia } from '../../../types.js';
import { fault, type Fault } from '../../../understand/fault.js';
import { carriedWarnings, withMedia, type Carry } from '../../carried-media.js';
import type { XmlElement } from '../../xml-tree.js';
import type { DraftChoice } from '../item-draft.js';
import {
  attributeOf,
  childNamed,
  childrenNamed,
  descendantsNamed,
  elementsOf,
  isElement,
  plainText,
  wholeText,
} from '../qti-tree.js';
import { richChildren, richHtml, type RichText } from '../rich-text.js';
import { PLACE } from '../stem-blanks.js';

export interface Place12 {
  readonly identifier: string;
  /** response_lid, response_str … */
  readonly element: string;
  readonly cardinality: string;
  /** What stands with the place itself: the left side of a pair. */
  readonly prompt: string;
  readonly labels: readonly DraftChoice[];
  /** The element that draws it: render_choice, render_fib … */
  readonly rendering: XmlElement | undefined;
}

export interface Presentation {
  /** With `PLACE` for each response to be written. */
  readonly text: string;
  readonly places: readonly Place12[];
  /** Right sides that Blackboard lists apart. */
  readonly rightSides: readonly string[];
  readonly warnings: readonly Fault[];
  /** Pictures and recordings of the text. */
  readonly media: readonly BankMedia[];
}

/** What is noticed on the way. */
interface Gathered {
  readonly carry: Carry;
  readonly warnings: Fault[];
}

const RESPONSES = ['response_lid', 'response_str', 'response_num', 'response_xy', 'response_grp', 'response_extension'];

interface Piece {
  readonly text: string;
  /** Stands in the line of its neighbours. */
  readonly inline: boolean;
}

export function presentationOf(presentation: XmlElement, carry: Carry): Presentation {
  const pieces: Piece[] = [];
  const places: Place12[] = [];
  const rightSides: string[] = [];
  const warnings: Fault[] = [];
  const media: BankMedia[] = [];
  const gathered: Gathered = { carry, warnings };
  const visit = (element: XmlElement): void => {
    if (element.name === 'material') {
      const read = materialText(element, carry);
      warnings.push(...read.warnings);
      media.push(...read.media);
      pieces.push({ text: read.text, inline: false });
    } else if (attributeOf(element, 'class') === 'RIGHT_MATCH_BLOCK') {
      rightSides.push(...blocksOf(element, gathered));
    } else if (isPairBlock(element)) {
      const prompt = flowText(element, gathered).text;
      places.push(...childrenNamed(element, 'response_lid').map((place) => ({ ...placeOf(place, gathered), prompt })));
    } else if (element.name === 'response_extension') {
      if (elementsOf(element).some((child) => child.name.startsWith('response_'))) elementsOf(element).forEach(visit);
    } else if (RESPONSES.includes(element.name)) {
      const place = placeOf(element, gathered);
      places.push(place);
      if (isWritten(place)) pieces.push({ text: PLACE, inline: true });
    } else elementsOf(element).forEach(visit);
  };
  elementsOf(presentation).forEach(visit);
  return { text: joined(pieces), places, rightSides, warnings, media };
}

export const isWritten = ({ element, rendering }: Place12): boolean =>
  rendering?.name === 'render_fib' ||
  (rendering === undefined && (element === 'response_str' || element === 'response_num'));

/** Blackboard: the left side of a pair and its place stand in one flow, with nothing written in the labels. */
const isPairBlock = (element: XmlElement) =>
  element.name === 'flow' &&
  childrenNamed(element, 'response_lid').length === 1 &&
  childrenNamed(element, 'flow').length > 0 &&
  descendantsNamed(element, 'response_label').every((label) => descendantsNamed(label, 'material').length === 0);

const blocksOf = (element: XmlElement, gathered: Gathered) =>
  childrenNamed(element, 'flow').map((block) => flowText(block, gathered).text);

function flowText(element: XmlElement, { carry, warnings }: Gathered): Pick<RichText, 'text' | 'media'> {
  const read = descendantsNamed(element, 'material').map((material) => materialText(material, carry));
  warnings.push(...read.flatMap((entry) => entry.warnings));
  const texts = read.map(({ text }) => text).filter((text) => text !== '');
  return { text: texts.join('\n'), media: read.flatMap(({ media }) => media) };
}

function placeOf(element: XmlElement, gathered: Gathered): Place12 {
  const rendering = elementsOf(element).find(({ name }) => name.startsWith('render_'));
  const labels = rendering === undefined ? [] : descendantsNamed(rendering, 'response_label');
  const prompts = [...childrenNamed(element, 'material'), ...childrenNamed(element, 'material_ref')].map((material) =>
    materialText(material),
  );
  gathered.warnings.push(...prompts.flatMap((prompt) => prompt.warnings));
  return {
    identifier: attributeOf(element, 'ident'),
    element: element.name,
    cardinality: attributeOf(element, 'rcardinality').toLowerCase(),
    prompt: prompts.map(({ text }) => text).join('\n'),
    labels: labels.map((label) => ({ identifier: attributeOf(label, 'ident'), ...labelled(label, gathered) })),
    rendering,
  };
}

/** Blackboard's “Either/Or” names its choices by these codes and shows words for them. */
const CODES = new Map(Object.entries({
  'yes_no.true': 'Yes', 'yes_no.false': 'No', 'right_wrong.true': 'Right', 'right_wrong.false': 'Wrong',
  'agree_disagree.true': '同意', 'agree_disagree.false': '不同意', 'true_false.true': 'True', 'true_false.false': 'False',
})); // prettier-ignore

function labelled(label: XmlElement, gathered: Gathered): Omit<DraftChoice, 'identifier'> {
  const { text: written, media } = flowText(label, gathered);
  const bare = written === '' && descendantsNamed(label, 'material').length === 0;
  const text = bare ? plainText(label) : written;
  return { text: CODES.get(text) ?? text, ...withMedia(media) };
}

const FILES = new Map(Object.entries({ matimage: '图片', mataudio: '录音', matvideo: '视频', matapplet: '程序', matapplication: '文件' })); // prettier-ignore

/** `carry` only where pictures have a place: in the text that is asked and in choices. */
export function materialText(material: XmlElement, carry?: Carry): RichText {
  const read = elementsOf(material).map((element): RichText => {
    switch (element.name) {
      case 'mattext':
      case 'matemtext':
      case 'mat_formattedtext':
        return markedText(element, carry);
      case 'mat_extension':
        return materialText(element, carry);
      case 'matbreak':
        return { text: '\n', warnings: [], media: [] };
      default:
        return materialFile(element, carry);
    }
  });
  return {
    text: read.map(({ text }) => text).join('').trim(), // prettier-ignore
    warnings: read.flatMap(({ warnings }) => warnings),
    media: read.flatMap(({ media }) => media),
  };
}

function materialFile(element: XmlElement, carry: Carry | undefined): RichText {
  const kind = FILES.get(element.name);
  if (kind === undefined) return { text: '', warnings: [], media: [] };
  const name = attributeOf(element, 'uri') || attributeOf(element, 'label') || kind;
  const words = plainText(childNamed(element, 'alt') ?? { ...element, children: [] });
  const kept = carry?.(name);
  // Nothing in QTI 1.2 says that a film is one in sign language.
  if (kept === undefined || kept.kind === 'sign-video' || kept.kind === 'captions') {
    const warning = fault('media.missing', `${kind}“${name}”没有随题导入，请在题库里重新添加。`, name);
    return { text: words, warnings: [warning], media: [] };
  }
  const carried = { name, media: { kind: kept.kind, file: kept.file, ...(words === '' ? {} : { alt: words }) } };
  return { text: '', warnings: carriedWarnings([carried]), media: [carried.media] };
}

const MARKUP = /<\/?[a-z][^<>]*>|&(?:[a-z]+|#\d+);/iu;

/** HTML stands as text, as elements, or is none, whatever the attribute says; only `text/plain` is believed. */
function markedText(element: XmlElement, carry: Carry | undefined): RichText {
  if (element.children.some(isElement)) return richChildren(element, undefined, carry);
  const text = wholeText(element);
  const type = (attributeOf(element, 'texttype') || attributeOf(element, 'type')).toLowerCase();
  if (type.includes('html') || (type !== 'text/plain' && MARKUP.test(text))) return richHtml(text, carry);
  const lines = text.split('\n').map((line) => line.replace(/[ \t\r\u00A0]+/gu, ' '));
  return { text: lines.join('\n').replace(/\n\s*\n/gu, '\n'), warnings: [], media: [] };
}

/** Han script sets no spaces between words and blanks. */
const NO_SPACE = /[\p{Script=Han}，。；：、？！（）“”《》\s]/u;

function joined(pieces: readonly Piece[]): string {
  const text: string[] = [];
  let inline = true;
  let end = '';
  for (const piece of pieces) {
    if (piece.text === '') continue;
    const close = end === '' || NO_SPACE.test(end) || NO_SPACE.test(piece.text.charAt(0));
    text.push(inline || piece.inline ? (close ? '' : ' ') : '\n', piece.text);
    inline = piece.inline;
    end = piece.text.slice(-1);
  }
  return text
    .join('')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join('\n');
}
