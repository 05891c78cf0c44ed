/** How each interaction of QTI 2 and 3 becomes an item, and why some cannot. */
import { ok, type Result } from '../../../result.js';
import { refuse, type Fault } from '../../understand/fault.js';
import { withMedia, type Carry } from '../carried-media.js';
import type { XmlElement } from '../xml-tree.js';
import { IN_BODY } from './feedback.js';
import { BLANK, type DraftBody, type DraftChoice } from './item-draft.js';
import { attributeOf, childrenNamed, descendantsNamed, descendantsOf } from './qti-tree.js';
import { keyedBlank, keyedValues, type Responses } from './responses.js';
import { richChildren, type Embed } from './rich-text.js';
import { PLACE } from './stem-blanks.js';

/** Names as people call them; these kinds are played in no contest. */
const UNSUPPORTED = new Map(
  Object.entries({
    hotspotInteraction: '在图上点选区域的热点题',
    selectPointInteraction: '在图上点位置的题',
    graphicOrderInteraction: '在图上排序的题',
    graphicAssociateInteraction: '在图上连线的题',
    graphicGapMatchInteraction: '把文字拖到图上的题',
    positionObjectInteraction: '在图上摆放物体的题',
    gapMatchInteraction: '拖词填空题',
    hottextInteraction: '在文章里选词的题',
    associateInteraction: '不分左右的配对题',
    sliderInteraction: '拖动滑块的题',
    mediaInteraction: '播放音视频的题',
    drawingInteraction: '画图题',
    uploadInteraction: '上传文件的题',
    customInteraction: '自定义的互动题',
    portableCustomInteraction: '自定义的互动题',
  }),
);
const SUPPORTED = new Map(
  Object.entries({
    choiceInteraction: '选择题',
    inlineChoiceInteraction: '下拉选择题',
    orderInteraction: '排序题',
    matchInteraction: '连线题',
    textEntryInteraction: '填空题',
    extendedTextInteraction: '简答题',
  }),
);

export interface Interactions {
  readonly body: DraftBody;
  /** The identifiers that are right, for what refers to them. */
  readonly key: readonly string[];
  readonly warnings: readonly Fault[];
}

export const tooMany = (places: number) =>
  refuse('kind.unsupported', `一道题里有 ${places} 处作答，最多 ${MOST_PLACES} 处；请拆成几道题后再导入。`);

/** Ends an attempt, asks for a hint: it asks nothing. */
const isAsking = ({ name }: XmlElement) => name.endsWith('Interaction') && name !== 'endAttemptInteraction';

export function interactionsOf(body: XmlElement, responses: Responses, carry?: Carry): Result<Interactions, Fault> {
  const found = descendantsOf(body).filter(isAsking);
  const [only] = found;
  if (only === undefined) return refuse('kind.unsupported', '这里只有文字，没有要作答的内容，没有导入。');
  const unsupported = found.find(({ name }) => !SUPPORTED.has(name));
  if (unsupported !== undefined) {
    const name = UNSUPPORTED.get(unsupported.name) ?? `“${unsupported.name}”这类题`;
    return refuse('kind.unsupported', `${name}竞赛不能使用，没有导入；请改成选择、判断或填空题。`, unsupported.name);
  }
  if (found.every(({ name }) => name === 'textEntryInteraction')) return fillIn(found, responses);
  if (found.length > 1) {
    const kinds = [...new Set(found.map(({ name }) => SUPPORTED.get(name) ?? name))].join('、');
    return refuse(
      'kind.unsupported',
      `一道题里有 ${found.length} 处作答（${kinds}），竞赛不能使用；请拆成几道题后再导入。`,
    );
  }
  switch (only.name) {
    case 'matchInteraction':
      return matching(only, responses, carry);
    case 'extendedTextInteraction':
      return shortText(only, responses);
    default:
      return choosing(only, responses, carry);
  }
}

const responseOf = (interaction: XmlElement) => attributeOf(interaction, 'responseIdentifier');

/** Feedback is no part of a choice. */
const withoutFeedback: Embed = ({ name }) => (IN_BODY.includes(name) ? '' : undefined);

