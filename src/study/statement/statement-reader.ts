import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

import {
  statementJson,
  SYSTEM_ACTOR,
  type KeptStatement,
  type StatementForm,
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

  /** What was taken back is in no list; what takes it back is in every one that it would be in. */
  async page(filter: StatementFilter, limit: number, form: StatementForm): Promise<StatementPage> {
    const { sql, values } = pageSql(filter, limit + 1);
    const rows = await this.rows(sql, values);
    const shown = rows.slice(0, limit);
    const homePage = await this.homePage();
    return {
      statements: shown.map((row) => statementJson(keptOf(row), homePage, form)),
      next: rows.length > limit ? (shown.at(-1)?.sequence ?? null) : null,
    };
  }

  /** @param voided the one that was taken back, else one that stands */
  async one(id: string, voided: boolean, form: StatementForm): Promise<StatementJson | null> {
    const [row] = await this.rows(`WHERE statement.id = $1 AND ${voided ? '' : 'NOT '}${VOIDED}`, [id]);
    return row ? statementJson(keptOf(row), await this.homePage(), form) : null;
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

/**
 * xAPI-Communication 2.1.3: a statement about another one meets a condition if that other one does; time and sequence are
 * its own. What says something and what takes something back are looked for apart, each by an index of its own among
 * millions, and in one look, so that no page lacks what was written between two.
 */
function pageSql(filter: StatementFilter, most: number): { readonly sql: string; readonly values: readonly unknown[] } {
  const values: unknown[] = [];
  const given = (value: unknown): string => `$${values.push(value)}`;
  const { actor, verb, activity, related, registration, since, until, from, ascending = false } = filter;
  const said: string[] = [];
  if (activity !== undefined) {
    const own = `activity_id = ${given(activity)}`;
    said.push(related ? `(${own} OR parent = ${given(activity)})` : own);
  }
  if (registration !== undefined) said.push(`registration = ${given(registration)}`);
  if (actor !== undefined && actor !== SYSTEM_ACTOR) said.push(`actor = ${given(actor)}`);
  const indexed = said.length > 0;
  if (verb !== undefined && verb !== 'voided') said.push(`verb = ${given(verb)}`);
  const times: string[] = [];
  if (since !== undefined) times.push(`stored_at > ${given(since)}`);
  if (until !== undefined) times.push(`stored_at <= ${given(until)}`);
  const after = from === undefined ? [] : [`sequence ${ascending ? '>' : '<'} ${given(from)}`];
  const order = `ORDER BY sequence ${ascending ? 'ASC' : 'DESC'} LIMIT ${most}`;
  // What takes back says so in the name of this service, of whatever it takes back.
  const backsAlone = verb === 'voided' || actor === SYSTEM_ACTOR;
  if (said.length === 0 && !backsAlone)
    return { sql: `WHERE ${[`NOT ${VOIDED}`, ...times, ...after].join(' AND ')} ${order}`, values };

  const some = (name: string, conditions: readonly string[], by = order): string =>
    `SELECT id FROM (SELECT id FROM statement WHERE ${conditions.join(' AND ')} ${by}) AS ${name}`;
  const sayings = some('sayings', [`NOT ${VOIDED}`, ...said, ...times, ...after]);
  const whole = `SELECT id FROM statement WHERE ${said.join(' AND ')}`;
  const each = `EXISTS (SELECT 1 FROM statement whole WHERE whole.id = statement.voids AND ${said.map((one) => `whole.${one}`).join('')})`;
  const taken = indexed ? [`voids IN (${whole})`] : [`voids > ''`, ...(said.length === 0 ? [] : [each])];
  // There are few of them: by their own index and then in order, never all statements in order until some are found.
  const unordered = (text: string): string => text.replace('sequence', 'sequence + 0');
  const backs = some('backs', [...taken, ...times, ...after.map(unordered)], unordered(order));
  return { sql: `WHERE statement.id IN (${backsAlone ? backs : `${sayings} UNION ALL ${backs}`}) ${order}`, values };
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
