/** The organisation as pages walk it. */
import type { OrganisationInfo, UnitInfo } from '@protocol/organisation.js';

export interface UnitTree {
  readonly byId: ReadonlyMap<string, UnitInfo>;
  /** In order; `null` for the top. */
  childrenOf(id: string | null): readonly UnitInfo[];
  /** From the top to the unit itself. */
  pathOf(id: string): readonly UnitInfo[];
  /** People of the unit and of everything below. */
  peopleOf(id: string): number;
}

export function unitTree({ units }: OrganisationInfo): UnitTree {
  const byId = new Map(units.map((unit) => [unit.id, unit]));
  const children = new Map<string | null, UnitInfo[]>();
  for (const unit of units) {
    const siblings = children.get(unit.parentId);
    if (siblings) siblings.push(unit);
    else children.set(unit.parentId, [unit]);
  }
  const childrenOf = (id: string | null): readonly UnitInfo[] => children.get(id) ?? [];
  const peopleOf = (id: string): number =>
    childrenOf(id).reduce((sum, child) => sum + peopleOf(child.id), byId.get(id)?.members ?? 0);
  const pathOf = (id: string): readonly UnitInfo[] => {
    const path: UnitInfo[] = [];
    for (let unit = byId.get(id); unit !== undefined && !path.includes(unit);) {
      path.unshift(unit);
      unit = unit.parentId === null ? undefined : byId.get(unit.parentId);
    }
    return path;
  };
  return { byId, childrenOf, pathOf, peopleOf };
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().trim();

/** Units whose name or code has every word, in the order of the tree; all for nothing typed. */
export function searchUnits(units: readonly UnitInfo[], query: string): readonly UnitInfo[] {
  const words = plain(query).split(/\s+/u).filter((word) => word !== ''); // prettier-ignore
  return units.filter(({ name, code }) => words.every((word) => plain(`${name} ${code}`).includes(word)));
}
