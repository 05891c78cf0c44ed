/**
 * SQLSTATE of PostgreSQL: class 08 connection exceptions; 57P01 to 57P03 shut down, crashed, starting up; 53300 no
 * connection left;
 * 25P03 this process stood still in the middle of a transaction, and was cut off.
 */
const STATES = /^(08\w{3}|57P0[123]|53300|25P03)$/;
const OF_SYSTEM: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
]);
/** What the driver and TypeORM say without a code, where the connection ended under a query or before it. */
const OF_DRIVER =
  /Connection terminated|query runner (?:was )?already released|connection error and is not queryable|Client was closed|timeout exceeded when trying to connect|^timeout expired$/i;
/** pg/lib/client.js, where `query_timeout` has passed. */
const OVERDUE = 'Query read timeout';

/** Whether it was the way to the database that failed, and not what was asked: asked again later it may well go. */
export function isLostConnection(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.some(isLostConnection);
  if (!(error instanceof Error)) return false;
  const { code } = error as { readonly code?: unknown };
  if (typeof code === 'string' && (STATES.test(code) || OF_SYSTEM.has(code))) return true;
  return OF_DRIVER.test(error.message) || isOverdue(error);
}

/** A statement was not answered in time; whether it was done nobody knows. */
export const isOverdue = (error: unknown): boolean => error instanceof Error && error.message === OVERDUE;

/** SQLSTATE 55P03: somebody else held a row, or the turn, for longer than one waits. Nothing was written. */
export const isLockTimeout = (error: unknown): boolean =>
  error instanceof Error && (error as { readonly code?: unknown }).code === '55P03';
