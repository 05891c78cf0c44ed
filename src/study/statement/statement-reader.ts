import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  statementJson,
  type KeptStatement,
  type StatementFormat,
  type Verb,
} from '../../core/study/statement/statement.js';
import { Reader } from '../../platform/database/reader.js';
import { StatementOriginEntity } from '../persistence/statement.entity.js';

export interface StatementFilter {
  /** Pseudonym. */
  readonly actor?: string;
  readonly verb?: Verb;
  /** IRI. */
  readonly activity?: string;
  /** What is part of the activity counts too. */
  readonly related?: boolean;
  readonly registration?: string;
  /** Epoch milliseconds of storing: after, and at or before. */
  readonly since?: number;
  readonly until?: number;
  /** Sequence where the page before ended. */
  readonly from?: number;
  readonly ascending?: boolean;
}

export type StatementJson = Readonly<Record<string, unknown>>;

export interface StatementPage {
  readonly statements: readonly StatementJson[];
  /** Sequence of the last one; null: there are no more. */
  readonly next: number | null;
}

interface Raw {
  readonly id: string;
  readonly sequence: number;
  readonly storedAt: number | string;
  readonly happenedAt: number | string;
  readonly actor: string;
  readonly verb: Verb;
  readonly activityId: string | null;
  readonly definition: string | null;
  readonly parent: string | null;
  readonly result: string | null;
  readonly registration: string | null;
  readonly voids: string | null;
}

const ROWS = `SELECT statement.id, sequence, stored_at AS "storedAt", happened_at AS "happenedAt", actor, verb,
  activity_id AS "activityId", activity.definition, parent, result, registration, voids
  FROM statement LEFT JOIN statement_activity activity ON activity.id = statement.activity_id`;
const VOIDED = 'EXISTS (SELECT 1 FROM statement later WHERE later.voids = statement.id)';

/** Statements as they are given out. */
@Injectable()
export class StatementReader {
  constructor(private readonly reader: Reader) {}

  /** What was taken back is in no list; what takes it back is. */
  async page(filter: StatementFilter, limit: number, format: StatementFormat): Promise<StatementPage> {
    const values: unknown[] = [];
    const given = (value: unknown): string => `$${values.push(value)}`;
    const { actor, verb, activity, related, registration, since, until, from, ascending = false } = filter;
    const conditions = [`NOT ${VOIDED}`];
    if (actor !== undefined) conditions.push(`actor = ${given(actor)}`);
    if (verb !== undefined) conditions.push(`verb = ${given(verb)}`);
    if (activity !== undefined) {
      const own = `activity_id = ${given(activity)}`;
      conditions.push(related ? `(${own} OR parent = ${given(activity)})` : own);
    }
    if (registration !== undefined) conditions.push(`registration = ${given(registration)}`);
    if (since !== undefined) conditions.push(`stored_at > ${given(since)}`);
    if (until !== undefined) conditions.push(`stored_at <= ${given(until)}`);
    if (from !== undefined) conditions.push(`sequence ${ascending ? '>' : '<'} ${given(from)}`);
    const order = `ORDER BY sequence ${ascending ? 'ASC' : 'DESC'} LIMIT ${limit + 1}`;
    const rows = await this.rows(`WHERE ${conditions.join(' AND ')} ${order}`, values);
    const shown = rows.slice(0, limit);
    const homePage = await this.homePage();
    return {
      statements: shown.map((row) => statementJson(keptOf(row), homePage, format)),
      next: rows.length > limit ? (shown.at(-1)?.sequence ?? null) : null,
    };
  }

  /** @param voided the one that was taken back, else one that stands */
  async one(id: string, voided: boolean, format: StatementFormat): Promise<StatementJson | null> {
    const [row] = await this.rows(`WHERE statement.id = $1 AND ${voided ? '' : 'NOT '}${VOIDED}`, [id]);
    return row ? statementJson(keptOf(row), await this.homePage(), format) : null;
  }

  /** Everything under one pseudonym, oldest first, what was taken back as well. */
  async allOf(actor: string): Promise<readonly StatementJson[]> {
    const rows = await this.rows('WHERE actor = $1 ORDER BY sequence', [actor]);
    const homePage = await this.homePage();
    return rows.map((row) => statementJson(keptOf(row), homePage));
  }

  /** For whoever keeps a copy of everything, in the order of writing: what was taken back first stands there, too. */
  async after(
    sequence: number,
    limit: number,
  ): Promise<readonly { readonly sequence: number; readonly statement: StatementJson }[]> {
    const rows = await this.rows(`WHERE sequence > $1 ORDER BY sequence LIMIT ${limit}`, [sequence]);
    const homePage = await this.homePage();
    return rows.map((row) => ({ sequence: row.sequence, statement: statementJson(keptOf(row), homePage) }));
  }

  async figures(): Promise<{ readonly total: number; readonly lastStoredAt: number | null }> {
    const sql = 'SELECT COUNT(*) AS total, MAX(stored_at) AS last FROM statement';
    const [row] = (await this.manager.query(sql)) as readonly {
      total: number | string;
      last: number | string | null;
    }[];
    return { total: Number(row?.total ?? 0), lastStoredAt: row?.last == null ? null : Number(row.last) };
  }

  private get manager(): EntityManager {
    return this.reader.source.manager;
  }

  private async rows(rest: string, values: readonly unknown[]): Promise<readonly Raw[]> {
    return (await this.manager.query(`${ROWS} ${rest}`, [...values])) as readonly Raw[];
  }

  /** Nothing is there before the first statement, and then it never changes. */
  private async homePage(): Promise<string> {
    return (await this.manager.findOneBy(StatementOriginEntity, { id: 1 }))?.base ?? '';
  }
}

const isoInstant = (at: number | string): string => new Date(Number(at)).toISOString();

function keptOf({ activityId, definition, storedAt, happenedAt, result, ...rest }: Raw): KeptStatement {
  return {
    id: rest.id,
    actor: rest.actor,
    verb: rest.verb,
    parent: rest.parent,
    registration: rest.registration,
    voids: rest.voids,
    storedAt: isoInstant(storedAt),
    at: isoInstant(happenedAt),
    activity:
      activityId === null || definition === null
        ? null
        : { id: activityId, definition: JSON.parse(definition) as never },
    result: result === null ? null : (JSON.parse(result) as never),
  };
}
