import { Client, type ClientConfig } from 'pg';

import { isOverdue } from './lost-connection.js';

/**
 * An address that swallows what is sent there says nothing for two minutes. A quarter of what rows wait for the
 * database (WriteQueue), so that they try again more than once.
 */
const CONNECT_WITHIN_MS = 5000;

/**
 * A connection that ends with the first statement that was not answered in time: the driver would put the next one behind
 * it, and that may never end. The pool opens another.
 *
 * How long connecting may take is the client's affair: told to the pool, it would hold for everybody who waits their turn.
 */
export class PostgresConnection extends Client {
  constructor(config: ClientConfig = {}) {
    // The pool hides its password from what copies, and leaves out how long connecting may take by saying undefined.
    const { password, connectionTimeoutMillis = CONNECT_WITHIN_MS } = config;
    super({ ...config, ...(password === undefined ? {} : { password }), connectionTimeoutMillis });
    const ask = this.query.bind(this) as (...words: unknown[]) => unknown;
    this.query = ((...words: unknown[]): unknown => {
      const asked = ask(...words);
      if (asked instanceof Promise) asked.catch((error: unknown) => this.endWhere(isOverdue(error)));
      return asked;
    }) as Client['query'];
  }

  private endWhere(overdue: boolean): void {
    if (overdue) void this.end();
  }
}
