import { SYSTEM_ACTOR, verbOfIri, type StatementFormat } from '../../core/study/statement/statement.js';
import { refuse } from '../../platform/refusal.js';
import type { StatementsDto } from './dto/statement.dto.js';
import type { StatementFilter } from './statement-reader.js';

/** One by its id, or a list. */
export type StatementQuery =
  | { readonly kind: 'one'; readonly id: string; readonly voided: boolean; readonly form: Form }
  /** `filter` null: nothing of what we write can be meant. */
  | { readonly kind: 'list'; readonly filter: StatementFilter | null; readonly limit: number; readonly form: Form };

interface Form {
  readonly format: StatementFormat;
  readonly attachments: boolean;
}

/** Statements of one answer; `limit` 0 asks for as many as there may be. */
const MOST = 500;
const WITH_ONE: readonly (keyof StatementsDto)[] = ['statementId', 'voidedStatementId', 'format', 'attachments'];
/** RFC 3339, with the part of a day that it needs to be an instant. */
const INSTANT = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d([.,]\d+)?)?([Zz]|[+-]\d\d(:?\d\d)?)?$/u;

/**
 * xAPI-Communication 2.1.3.
 * @param base of our actors' accounts; any other account is nobody here
 * @throws RefusalError statement.query
 */
export function statementQuery(given: StatementsDto, base: string): StatementQuery {
  const { statementId, voidedStatementId, format = 'exact', attachments } = given;
  const form = { format, attachments: attachments === 'true' };
  const id = statementId ?? voidedStatementId;
  if (id !== undefined) {
    if (statementId !== undefined && voidedStatementId !== undefined)
      throw fault('voidedStatementId', '不能同时按两个编号查询，请只保留 statementId 或 voidedStatementId。');
    const other = (Object.keys(given) as (keyof StatementsDto)[]).find(
      (name) => !WITH_ONE.includes(name) && given[name] !== undefined,
    );
    if (other !== undefined) throw fault(other, '按编号查询时不能再加其他条件，请去掉这一项。');
    return { kind: 'one', id: id.toLowerCase(), voided: voidedStatementId !== undefined, form };
  }
  const limit = given.limit ?? 0;
  return { kind: 'list', filter: filterOf(given, base), limit: limit === 0 ? MOST : Math.min(limit, MOST), form };
}

function filterOf(given: StatementsDto, base: string): StatementFilter | null {
  const { agent, verb, activity, registration, since, until, from } = given;
  const actor = agent === undefined ? undefined : actorOf(agent, base);
  const known = verb === undefined ? undefined : verbOfIri(verb);
  if (actor === null || known === null) return null;
  // Every statement has this service as its authority, which is an agent of it as well.
  const everywhere = actor === SYSTEM_ACTOR && given.related_agents === 'true';
  return {
    ...(actor === undefined || everywhere ? {} : { actor }),
    ...(known === undefined ? {} : { verb: known }),
    ...(activity === undefined ? {} : { activity, related: given.related_activities === 'true' }),
    ...(registration === undefined ? {} : { registration: registration.toLowerCase() }),
    ...(since === undefined ? {} : { since: instantOf('since', since) }),
    ...(until === undefined ? {} : { until: instantOf('until', until) }),
    ...(from === undefined ? {} : { from }),
    ascending: given.ascending === 'true',
  };
}

/** The pseudonym; null for an agent who is none of ours. */
function actorOf(agent: string, base: string): string | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(agent);
  } catch {
    throw fault('agent', 'agent 须为 JSON 格式的 Agent，请核对格式。');
  }
  const { account, mbox, mbox_sha1sum: digest, openid } = (parsed ?? {}) as Readonly<Record<string, unknown>>;
  const others = [mbox, digest, openid].filter((value) => typeof value === 'string');
  const { homePage, name } = (account ?? {}) as Readonly<Record<string, unknown>>;
  const ours = typeof homePage === 'string' && typeof name === 'string';
  if (others.length + (ours ? 1 : 0) !== 1)
    throw fault('agent', 'agent 须恰好有一个标识（account、mbox、mbox_sha1sum 或 openid）。');
  return ours && homePage === base ? name : null;
}

function instantOf(path: 'since' | 'until', value: string): number {
  const at = INSTANT.test(value) ? Date.parse(value.replace(' ', 'T').replace(',', '.')) : Number.NaN;
  if (Number.isNaN(at)) throw fault(path, '时间须为 ISO 8601 格式，例如 2026-01-05T09:00:00Z。');
  return at;
}

function fault(path: string, message: string): Error {
  return refuse('statement.query', { message, details: [{ path, message }] });
}
