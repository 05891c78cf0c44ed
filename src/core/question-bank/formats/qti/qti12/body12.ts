/** Which kind of item the places of a presentation make. */
import { ok, type Result } from '../../../../result.js';
import { fault, refuse, type Fault } from '../../../understand/fault.js';
import type { XmlElement } from '../../xml-tree.js';
import { MOST_PLACES, tooMany } from '../interactions.js';
import { BLANK, type DraftBody } from '../item-draft.js';
import { attributeOf, elementsOf } from '../qti-tree.js';
import { PLACE, withBlanks } from '../stem-blanks.js';
import type { Condition } from './conditions.js';
import { isEssay, isMatching, isOpenBlanks } from './item-type.js';
import { blankKey, choiceKey, orderKey, partnersOf } from './key12.js';
import { isWritten, type Place12, type Presentation } from './presentation.js';

export interface Body12 {
  readonly stem: string;
  readonly body: DraftBody;
  /** Identifiers and texts that are right, for feedback that refers to them. */
  readonly right: readonly string[];
  readonly warnings: readonly Fault[];
}

type Made = Result<Body12, Fault>;

const DRAWN = new Map([
  ['render_hotspot', '在图上点选区域的热点题'],
  ['render_slider', '拖动滑块的题'],
]);

export function bodyOf(presented: Presentation, conditions: readonly Condition[], type: string): Made {
  const { places, text } = presented;
  const [only] = places;
  if (places.length > MOST_PLACES) return tooMany(places.length);
  const drawn = places.map(({ rendering }) => DRAWN.get(rendering?.name ?? '')).find((name) => name !== undefined);
  const name =
    drawn ?? (places.some(({ element }) => element === 'response_xy') ? DRAWN.get('render_hotspot') : undefined);
  if (name !== undefined) {
    return refuse('kind.unsupported', `${name}竞赛不能使用，没有导入；请改成选择、判断或填空题。`);
  }
  if (isEssay(type) || (only !== undefined && places.length === 1 && isLong(only, conditions))) return essay(text);
  if (only === undefined) return refuse('kind.unsupported', '这里只有文字，没有要作答的内容，没有导入。', text);
  if (places.every(isWritten)) return written(text, places, conditions);
  const open = openBlanks(text, places, type);
  if (open !== undefined) return open;
  if (places.every(({ cardinality }) => cardinality === 'ordered') && places.length === 1) {
    const key = orderKey(only, conditions);
    return ok({ stem: text, body: { kind: 'ordering', choices: only.labels, key }, right: [], warnings: [] });
  }
  if (places.length > 1 || isMatching(type)) return pairs(presented, conditions, type);
  return choice(text, only, conditions, type);
}

const essay = (text: string): Made =>
  ok({ stem: withoutPlaces(text), body: { kind: 'short-answer' }, right: [], warnings: [] });

const withoutPlaces = (text: string) => text.replace(new RegExp(`\\s*${PLACE}`, 'gu'), '').trim();

/** Several lines to write in, and nothing that counts as right. */
const isLong = (place: Place12, conditions: readonly Condition[]) =>
  isWritten(place) &&
  Number(place.rendering?.attributes['rows'] ?? '1') > 1 &&
  !conditions.some(({ points, atoms }) => points > 0 && atoms.length > 0);

function choice(text: string, place: Place12, conditions: readonly Condition[], type: string): Made {
  const keyed = choiceKey(place, conditions, type);
  if (!keyed.ok) return keyed;
  const { select, key, warnings } = keyed.value;
  const named = withNamedBlanks(text, [place]);
  const prompt = named === undefined && !text.includes(place.prompt) ? place.prompt : '';
  return ok({
    stem: [named ?? text, prompt].filter((line) => line !== '').join('\n'),
    body: { kind: 'choice', select, choices: place.labels, key },
    right: key ?? [],
    warnings,
  });
}

function written(text: string, places: readonly Place12[], conditions: readonly Condition[]): Made {
  const warnings: Fault[] = [];
  const blanks = [];
  for (const place of places) {
    const keyed = blankKey(place, conditions);
    if (!keyed.ok) return keyed;
    warnings.push(...keyed.value.warnings);
    blanks.push(keyed.value.key);
  }
  return ok({
    stem: withNamedBlanks(text, places) ?? withBlanks(text, places.length),
    body: { kind: 'fill-in', blanks },
    right: blanks.flatMap((blank) => (blank === undefined || 'min' in blank ? [] : blank)),
    warnings,
  });
}

