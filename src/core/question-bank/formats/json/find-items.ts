import { namedKind } from '../../understand/kind-names.js';
import { isObject, propertyRole, wordsOf, type JsonObject } from './properties.js';

export interface FoundItem {
  readonly object: JsonObject;
  /** Words for the kind from what stands around it: 单选题: […]. */
  readonly groupKind?: string;
  readonly groupTags: readonly string[];
  /** A text that several items share. */
  readonly material?: string;
  /** What the item is called where it stands: the name of its property. */
  readonly name?: string;
}

export interface FoundItems {
  readonly items: readonly FoundItem[];
  /** Entries that stand among items and are none. */
  readonly strange: readonly unknown[];
}

type Group = Omit<FoundItem, 'object' | 'name'>;

/** Deeper than people nest banks: paper, section, material, item, and the wrappers of a service around it. */
const DEEPEST = 12;

/** All items of a JSON value, however they are wrapped and grouped. */
export function findItems(value: unknown): FoundItems {
  const items: FoundItem[] = [];
  const strange: unknown[] = [];
  walk(value, { groupTags: [] }, 0, undefined);
  return { items, strange };

  function walk(node: unknown, group: Group, depth: number, name: string | undefined): void {
    if (depth > DEEPEST) return;
    if (Array.isArray(node)) {
      const entries = node as readonly unknown[];
      const many = entries.filter((entry) => isObject(entry) && itemIn(entry) !== undefined).length;
      for (const entry of entries) {
        if (isObject(entry) || Array.isArray(entry)) walk(entry, group, depth + 1, undefined);
        else if (many > 0 && entry !== null && entry !== '') strange.push(entry);
      }
      return;
    }
    if (!isObject(node)) return;
    const nested = nestedIn(node);
    const item = nested.length === 0 ? itemIn(node) : undefined;
    if (item !== undefined) {
      items.push({ object: item, ...group, ...(name === undefined ? {} : { name }) });
      return;
    }
    const pairs = nested.length === 0 ? pairsIn(node) : [];
    if (pairs.length > 0) {
      items.push(...pairs.map((object) => ({ object, ...group })));
      return;
    }
    const inside = nested.length === 0 ? Object.entries(node) : nested;
    const around = withTitle(node, group);
    for (const [key, entry] of inside) walk(entry, named(around, key), depth + 1, key);
  }
}

/** The item that an object is; one whose stem and choices stand in an object of their own is made flat. */
function itemIn(object: JsonObject): JsonObject | undefined {
  const fields = new Set<string>();
  let flat: JsonObject | undefined;
  for (const [name, value] of Object.entries(object)) {
    const role = propertyRole(name);
    if (role === undefined) continue;
    if (role.field === 'stem' && isObject(value) && stemProperty(value) !== undefined) {
      const { [name]: _, ...rest } = object;
      flat = { ...value, ...rest };
    }
    fields.add(role.field);
  }
  if (flat !== undefined) return itemIn(flat);
  const body = ['choices', 'choice', 'key', 'distractor', 'kind', 'explanation', 'part'];
  const isItem = stemProperty(object) !== undefined && body.some((field) => fields.has(field));
  return isItem ? object : undefined;
}

/** Names that can only mean the stem come before title, content and the like, which may be anything. */
export function stemProperty(object: JsonObject): string | undefined {
  const names = Object.keys(object).filter(
    (name) => propertyRole(name)?.field === 'stem' && (typeof object[name] === 'string' || isObject(object[name])),
  );
  const filled = names.filter((name) => wordsOf(object[name]).text !== '');
  const sure = filled.find((name) => SURELY_STEM.test(name));
  return sure ?? filled[0] ?? names[0];
}

/** Properties that hold items or further groups. */
function nestedIn(object: JsonObject): readonly (readonly [string, unknown])[] {
  return Object.entries(object).filter(([name, value]) => holdsItems(object, name, value, 0));
}

const SURELY_STEM = /stem|question|题干|题目|试题|问题/iu;

/**
 * `choices` of an object with a stem are choices, even where each has a text and a mark of its own, unless they have a
 * property that only an item has. A key, an explanation or tags hold nothing.
 */
function holdsItems(parent: JsonObject, name: string, value: unknown, depth: number): boolean {
  const field = propertyRole(name)?.field;
  if (depth > DEEPEST || field === 'key' || field === 'explanation' || field === 'tags') return false;
  const mayBeChoices = (field === 'choices' || field === 'choice') && stemProperty(parent) !== undefined;
  const entries = Array.isArray(value) ? (value as readonly unknown[]) : field === undefined ? [value] : [];
  return entries.filter(isObject).some((entry) => {
    const item = itemIn(entry);
    if (item !== undefined && !mayBeChoices) return true;
    if (item !== undefined) {
      return Object.keys(item).some((key) => SURELY_STEM.test(key) || propertyRole(key)?.field === 'choices');
    }
    return Object.entries(entry).some(([key, inner]) => holdsItems(entry, key, inner, depth + 1));
  });
}

/** 题干: 答案 in one large object, as collections of pairs are kept. */
function pairsIn(object: JsonObject): readonly JsonObject[] {
  const entries = Object.entries(object);
  const texts = entries.filter(
    ([, value]) =>
      typeof value === 'string' ||
      (Array.isArray(value) && value.length > 0 && value.every((part) => typeof part === 'string')),
  );
  const stems = entries.filter(([name]) => propertyRole(name) === undefined && /\p{Script=Han}.*\p{Script=Han}/su.test(name));
  const long = stems.filter(([name]) => [...name].length >= 6);
  if (texts.length < entries.length || long.length === 0 || stems.length < entries.length * 0.8) return [];
  return entries.map(([stem, key]) => ({ stem, key }));
} // prettier-ignore

/** What the name of a property says about the items in it. */
function named(group: Group, name: string): Group {
  const field = propertyRole(name)?.field;
  if (field !== undefined && field !== 'choices') return group;
  if (namedKind(name) !== undefined) return { ...group, groupKind: name };
  return /\p{Script=Han}/u.test(name) ? { ...group, groupTags: [...group.groupTags, name] } : group;
}

/** A group may bear a kind, a heading, or the material on which its items are based. */
function withTitle(object: JsonObject, group: Group): Group {
  const kind = Object.entries(object).find(
    ([name, value]) =>
      propertyRole(name)?.field === 'kind' && typeof value === 'string' && namedKind(value) !== undefined,
  )?.[1];
  const title = Object.entries(object).find(
    ([name, value]) => /^(?:title|name|标题|名称)$/iu.test(name) && typeof value === 'string',
  )?.[1];
  const own = stemProperty(object);
  const material = own === undefined || /^(?:title|name|标题|名称)$/iu.test(own) ? '' : wordsOf(object[own]).text;
  const heading = typeof title === 'string' && namedKind(title) !== undefined ? title : undefined;
  const groupKind = heading ?? (typeof kind === 'string' ? kind : undefined);
  return {
    ...group,
    ...(groupKind === undefined ? {} : { groupKind }),
    ...(material === '' ? {} : { material: [group.material, material].filter(Boolean).join('\n') }),
  };
}
