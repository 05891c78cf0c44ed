import { ok, type Result } from '../../../../result.js';
import { fault, refuse, type Fault } from '../../../understand/fault.js';
import { pointsOf } from '../../../understand/fields.js';
import { withMedia, type Carry } from '../../carried-media.js';
import type { Place } from '../../reading.js';
import type { XmlElement } from '../../xml-tree.js';
import type { ItemDraft } from '../item-draft.js';
import { attributeOf, childNamed, descendantsNamed, elementsOf } from '../qti-tree.js';
import { conditionsOf } from './conditions.js';
import { feedback12 } from './feedback12.js';
import { isTextOnly, metadataOf, typeOf, unsupportedType } from './item-type.js';
import { materialText, presentationOf, type Presentation } from './presentation.js';
import { bodyOf } from './body12.js';

interface Found12 {
  readonly place: Place;
  readonly draft: Result<ItemDraft, Fault>;
}

const AROUND = ['presentation_material', 'rubric', 'objectives', 'assessfeedback', 'sectionfeedback'];

/** Texts of assessments and sections, which belong to no item. */
export function textsAround(root: XmlElement): readonly { readonly line: number; readonly text: string }[] {
  if (root.name === 'item') return [];
  return elementsOf(root).flatMap((child) => {
    if (!AROUND.includes(child.name)) return textsAround(child);
    const texts = descendantsNamed(child, 'material').map((material) => materialText(material).text);
    const text = texts.filter((part) => part !== '').join(' ');
    return text === '' ? [] : [{ line: child.line, text }];
  });
}

/** The items of a file of QTI 1.2, whatever assessments and sections stand around them. */
export function readItems12(root: XmlElement, place: Place, carry: Carry): readonly Found12[] {
  const parents = new Map(root.name === 'item' ? [[root, parentOf(root, undefined)]] : itemsIn(root, undefined));
  const items = [...parents.keys()];
  const shared = new Set(parents.values());
  const textOf = new Map<string, Presentation | undefined>(
    items
      .filter((item) => shared.has(attributeOf(item, 'ident')))
      .map((item) => [attributeOf(item, 'ident'), presentedIn(item, carry)] as const),
  );
  return items.flatMap((item): readonly Found12[] => {
    const identifier = identifierOf(item);
    // A text that other items refer to becomes part of their stems.
    if (isTextOnly(typeOf(metadataOf(item))) && shared.has(attributeOf(item, 'ident'))) return [];
    const parent = parents.get(item);
    return [
      {
        place: { ...place, line: item.line, ...(identifier === '' ? {} : { item: identifier }) },
        draft: readItem12(item, parent === undefined ? undefined : textOf.get(parent), carry),
      },
    ];
  });
}

type WithParent = readonly [item: XmlElement, parent: string | undefined];

/** New Quizzes of Canvas names the shared text at the item or at the section around it. */
const itemsIn = (around: XmlElement, shared: string | undefined): readonly WithParent[] =>
  elementsOf(around).flatMap((child): readonly WithParent[] =>
    child.name === 'item'
      ? [[child, parentOf(child, shared)]]
      : itemsIn(child, attributeOf(child, 'parent_stimulus_item_ident') || shared),
  );

const parentOf = (item: XmlElement, shared: string | undefined): string | undefined =>
  metadataOf(item).get('parent_stimulus_item_ident') ?? shared;

function presentedIn(item: XmlElement, carry: Carry): Presentation | undefined {
  const presentation = childNamed(item, 'presentation');
  return presentation === undefined ? undefined : presentationOf(presentation, carry);
}

const identifierOf = (item: XmlElement) =>
  attributeOf(item, 'ident') || (metadataOf(item).get('bbmd_asi_object_id') ?? '');

function readItem12(item: XmlElement, shared: Presentation | undefined, carry: Carry): Result<ItemDraft, Fault> {
  const metadata = metadataOf(item);
  const type = typeOf(metadata);
  const unsupported = unsupportedType(type);
  if (unsupported !== undefined) {
    return refuse('kind.unsupported', `${unsupported}竞赛不能使用，没有导入；请改成选择、判断或填空题。`, type);
  }
  const presentation = childNamed(item, 'presentation');
  if (presentation === undefined) return refuse('stem.missing', '题目没有正文（presentation），请重新导出。');
  const presented = presentationOf(presentation, carry);
  const conditions = conditionsOf(item);
  const made = bodyOf(presented, conditions, type);
  if (!made.ok) return made;
  const feedback = feedback12(item, conditions, made.value.right);
  const essay = made.value.body.kind === 'short-answer' && feedback.model !== '';
  const explanation = essay && feedback.explanation === feedback.model ? '' : feedback.explanation;
  const stem = [shared?.text ?? '', made.value.stem].filter((text) => text !== '').join('\n');
  const points = statedPoints(item, metadata);
  const identifier = identifierOf(item);
  return ok({
    stem,
    body: essay ? { kind: 'short-answer', key: feedback.model } : made.value.body,
    fields: {
      ...(identifier === '' ? {} : { id: identifier }),
      ...(explanation === '' ? {} : { explanation }),
      ...(points === undefined ? {} : { points }),
      ...withMedia([...(shared?.media ?? []), ...presented.media]),
      tags: [],
    },
    warnings: [
      ...(shared?.warnings ?? []),
      ...presented.warnings,
      ...made.value.warnings,
      ...feedback.warnings,
      ...pictureChoices(presentation),
    ],
  });
}

/** Canvas and Common Cartridge count in hundredths of the item's points. */
const PERCENT = '100';

function statedPoints(item: XmlElement, metadata: ReadonlyMap<string, string>): number | undefined {
  const most = descendantsNamed(item, 'decvar')
    .map((variable) => attributeOf(variable, 'maxvalue'))
    .filter((value) => value !== '' && Number(value) !== Number(PERCENT));
  const stated = [
    metadata.get('points_possible'),
    metadata.get('qmd_absolutescore_max'),
    metadata.get('qmd_weighting'),
    most.length === 1 ? most[0] : undefined,
  ];
  return stated.map((text) => pointsOf(String(Number(text ?? '')))).find((points) => points !== undefined);
}

function pictureChoices(presentation: XmlElement): readonly Fault[] {
  return descendantsNamed(presentation, 'render_hotspot', 'render_slider').length === 0
    ? []
    : [fault('feature.dropped', '图上的操作没有导入，请核对。')];
}