/** Canvas and Blackboard write the name of a blank in square brackets. Undefined where a name is missing. */
function withNamedBlanks(text: string, places: readonly Place12[]): string | undefined {
  const marks = places.map(({ identifier }) => `[${identifier.replace(/^response_/u, '')}]`);
  if (!marks.every((mark) => text.split(mark).length === 2) || new Set(marks).size < marks.length) return undefined;
  const inOrder = marks
    .map((mark) => text.indexOf(mark))
    .every((at, index, all) => index === 0 || at > (all[index - 1] ?? 0));
  return inOrder ? marks.reduce((stem, mark) => stem.replace(mark, () => BLANK), withoutPlaces(text)) : undefined;
}

/** Canvas: choices that are all right stand for the texts that a blank accepts. */
function openBlanks(text: string, places: readonly Place12[], type: string): Made | undefined {
  if (!isOpenBlanks(type)) return undefined;
  const closed = places.some(({ rendering }) => rendering !== undefined && hasClosedLabels(rendering));
  const stem = withNamedBlanks(text, places);
  if (closed || stem === undefined) {
    return refuse('kind.unsupported', '一道题里有几处下拉选择，竞赛不能使用；请拆成几道题后再导入。', text);
  }
  const algorithms = places.flatMap(({ rendering }) => (rendering === undefined ? [] : scoringOf(rendering)));
  if (algorithms.some((algorithm) => /regex/iu.test(algorithm))) {
    return refuse('key.unreadable', '答案是一条匹配规则（正则表达式），不是文字，请写出正确答案。', text);
  }
  const loose = algorithms.some((algorithm) => /contains|closeenough/iu.test(algorithm));
  const blanks = places.map(({ labels }) => {
    const accepted = labels.map((label) => label.text).filter((accepts) => accepts !== '');
    return accepted.length === 0 ? undefined : accepted;
  });
  const right = places.flatMap(({ labels }) => labels.map(({ identifier }) => identifier));
  const warnings = loose ? [fault('feature.dropped', '原来写得差不多就算对，导入后要写得一致，请核对。', text)] : [];
  return ok({ stem, body: { kind: 'fill-in', blanks }, right, warnings });
}

const scoringOf = (rendering: XmlElement): readonly string[] =>
  elementsOf(rendering).map((label) => attributeOf(label, 'scoring_algorithm'));

/** New Quizzes marks blanks whose labels are to choose from. */
const hasClosedLabels = (rendering: NonNullable<Place12['rendering']>): boolean =>
  elementsOf(rendering).some((label) => ['dropdown', 'wordbank'].includes(attributeOf(label, 'answer_type')));

function pairs({ text, places, rightSides }: Presentation, conditions: readonly Condition[], type: string): Made {
  const bySide = rightSides.length > 0;
  const chosen = places.every(
    ({ rendering, cardinality }) => rendering?.name === 'render_choice' && cardinality !== 'multiple',
  );
  const dropdowns = withNamedBlanks(text, places) !== undefined;
  if (
    !chosen ||
    dropdowns ||
    !(isMatching(type) || isAlike(places, bySide)) ||
    places.some(({ prompt }) => prompt === '')
  ) {
    return refuse('kind.unsupported', `一道题里有 ${places.length} 处作答，竞赛不能使用；请拆成几道题后再导入。`, text);
  }
  const textOf = (place: Place12, at: number) => (bySide ? rightSides[at] : place.labels[at]?.text) ?? '';
  const targets = [...new Set(bySide ? rightSides : places.flatMap(({ labels }) => labels.map((label) => label.text)))];
  const key: [string, string][] = [];
  for (const place of places) {
    const [partner, ...others] = partnersOf(place, conditions);
    if (others.length > 0) {
      return refuse(
        'key.unreadable',
        `“${place.prompt}”有几个同样得分的配对，看不出哪个是正确答案，请核对。`,
        place.prompt,
      );
    }
    const at = place.labels.findIndex(({ identifier }) => identifier === partner);
    if (partner !== undefined) key.push([place.identifier, at < 0 ? partner : textOf(place, at)]);
  }
  return ok({
    stem: text,
    body: {
      kind: 'matching',
      choices: places.map(({ identifier, prompt }) => ({ identifier, text: prompt })),
      targets: targets.map((target) => ({ identifier: target, text: target })),
      key,
    },
    right: [],
    warnings: [],
  });
}

/** Every place offers the same. */
function isAlike(places: readonly Place12[], bySide: boolean): boolean {
  const offered = places.map(({ labels }) =>
    bySide ? String(labels.length) : labels.map(({ text }) => text).join('\n'),
  );
  return new Set(offered).size === 1;
}