function choicesOf(
  elements: readonly XmlElement[],
  carry: Carry | undefined,
): {
  readonly choices: readonly DraftChoice[];
  readonly warnings: readonly Fault[];
} {
  const read = elements.map((element) => ({ element, ...richChildren(element, withoutFeedback, carry) }));
  return {
    choices: read.map(({ element, text, media }) => ({
      identifier: attributeOf(element, 'identifier'),
      text,
      ...withMedia(media),
    })),
    warnings: read.flatMap(({ warnings }) => warnings),
  };
}

/** The first line of a list that drops down invites to choose and is none of the choices. */
const INVITATION = /^(?:please\s+(?:choose|select)|choose|select|请选择?)\s*[.…。:：]*$/iu;

function choosing(interaction: XmlElement, responses: Responses, carry?: Carry): Result<Interactions, Fault> {
  const identifier = responseOf(interaction);
  const keyed = keyedValues(identifier, responses);
  if (!keyed.ok) return keyed;
  const key = keyed.value.key ?? [];
  const dropsDown = interaction.name === 'inlineChoiceInteraction';
  const listed = choicesOf(descendantsNamed(interaction, dropsDown ? 'inlineChoice' : 'simpleChoice'), carry);
  const isInvitation = (one: DraftChoice) => dropsDown && INVITATION.test(one.text) && !key.includes(one.identifier);
  const choices = listed.choices.filter((one) => !isInvitation(one));
  const all = [...listed.warnings, ...keyed.value.warnings];
  if (interaction.name === 'orderInteraction') {
    return ok({ body: { kind: 'ordering', choices, key }, key, warnings: all });
  }
  const many = responses.declared.get(identifier)?.cardinality === 'multiple';
  const onlyOne = attributeOf(interaction, 'maxChoices') === '1' && key.length < 2;
  return ok({
    body: { kind: 'choice', select: many && !onlyOne ? 'multiple' : 'single', choices, key },
    key,
    warnings: all,
  });
}

function matching(interaction: XmlElement, responses: Responses, carry?: Carry): Result<Interactions, Fault> {
  const keyed = keyedValues(responseOf(interaction), responses);
  if (!keyed.ok) return keyed;
  const [left, right] = childrenNamed(interaction, 'simpleMatchSet').map((set) =>
    choicesOf(childrenNamed(set, 'simpleAssociableChoice'), carry),
  );
  if (left === undefined || right === undefined) {
    return refuse('choices.malformed', '连线题缺少左边或右边的选项，请补上后再导入。');
  }
  const pairs = (keyed.value.key ?? []).map((pair) => pair.split(/\s+/u));
  const odd = pairs.find((pair) => pair.length !== 2);
  if (odd !== undefined) {
    return refuse('key.unreadable', '看不懂连线的答案，请写成“左项 右项”一对一对的形式。', odd.join(' '));
  }
  return ok({
    body: {
      kind: 'matching',
      choices: left.choices,
      targets: right.choices,
      key: pairs.map(([one = '', other = '']) => [one, other] as const),
    },
    key: [],
    warnings: [...left.warnings, ...right.warnings, ...keyed.value.warnings],
  });
}

/** More than that is a form and no item. */
export const MOST_PLACES = 50;

function fillIn(interactions: readonly XmlElement[], responses: Responses): Result<Interactions, Fault> {
  if (interactions.length > MOST_PLACES) return tooMany(interactions.length);
  const warnings: Fault[] = [];
  const blanks = [];
  for (const interaction of interactions) {
    const keyed = keyedBlank(responseOf(interaction), responses);
    if (!keyed.ok) return keyed;
    warnings.push(...keyed.value.warnings);
    blanks.push(keyed.value.key);
  }
  return ok({ body: { kind: 'fill-in', blanks }, key: [], warnings });
}

function shortText(interaction: XmlElement, responses: Responses): Result<Interactions, Fault> {
  const key = responses.declared.get(responseOf(interaction))?.correct.join('\n');
  return ok({ body: { kind: 'short-answer', key }, key: [], warnings: [] });
}

/** What stands in the stem where the interaction stands. */
export const shownInStem: Embed = (element) => {
  const { name } = element;
  if (IN_BODY.includes(name)) return '';
  if (name === 'textEntryInteraction') return PLACE;
  if (name === 'inlineChoiceInteraction') return BLANK;
  return name.endsWith('Interaction') ? childrenNamed(element, 'prompt') : undefined;
};
