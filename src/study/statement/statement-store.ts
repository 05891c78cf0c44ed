import { randomUUID } from 'node:crypto';

import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import type { KeyedDraft } from '../../core/study/statement/contest-statements.js';
import { SYSTEM_ACTOR, type Activity } from '../../core/study/statement/statement.js';
import { OrganisationService } from '../../organisation/organisation.service.js';
import { Clock } from '../../platform/clock/clock.js';
import { AppConfig } from '../../platform/config/app-config.js';
import { idList, jsonInsert, jsonUpdate } from '../../platform/database/json-rows.js';
import { opaqueId } from '../../platform/ids.js';
import { StatementActorEntity, StatementEntity, StatementOriginEntity } from '../persistence/statement.entity.js';

/** What is written of one person, each draft with a key that is unique within the source. */
export interface PersonDrafts {
  readonly personId: string;
  readonly drafts: readonly KeyedDraft[];
}

interface Row {
  readonly id: string;
  readonly sequence: number;
  readonly storedAt: number;
  readonly happenedAt: number;
  readonly actor: string;
  readonly verb: string;
  readonly activityId: string | null;
  readonly parent: string | null;
  readonly result: string | null;
  readonly registration: string | null;
  readonly voids: string | null;
  readonly source: string;
  readonly sourceId: string;
}

const insertRows = jsonInsert<Row>('statement', {
  id: 'text',
  sequence: 'integer',
  storedAt: 'bigint',
  happenedAt: 'bigint',
  actor: 'text',
  verb: 'text',
  activityId: 'text',
  parent: 'text',
  result: 'text',
  registration: 'text',
  voids: 'text',
  source: 'text',
  sourceId: 'text',
});
const insertActivities = jsonInsert<{ readonly id: string; readonly definition: string }>('statement_activity', {
  id: 'text',
  definition: 'text',
});
const updateActivities = jsonUpdate<{ readonly id: string; readonly definition: string }>('statement_activity', {
  id: 'text',
  definition: 'text',
});

/** Of a server without PUBLIC_URL: a name that never leads anywhere (RFC 2606). */
const NOWHERE = 'http://xuesai.invalid';

/** Adds statements; the only one who does. Everything runs in the caller's transaction. */
@Injectable()
export class StatementStore {
  constructor(
    private readonly config: AppConfig,
    private readonly organisation: OrganisationService,
    private readonly clock: Clock,
  ) {}

  /** The base of IRIs: what it was when the first statement was written, whatever the configuration says later. */
  async base(manager: EntityManager): Promise<string> {
    const known = await manager.findOneBy(StatementOriginEntity, { id: 1 });
    if (known) return known.base;
    const base = this.config.publicUrl ?? NOWHERE;
    await manager.insert(StatementOriginEntity, { id: 1, base });
    return base;
  }

  /** Once for each source and key, however often it is asked. People who are erased or unknown are left out. */
  async append(manager: EntityManager, source: string, people: readonly PersonDrafts[]): Promise<void> {
    const actors = await this.actors(manager, people.map(({ personId }) => personId)); // prettier-ignore
    const storedAt = this.clock.now();
    const first = (await lastSequence(manager)) + 1;
    const known = people.flatMap(({ personId, drafts }) => {
      const actor = actors.get(personId);
      return actor === undefined ? [] : drafts.map((keyed) => ({ ...keyed, actor }));
    });
    if (known.length === 0) return;
    await this.base(manager);
    await insertActivities(manager, definitions(known.map(({ draft }) => draft.activity)));
    await insertRows(
      manager,
      known.map(({ key, draft, actor }, index) => ({
        id: randomUUID(),
        sequence: first + index,
        storedAt,
        happenedAt: draft.at,
        actor,
        verb: draft.verb,
        activityId: draft.activity.id,
        parent: draft.parent ?? null,
        result: draft.result === undefined ? null : JSON.stringify(draft.result),
        registration: draft.registration ?? null,
        voids: null,
        source,
        sourceId: key,
      })),
    );
  }

  /** What activities are called now. A definition is no part of the statements that refer to it (xAPI-Data 2.3.1). */
  async redefine(manager: EntityManager, activities: readonly Activity[]): Promise<void> {
    await updateActivities(manager, definitions(activities));
  }

  /**
   * Takes back what stands of an activity from a source under keys that begin like this; nothing is deleted. The activity
   * has an index, which finds them among millions.
   */
  async void(
    manager: EntityManager,
    activityId: string,
    { source, prefix }: { readonly source: string; readonly prefix: string },
  ): Promise<void> {
    const rows = (await manager.query(
      `SELECT id FROM statement WHERE activity_id = $1 AND source = $2 AND SUBSTR(source_id, 1, ${prefix.length}) = $3
        AND NOT EXISTS (SELECT 1 FROM statement later WHERE later.voids = statement.id)`,
      [activityId, source, prefix],
    )) as readonly { readonly id: string }[];
    const storedAt = this.clock.now();
    const first = (await lastSequence(manager)) + 1;
    if (rows.length === 0) return;
    await insertRows(
      manager,
      rows.map(({ id }, index) => ({
        id: randomUUID(),
        sequence: first + index,
        storedAt,
        happenedAt: storedAt,
        actor: SYSTEM_ACTOR,
        verb: 'voided',
        activityId: null,
        parent: null,
        result: null,
        registration: null,
        voids: id,
        source: 'voiding',
        sourceId: id,
      })),
    );
  }

  /** The statements stay, and nothing leads from them to the person any more. */
  async forget(manager: EntityManager, personId: string): Promise<void> {
    const actor = await manager.findOneBy(StatementActorEntity, { personId });
    if (!actor) return;
    await manager.query(`UPDATE statement SET source_id = 'erased/' || id WHERE actor = $1`, [actor.name]);
    await manager.delete(StatementActorEntity, { personId });
  }

  /** A pseudonym of chance for everybody who is known, made where there is none yet. */
  private async actors(manager: EntityManager, personIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = (await manager.query(
      `SELECT person_id AS "personId", name FROM statement_actor WHERE person_id IN (${idList(manager, 1)})`,
      [JSON.stringify(personIds)],
    )) as readonly { readonly personId: string; readonly name: string }[];
    const actors = new Map(rows.map(({ personId, name }) => [personId, name]));
    const missing = [...new Set(personIds)].filter((id) => !actors.has(id));
    for (const personId of (await this.organisation.peopleById(missing, manager)).keys()) {
      const name = opaqueId();
      await manager.insert(StatementActorEntity, { personId, name });
      actors.set(personId, name);
    }
    return actors;
  }
}

/** Each once. */
function definitions(activities: readonly Activity[]) {
  const byId = new Map(activities.map(({ id, definition }) => [id, JSON.stringify(definition)]));
  return [...byId].map(([id, definition]) => ({ id, definition }));
}

async function lastSequence(manager: EntityManager): Promise<number> {
  return (await manager.maximum(StatementEntity, 'sequence')) ?? 0;
}
