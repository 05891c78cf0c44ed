import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import { treeOf, type Tree } from '../core/organisation/tree.js';
import { levelNames, type Person } from '../core/organisation/types.js';
import { idList } from '../platform/database/json-rows.js';
import { Reader } from '../platform/database/reader.js';
import { UnitLevelEntity } from './persistence/unit-level.entity.js';
import { UnitEntity } from './persistence/unit.entity.js';

/** Raw: entities of 20,000 people would hold up the event loop several times as long. */
const PEOPLE = `SELECT person.id, person.name, person.staff_code AS "staffCode", membership.unit_id AS "unitId"
  FROM person LEFT JOIN membership ON membership.person_id = person.id AND membership.to_at IS NULL
  WHERE person.erased_at IS NULL`;

const MEMBERS = `SELECT unit_id AS "unitId", COUNT(*) AS "count" FROM membership WHERE to_at IS NULL GROUP BY unit_id`;

/** What other features may ask about the organisation. Everything reads; the callers' transaction where one is given. */
@Injectable()
export class OrganisationService {
  constructor(private readonly reader: Reader) {}

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
  async peopleById(ids: readonly string[]): Promise<ReadonlyMap<string, Person>> {
    const { manager } = this.reader.source;
    const sql = `${PEOPLE} AND person.id IN (${idList(manager, 1)})`;
    const rows = (await manager.query(sql, [JSON.stringify(ids)])) as readonly Person[];
    return new Map(rows.map((person) => [person.id, person]));
  }

  /** How many people belong to each unit itself. */
  async headcounts(manager: EntityManager = this.reader.source.manager): Promise<ReadonlyMap<string, number>> {
    const rows = (await manager.query(MEMBERS)) as readonly { unitId: string; count: number | string }[];
    return new Map(rows.map(({ unitId, count }) => [unitId, Number(count)]));
  }
}
