import { Injectable } from '@nestjs/common';
import { IsNull, type EntityManager } from 'typeorm';

import type { Right } from '../core/access/rights.js';
import { pathOf, treeOf, type Tree } from '../core/organisation/tree.js';
import { levelNames, type Person } from '../core/organisation/types.js';
import { can } from '../identity/identity.module.js';
import type { OperatorIdentity } from '../identity/identity.service.js';
import { idList } from '../platform/database/json-rows.js';
import { Reader } from '../platform/database/reader.js';
import { refuse } from '../platform/refusal.js';
import { MembershipEntity } from './persistence/membership.entity.js';
import { PersonEntity } from './persistence/person.entity.js';
import { PersonParts } from './person-parts.service.js';
import { UnitLevelEntity } from './persistence/unit-level.entity.js';
import { UnitEntity } from './persistence/unit.entity.js';

/** Raw: entities of 20,000 people would hold up the event loop several times as long. */
const PEOPLE = `SELECT person.id, person.name, person.staff_code AS "staffCode", membership.unit_id AS "unitId"
  FROM person LEFT JOIN membership ON membership.person_id = person.id AND membership.to_at IS NULL
  WHERE person.erased_at IS NULL`;

const MEMBERS = `SELECT unit_id AS "unitId", COUNT(*) AS "count" FROM membership WHERE to_at IS NULL GROUP BY unit_id`;

const DEPARTED = `SELECT person.id FROM person LEFT JOIN membership ON membership.person_id = person.id
  WHERE person.erased_at IS NULL GROUP BY person.id, person.created_at
  HAVING COUNT(CASE WHEN membership.id IS NOT NULL AND membership.to_at IS NULL THEN 1 END) = 0
    AND COALESCE(MAX(membership.to_at), person.created_at) < $1 ORDER BY person.id`;
/** What somebody who was erased is called. */
export const ERASED_PERSON = '已注销人员';

/**
 * SQL: that a row of `membership` held at the instant that is parameter `$n`. A roster is often loaded after the fact: who
 * has no earlier membership has belonged to the first one all along.
 */
export const heldAt = (
  n: number,
): string => `(membership.from_at <= $${n} OR NOT EXISTS (SELECT 1 FROM membership earlier
      WHERE earlier.person_id = membership.person_id AND earlier.from_at < membership.from_at))
    AND (membership.to_at IS NULL OR membership.to_at > $${n})`;

const UNIT_MEMBERS_AT = `SELECT person.id, person.name, person.staff_code AS "staffCode", membership.unit_id AS "unitId"
  FROM membership JOIN person ON person.id = membership.person_id
  WHERE membership.unit_id = $1 AND person.erased_at IS NULL
    AND ${heldAt(2)}
  ORDER BY person.staff_code, person.name, person.id`;

const HEADCOUNTS_AT = `SELECT membership.unit_id AS "unitId", COUNT(*) AS "count" FROM membership
  WHERE ${heldAt(1)} GROUP BY membership.unit_id`;
const MEMBERS_AT = `SELECT person_id AS "personId", unit_id AS "unitId" FROM membership WHERE ${heldAt(1)}`;

export interface PersonRecord {
  readonly name: string;
  readonly staffCode: string | null;
  /** `to` null: still. */
  readonly memberships: readonly { readonly unit: string; readonly from: number; readonly to: number | null }[];
}

/** What other features may ask about the organisation. Everything reads; the callers' transaction where one is given. */
@Injectable()
export class OrganisationService {
  constructor(
    private readonly reader: Reader,
    private readonly parts: PersonParts,
  ) {}

  async tree(manager: EntityManager = this.reader.source.manager): Promise<Tree<UnitEntity>> {
    return treeOf(await manager.find(UnitEntity));
  }

  /** From the top; as many as there are names or units for. */
  async levels(manager: EntityManager = this.reader.source.manager): Promise<readonly string[]> {
    const named = await manager.find(UnitLevelEntity);
    const deepest = await manager.maximum(UnitEntity, 'level');
    return levelNames(new Map(named.map(({ level, name }) => [level, name])), deepest ?? 0);
  }

  /** Everybody who is known and not erased, with the unit they belong to now. */
  async people(manager: EntityManager = this.reader.source.manager): Promise<readonly Person[]> {
    return (await manager.query(PEOPLE)) as readonly Person[];
  }

  /** By id; erased and unknown ones are left out. */
  async peopleById(
    ids: readonly string[],
    manager: EntityManager = this.reader.source.manager,
  ): Promise<ReadonlyMap<string, Person>> {
    const sql = `${PEOPLE} AND person.id IN (${idList(manager, 1)})`;
    const rows = (await manager.query(sql, [JSON.stringify(ids)])) as readonly Person[];
    return new Map(rows.map((person) => [person.id, person]));
  }

  /** What is kept of one person, for that person. Null for one who is erased or unknown. */
  async recordOf(personId: string): Promise<PersonRecord | null> {
    const { manager } = this.reader.source;
    const person = await manager.findOneBy(PersonEntity, { id: personId });
    if (!person || person.erasedAt !== null) return null;
    const tree = await this.tree();
    const rows = await manager.find(MembershipEntity, { where: { personId }, order: { fromAt: 'ASC' } });
    const memberships = rows.map(({ unitId, fromAt, toAt }) => {
      const unit = pathOf(tree, unitId).map(({ name }) => name).join(' '); // prettier-ignore
      return { unit, from: fromAt, to: toAt };
    });
    return { name: person.name, staffCode: person.staffCode, memberships };
  }

