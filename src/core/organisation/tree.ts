import { DEEPEST_LEVEL, type Unit } from './types.js';

/** Units by id and in the order of their parents' children. */
export interface Tree<U extends Unit = Unit> {
  readonly byId: ReadonlyMap<string, U>;
  /** By parent, in order; `null` for the top. */
  readonly children: ReadonlyMap<string | null, readonly U[]>;
}

const inOrder = (one: Unit, other: Unit): number =>
  one.ordinal - other.ordinal || (one.code < other.code ? -1 : one.code > other.code ? 1 : 0);

/** A unit whose parent is not among `units` stands at the top. */
export function treeOf<U extends Unit>(units: readonly U[]): Tree<U> {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const children = new Map<string | null, U[]>();
  for (const unit of units) {
    const parent = unit.parentId !== null && byId.has(unit.parentId) ? unit.parentId : null;
    const siblings = children.get(parent);
    if (siblings) siblings.push(unit);
    else children.set(parent, [unit]);
  }
  for (const siblings of children.values()) siblings.sort(inOrder);
  return { byId, children };
}

/** From the top down to the unit itself; empty for an unknown one. */
export function pathOf<U extends Unit>({ byId }: Tree<U>, unitId: string | null): readonly U[] {
  const path: U[] = [];
  for (let unit = unitId === null ? undefined : byId.get(unitId); unit !== undefined;) {
    path.unshift(unit);
    // A circle in the rows would never end; no path is longer than the levels there are.
    unit = unit.parentId === null || path.length >= DEEPEST_LEVEL ? undefined : byId.get(unit.parentId);
  }
  return path;
}

/** Everything below a unit and the unit itself, parents first; the whole tree for null. */
export function within<U extends Unit>(tree: Tree<U>, unitId: string | null): readonly U[] {
  const root = unitId === null ? undefined : tree.byId.get(unitId);
  if (unitId !== null && root === undefined) return [];
  const found: U[] = root === undefined ? [] : [root];
  const below = (parent: string | null): void => {
    for (const child of tree.children.get(parent) ?? []) {
      found.push(child);
      below(child.id);
    }
  };
  below(unitId);
  return found;
}

export type PlacingFault =
  | 'parent-unknown'
  | 'parent-closed'
  /** Below itself. */
  | 'circle'
  /** Not below its parent's level, or not above those of its children. */
  | 'level';

/**
 * Whether a unit may stand at a place: under an open parent, never under itself, and with levels that grow on the way
 * down. `id` null: a new one.
 */
export function placingFault(
  tree: Tree,
  { id, parentId, level }: { readonly id: string | null; readonly parentId: string | null; readonly level: number },
): PlacingFault | null {
  const parent = parentId === null ? null : tree.byId.get(parentId);
  if (parent === undefined) return 'parent-unknown';
  if (parent !== null && parent.closedAt !== null) return 'parent-closed';
  if (id !== null && pathOf(tree, parentId).some((above) => above.id === id)) return 'circle';
  const children = id === null ? [] : (tree.children.get(id) ?? []);
  const lowest = parent === null ? 0 : parent.level;
  const fits = level > lowest && level <= DEEPEST_LEVEL && children.every((child) => child.level > level);
  return fits ? null : 'level';
}

export type EndingFault = 'closed' | 'unknown' | 'same' | 'below' | 'children' | 'target-closed';

/** Whether a unit may be closed: it is open, and nothing open stands below it. */
export function closingFault(tree: Tree, id: string): EndingFault | null {
  const unit = tree.byId.get(id);
  if (unit === undefined) return 'unknown';
  if (unit.closedAt !== null) return 'closed';
  return openChildren(tree, id).length > 0 ? 'children' : null;
}

/** Whether `id` may go over into `into`, people and children and all. */
export function mergingFault(tree: Tree, id: string, into: string): EndingFault | null {
  const unit = tree.byId.get(id);
  const target = tree.byId.get(into);
  if (unit === undefined || target === undefined) return 'unknown';
  if (id === into) return 'same';
  if (unit.closedAt !== null) return 'closed';
  if (target.closedAt !== null) return 'target-closed';
  if (pathOf(tree, into).some((above) => above.id === id)) return 'below';
  return openChildren(tree, id).every((child) => child.level > target.level) ? null : 'children';
}

export const openChildren = <U extends Unit>({ children }: Tree<U>, id: string | null): readonly U[] =>
  (children.get(id) ?? []).filter((child) => child.closedAt === null);
