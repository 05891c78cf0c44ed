import { ok, type Result } from '../../../result.js';
import { fault, refuse, type Fault } from '../../understand/fault.js';
import { pointsOf } from '../../understand/fields.js';
import { withMedia, type Carry } from '../carried-media.js';
import type { XmlElement } from '../xml-tree.js';
import type { BankMetadata } from './bank-metadata.js';
import { alternativesOf } from './catalog.js';
import { feedbackOf } from './feedback.js';
import { interactionsOf, shownInStem } from './interactions.js';
import type { ItemDraft } from './item-draft.js';
import type { SharedText } from './package.js';
import {
  attributeOf,
  childNamed,
  childrenNamed,
  descendantsNamed,
  descendantsOf,
  elementsOf,
  plainText,
} from './qti-tree.js';
import { responsesOf } from './responses.js';
import { richChildren, richText, type Embed } from './rich-text.js';
import { withBlanks } from './stem-blanks.js';

export interface ItemSurroundings {
  /** What the package says of the item, where this software made the package. */
  readonly metadata: BankMetadata | undefined;
  /** Weight that a test gives the item. */
  readonly weight: number | undefined;
  /** The body of a shared text by its address as the item writes it; undefined where it is not in the package. */
  readonly stimulus: (href: string) => SharedText | undefined;
  readonly carry: Carry;
}

/** An item of QTI 2.0 to 3.0 in the words of QTI 2. */
export function readItem(item: XmlElement, around: ItemSurroundings): Result<ItemDraft, Fault> {
  const body = childNamed(item, 'itemBody');
  if (body === undefined) return refuse('stem.missing', '题目没有正文（itemBody），请重新导出。');
  if (childNamed(item, 'templateProcessing') !== undefined || showsVariable(body)) {
    return refuse('kind.unsupported', '题目的数字或文字每次随机生成，竞赛不能使用；请改成固定的内容后再导入。');
  }
  const responses = responsesOf(item);
  const read = interactionsOf(body, responses, around.carry);
  if (!read.ok) return read;
  const { key } = read.value;
  const own = around.metadata !== undefined;
  const shared = stimuliOf(item, around);
  const asked = richText([body], inStem, around.carry);
  const stem = [shared.text, asked.text].filter((text) => text !== '').join('\n');
  const feedback = feedbackOf(item, key, own);
  const rubric = rubricOf(body);
  const explanation = [feedback.explanation, rubric].filter((text) => text !== '').join('\n');
  const { warnings, ...alternatives } = alternativesOf(
    item,
    asked.text,
    (nodes) => richText(nodes, inStem, around.carry).text,
  );
  const points = !own ? statedPoints(item, around.weight) : undefined;
  const identifier = attributeOf(item, 'identifier');
  return ok({
    stem: withBlanks(stem, !own && read.value.body.kind === 'fill-in' ? read.value.body.blanks.length : 0),
    body: read.value.body,
    ...(around.metadata === undefined ? {} : { own: around.metadata.own }),
    fields: {
      ...(identifier === '' ? {} : { id: identifier }),
      ...(explanation === '' ? {} : { explanation }),
      ...(points === undefined ? {} : { points }),
      tags: [],
      ...withMedia([...shared.media, ...asked.media]),
      ...alternatives,
      ...around.metadata?.fields,
    },
    warnings: [
      ...shared.warnings,
      ...asked.warnings,
      ...read.value.warnings,
      ...feedback.warnings,
      ...warnings,
      ...droppedOf(item),
    ],
  });
}

/** What the person who is asked does not see is no part of the stem. */
const inStem: Embed = (element) => {
  if (element.name === 'rubricBlock' && !isForCandidates(element)) return '';
  if (element.name === 'infoControl') return '';
  return shownInStem(element);
};

function isForCandidates(rubric: XmlElement): boolean {
  const views = attributeOf(rubric, 'view');
  return views === '' || views.split(/\s+/u).includes('candidate');
}

/** For those who score: what a good response holds. */
const rubricOf = (body: XmlElement) =>
  descendantsNamed(body, 'rubricBlock')
    .filter((rubric) => !isForCandidates(rubric))
    .map((rubric) => richChildren(rubric).text)
    .filter((text) => text !== '')
    .join('\n');

/** In what is asked; feedback may count the points. */
const showsVariable = (element: XmlElement): boolean =>
  element.name === 'printedVariable' ||
  (inStem(element) !== '' && elementsOf(element).some((child) => showsVariable(child)));

function stimuliOf(item: XmlElement, around: ItemSurroundings) {
  const read = childrenNamed(item, 'assessmentStimulusRef').map((reference) => {
    const stimulus = around.stimulus(attributeOf(reference, 'href'));
    if (stimulus !== undefined) return richText([stimulus.body], undefined, stimulus.carry);
    const title = attributeOf(reference, 'title') || attributeOf(reference, 'href');
    return { text: '', media: [], warnings: [fault('media.missing', `材料“${title}”不在文件里，请补进题干。`, title)] };
  });
  return {
    text: read.map(({ text }) => text).filter((text) => text !== '').join('\n'),
    warnings: read.flatMap(({ warnings }) => warnings),
    media: read.flatMap(({ media }) => media),
  }; // prettier-ignore
}

function droppedOf(item: XmlElement): readonly Fault[] {
  const below = descendantsOf(item).map(({ name }) => name);
  const adaptive = attributeOf(item, 'adaptive') === 'true';
  return [
    ...(adaptive ? [fault('feature.dropped', '题目原来可以分几步作答，导入后只作答一次，请核对。')] : []),
    ...(below.includes('infoControl') ? [fault('feature.dropped', '作答时可以展开的提示没有导入，请核对。')] : []),
    ...(below.includes('include')
      ? [fault('media.missing', '题目引用了另一个文件的内容，没有导入，请补进题干。')]
      : []),
  ];
}

/** The most that can be earned, as far as the item says it plainly. */
function statedPoints(item: XmlElement, weight = 1): number | undefined {
  const outcomes = childrenNamed(item, 'outcomeDeclaration');
  const named = (identifier: string) => outcomes.find((outcome) => attributeOf(outcome, 'identifier') === identifier);
  const most = named('MAXSCORE');
  const stated =
    (most === undefined ? undefined : descendantsNamed(most, 'value').map(plainText)[0]) ??
    attributeOf(named('SCORE'), 'normalMaximum');
  const points = (stated === '' ? 1 : Number(stated)) * weight;
  return stated === '' && weight === 1 ? undefined : pointsOf(String(points));
}