  /** Who belongs to the unit itself now, by name. */
  async membersOf(unitId: string): Promise<readonly Person[]> {
    const rows = (await this.reader.source.manager.query(`${PEOPLE} AND membership.unit_id = $1`, [
      unitId,
    ])) as Person[];
    return rows.sort((one, other) => one.name.localeCompare(other.name, 'zh-CN'));
  }

  /**
   * That somebody's right reaches the unit: everywhere, or within the own unit for a role that is confined to it.
   * @throws RefusalError unit.unknown, also where it is no business of this operator
   */
  async assertReach(operator: OperatorIdentity, right: Right, unitId: string): Promise<void> {
    const top = can(operator, right, { unitId: '' }) ? null : operator.unitId;
    const path = pathOf(await this.tree(), unitId);
    if (path.length === 0 || (top !== null && !path.some(({ id }) => id === top))) throw refuse('unit.unknown');
  }

  /** Name and number go, memberships end, and every part that keeps something; that somebody was there stays. */
  async erase(manager: EntityManager, personId: string, at: number): Promise<void> {
    await this.parts.erase(manager, personId, at);
    await manager.update(MembershipEntity, { personId, toAt: IsNull() }, { toAt: at });
    await manager.update(PersonEntity, personId, { name: ERASED_PERSON, staffCode: null, erasedAt: at });
  }

  /** Who belonged to the unit itself at an instant, in the order of staff codes. */
  async unitMembersAt(unitId: string, at: number): Promise<readonly Person[]> {
    return (await this.reader.source.manager.query(UNIT_MEMBERS_AT, [unitId, at])) as readonly Person[];
  }

  /** Which of these people have ever belonged to one of the units; to any for null. */
  async everIn(
    manager: EntityManager,
    personIds: readonly string[],
    unitIds: readonly string[] | null,
  ): Promise<ReadonlySet<string>> {
    const within = unitIds === null ? '' : ` AND unit_id IN (${idList(manager, 2)})`;
    const sql = `SELECT DISTINCT person_id AS "id" FROM membership WHERE person_id IN (${idList(manager, 1)})${within}`;
    const lists = [personIds, ...(unitIds === null ? [] : [unitIds])].map((ids) => JSON.stringify(ids));
    return new Set(((await manager.query(sql, lists)) as readonly { readonly id: string }[]).map(({ id }) => id));
  }

  /** The units to which these people have ever belonged. Unknown ones are left out. */
  async unitsOfPeople(personIds: readonly string[]): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const { manager } = this.reader.source;
    const sql = `SELECT person_id AS "personId", unit_id AS "unitId" FROM membership WHERE person_id IN (${idList(manager, 1)})`;
    const rows = (await manager.query(sql, [JSON.stringify(personIds)])) as readonly {
      personId: string;
      unitId: string;
    }[];
    const units = new Map<string, Set<string>>();
    for (const { personId, unitId } of rows) units.set(personId, (units.get(personId) ?? new Set()).add(unitId));
    return units;
  }

  /** Ids by staff code; unknown codes are left out. */
  async idsByStaffCode(codes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const { manager } = this.reader.source;
    const sql = `SELECT id, staff_code AS "code" FROM person WHERE staff_code IN (${idList(manager, 1)})`;
    const rows = (await manager.query(sql, [JSON.stringify(codes)])) as readonly { id: string; code: string }[];
    return new Map(rows.map(({ id, code }) => [code, id]));
  }

  /** Who belongs nowhere, and has not since before that instant. */
  async departedBefore(manager: EntityManager, before: number): Promise<readonly string[]> {
    const rows = (await manager.query(DEPARTED, [before])) as readonly { readonly id: string }[];
    return rows.map(({ id }) => id);
  }

  /** Who belonged where at an instant. Erased people too: they were there. @param at epoch milliseconds */
  async membersAt(at: number): Promise<readonly { readonly personId: string; readonly unitId: string }[]> {
    return (await this.reader.source.manager.query(MEMBERS_AT, [at])) as { personId: string; unitId: string }[];
  }

  /** How many people belonged to each unit itself at an instant; as `unitMembersAt`, with those erased since. */
  async headcountsAt(at: number): Promise<ReadonlyMap<string, number>> {
    const rows = (await this.reader.source.manager.query(HEADCOUNTS_AT, [at])) as readonly { unitId: string; count: number | string }[]; // prettier-ignore
    return new Map(rows.map(({ unitId, count }) => [unitId, Number(count)]));
  }

  /** How many people belong to each unit itself. */
  async headcounts(manager: EntityManager = this.reader.source.manager): Promise<ReadonlyMap<string, number>> {
    const rows = (await manager.query(MEMBERS)) as readonly { unitId: string; count: number | string }[];
    return new Map(rows.map(({ unitId, count }) => [unitId, Number(count)]));
  }
}
