import type { RosterProblem, RosterRow, RosterStep } from './roster-row.js';
import type { Unit } from './types.js';

/** The units that a file needs: those that are there, and those to be made on the way. */
export class PlannedUnits {
  /** Parents before their children. */
  readonly added: Unit[] = [];
  readonly warnings: RosterProblem[] = [];
  readonly #byCode = new Map<string, Unit>();
  readonly #byName = new Map<string, Unit>();
  readonly #ordinals = new Map<string | null, number>();
  readonly #warned = new Set<string>();
  readonly #newId: () => string;

  /** By the names down to a unit: a code may stand in a later row than the first that names it. */
  readonly #given = new Map<string, string>();

  constructor(known: readonly Unit[], rows: readonly RosterRow[], newId: () => string) {
    this.#newId = newId;
    for (const { path } of rows) {
      path.forEach(({ code }, index) => {
        if (code !== null) this.#given.set(namesTo(path, index), code);
      });
    }
    for (const unit of known) this.#remember(unit);
  }

  /** The lowest unit of the row, made with everything above it where it is not there. */
  take(row: RosterRow): { readonly unitId: string } | RosterProblem {
    let parent: Unit | null = null;
    for (const [index, { code, ...step }] of row.path.entries()) {
      const given = code ?? this.#given.get(namesTo(row.path, index)) ?? null;
      const unit: Unit | RosterProblem = this.#step(row, parent, { ...step, code: given });
      if ('message' in unit) return unit;
      parent = unit;
    }
    return { unitId: parent?.id ?? '' };
  }

  #step(row: RosterRow, parent: Unit | null, step: RosterStep): Unit | RosterProblem {
    const { place } = row;
    const byCode = step.code === null ? undefined : this.#byCode.get(step.code);
    const known = byCode ?? this.#byName.get(nameKey(parent?.id ?? null, step.name));
    if (known === undefined) return this.#add(parent, step);
    if (byCode === undefined && step.code !== null) {
      const message = `“${step.name}”的编码是 ${known.code}，表中写的是 ${step.code}，请改成一致后再导入。`;
      return { place, code: 'code.contradictory', message, excerpt: step.name };
    }
    if (known.level !== step.level) {
      const message = `编码 ${known.code} 已用于另一级的“${known.name}”，请核对编码。`;
      return { place, code: 'code.level', message, excerpt: step.name };
    }
    if (known.closedAt !== null) {
      const message = `“${known.name}”已经撤销或并入其他组织，请写现在的名称。`;
      return { place, code: 'unit.closed', message, excerpt: step.name };
    }
    const differs = known.name !== step.name || (parent !== null && known.parentId !== parent.id);
    if (differs && !this.#warned.has(known.id)) {
      this.#warned.add(known.id);
      const message = `编码 ${known.code} 在系统中是“${known.name}”，与表中的名称或上级不同，按系统中的处理；如确已更名或调整，请在组织架构页修改。`;
      this.warnings.push({ place, code: 'unit.differs', message, excerpt: step.name });
    }
    return known;
  }

  #add(parent: Unit | null, { level, name, code }: RosterStep): Unit {
    const parentId = parent?.id ?? null;
    const ordinal = (this.#ordinals.get(parentId) ?? -1) + 1;
    const unit: Unit = {
      id: this.#newId(),
      parentId,
      code: code ?? nextCode(parent?.code ?? '', ordinal, this.#byCode),
      name,
      level,
      ordinal,
      closedAt: null,
    };
    this.added.push(unit);
    this.#remember(unit);
    return unit;
  }

  #remember(unit: Unit): void {
    this.#byCode.set(unit.code, unit);
    this.#ordinals.set(unit.parentId, Math.max(this.#ordinals.get(unit.parentId) ?? -1, unit.ordinal));
    const key = nameKey(unit.parentId, unit.name);
    // An open one goes before a closed one of the same name.
    const same = this.#byName.get(key);
    if (same === undefined || same.closedAt !== null) this.#byName.set(key, unit);
  }
}

/** Two more digits for each step down: 01, 0103, 010312; the next free one. */
export function nextCode(parentCode: string, ordinal: number, taken: { has(code: string): boolean }): string {
  for (let number = ordinal + 1; ; number += 1) {
    const code = parentCode + String(number).padStart(2, '0');
    if (!taken.has(code)) return code;
  }
}

const namesTo = (path: readonly RosterStep[], index: number): string =>
  path
    .slice(0, index + 1)
    .map(({ level, name }) => `${level} ${name}`)
    .join('\n');

const nameKey = (parentId: string | null, name: string): string => `${parentId ?? ''}\n${name}`;
