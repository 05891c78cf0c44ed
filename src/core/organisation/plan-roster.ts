/** What a roster file would change in the organisation as it stands; nothing is changed here. */
import { PlannedUnits } from './planned-units.js';
import type { RosterProblem, RosterRow } from './roster-row.js';
import type { Person, Unit } from './types.js';

export interface OrganisationState {
  readonly units: readonly Unit[];
  /** Everybody who is known and not erased, also those who belong nowhere any more. */
  readonly people: readonly Person[];
}

export interface RosterPlan {
  /** Parents before their children. */
  readonly units: readonly Unit[];
  readonly people: readonly Pick<Person, 'id' | 'name' | 'staffCode'>[];
  /** Who comes to a unit; where they belonged to another, that ends at the same moment. */
  readonly joins: readonly { readonly personId: string; readonly unitId: string }[];
  /** Who belongs nowhere any more: not in the file, of a unit that the file has people of. */
  readonly leaves: readonly string[];
  /** Who would have left, were it not that a refused row may be theirs. */
  readonly heldBack: number;
  readonly renames: readonly { readonly personId: string; readonly name: string }[];
  readonly staffCodes: readonly { readonly personId: string; readonly staffCode: string }[];
  /** Of those in `joins` that were in another unit before. */
  readonly moved: number;
  /** People whom the organisation has just so. */
  readonly unchanged: number;
  readonly rejected: readonly RosterProblem[];
  readonly warnings: readonly RosterProblem[];
}

export interface RosterOptions {
  /** `leave`: the file is complete for each unit that it has people of, and who is missing there has left. */
  readonly missing: 'keep' | 'leave';
  /** Rows were refused before the plan; whose they are nobody can tell. */
  readonly unread?: boolean;
  readonly newId: () => string;
}

/**
 * Units are found by code, else by name under their parent; people by staff code, else by name in their unit. Who is
 * found elsewhere by staff code has moved. Planning again what was carried out plans nothing.
 */
export function planRoster(
  rows: readonly RosterRow[],
  state: OrganisationState,
  { missing, unread = false, newId }: RosterOptions,
): RosterPlan {
  const units = new PlannedUnits(state.units, rows, newId);
  const people = new PlannedPeople(state.people, newId);
  const placed: PlacedRow[] = [];
  let whollyRead = !unread;
  for (const row of rows) {
    const found = units.take(row);
    if ('code' in found) {
      people.rejected.push(found);
      whollyRead = false;
    } else if (row.person !== null) placed.push({ row, person: row.person, unitId: found.unitId });
  }
  // Who has a staff code is found by it, so that of two people of one name the other is the one without.
  for (const one of placed) if (one.person.staffCode !== null) people.take(one);
  for (const one of placed) if (one.person.staffCode === null) people.take(one);
  const absent = missing === 'leave' ? people.absent() : [];
  const leaves = whollyRead ? absent.filter((person) => !people.mayBeRefused(person)) : [];
  return {
    units: units.added,
    people: people.added,
    joins: people.joins,
    leaves: leaves.map(({ id }) => id),
    heldBack: absent.length - leaves.length,
    renames: people.renames,
    staffCodes: people.staffCodes,
    moved: people.moved,
    unchanged: people.unchanged,
    rejected: people.rejected,
    warnings: units.warnings,
  };
}

interface PlacedRow {
  readonly row: RosterRow;
  readonly person: NonNullable<RosterRow['person']>;
  readonly unitId: string;
}

class PlannedPeople {
  readonly added: Pick<Person, 'id' | 'name' | 'staffCode'>[] = [];
  readonly joins: { personId: string; unitId: string }[] = [];
  readonly renames: { personId: string; name: string }[] = [];
  readonly staffCodes: { personId: string; staffCode: string }[] = [];
  readonly rejected: RosterProblem[] = [];
  moved = 0;
  unchanged = 0;
  readonly #byStaffCode = new Map<string, Person>();
  readonly #byName = new Map<string, Person[]>();
  readonly #seen = new Set<string>();
  readonly #seenCodes = new Set<string>();
  readonly #seenNames = new Set<string>();
  readonly #unitsOfFile = new Set<string>();
  readonly #refusedUnits = new Set<string>();
  readonly #refusedPeople = new Set<string>();
  readonly #known: readonly Person[];
  readonly #newId: () => string;

  constructor(known: readonly Person[], newId: () => string) {
    this.#known = known;
    this.#newId = newId;
    for (const person of known) {
      if (person.staffCode !== null) this.#byStaffCode.set(person.staffCode, person);
      if (person.unitId === null) continue;
      const key = nameKey(person.unitId, person.name);
      const same = this.#byName.get(key);
      if (same) same.push(person);
      else this.#byName.set(key, [person]);
    }
  }

  take({ row, person: { name, staffCode }, unitId }: PlacedRow): void {
    const refused = this.#repeated(row, name, staffCode, unitId);
    this.#unitsOfFile.add(unitId);
    if (refused !== null) {
      this.rejected.push(refused);
      this.#refusedUnits.add(unitId);
      this.#refusedPeople.add(name).add(codeKey(staffCode));
      return;
    }
    const person = this.#find(name, staffCode, unitId);
    if (person === null) {
      const id = this.#newId();
      this.added.push({ id, name, staffCode });
      this.joins.push({ personId: id, unitId });
      return;
    }
    this.#seen.add(person.id);
    this.#change(person, name, staffCode, unitId);
  }

  /** Who belongs to a unit of the file and is in none of its rows. */
  absent(): readonly Person[] {
    return this.#known.filter(
      ({ id, unitId }) => unitId !== null && this.#unitsOfFile.has(unitId) && !this.#seen.has(id),
    );
  }

  /** Whether a refused row may be theirs: one of their unit, or one elsewhere that says their name or staff code. */
  mayBeRefused({ unitId, name, staffCode }: Person): boolean {
    const named = this.#refusedPeople.has(name) || (staffCode !== null && this.#refusedPeople.has(codeKey(staffCode)));
    return named || (unitId !== null && this.#refusedUnits.has(unitId));
  }

  #change(person: Person, name: string, staffCode: string | null, unitId: string): void {
    const stays = person.unitId === unitId;
    if (person.name !== name) this.renames.push({ personId: person.id, name });
    if (staffCode !== null && person.staffCode === null) this.staffCodes.push({ personId: person.id, staffCode });
    if (!stays) this.joins.push({ personId: person.id, unitId });
    if (!stays && person.unitId !== null) this.moved += 1;
    if (stays && person.name === name && (staffCode === null || person.staffCode !== null)) this.unchanged += 1;
  }

  /** A staff code that nobody has yet may be that of somebody who had none so far. */
  #find(name: string, staffCode: string | null, unitId: string): Person | null {
    const byCode = staffCode === null ? undefined : this.#byStaffCode.get(staffCode);
    if (byCode !== undefined) return byCode;
    const here = this.#unseen(name, unitId);
    const codeless = here.filter((person) => person.staffCode === null);
    if (staffCode !== null || codeless.length > 0) return codeless[0] ?? null;
    return here[0] ?? null;
  }

  #unseen(name: string, unitId: string): readonly Person[] {
    return (this.#byName.get(nameKey(unitId, name)) ?? []).filter((person) => !this.#seen.has(person.id));
  }

  #repeated(row: RosterRow, name: string, staffCode: string | null, unitId: string): RosterProblem | null {
    const { place } = row;
    if (staffCode !== null) {
      if (this.#seenCodes.has(staffCode)) {
        const message = `工号 ${staffCode} 在表中出现了两次，请核对后只保留一行。`;
        return { place, code: 'staff-code.repeated', message, excerpt: name };
      }
      this.#seenCodes.add(staffCode);
      return null;
    }
    const key = nameKey(unitId, name);
    const here = this.#unseen(name, unitId);
    const codeless = here.filter((person) => person.staffCode === null);
    if (this.#seenNames.has(key) || codeless.length > 1 || (codeless.length === 0 && here.length > 1)) {
      const message = `“${name}”在这个单位不止一位，请为同名的人填写工号，以便区分。`;
      return { place, code: 'person.repeated', message, excerpt: name };
    }
    this.#seenNames.add(key);
    return null;
  }
}

/** Names hold no line break. */
const codeKey = (staffCode: string | null): string => `\n${staffCode ?? ''}`;
const nameKey = (unitId: string, name: string): string => `${unitId}\n${name}`;
