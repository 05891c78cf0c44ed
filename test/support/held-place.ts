/** A place in a database of a test's own where whoever writes there stands still until the test lets them go on. */
import { Client } from 'pg';

import { eventually } from './eventually.js';

/** Beside the keys of the server's own advisory locks. */
const PLACE_KEY = 4_211_001;

export interface Place {
  readonly table: string;
  readonly event: 'INSERT' | 'UPDATE';
  /** SQL about NEW; left out: every row. What the statement has written so far it sees. */
  readonly when?: string;
  /** Not before the row is written but at the end of its transaction, once the commit is asked for. */
  readonly atCommit?: boolean;
}

/** What PostgreSQL says of one connection. */
interface Connection {
  readonly state: string;
  readonly query: string;
}

export class HeldPlace {
  private constructor(private readonly client: Client) {}

  static async at(url: string, { table, event, when = 'true', atCommit = false }: Place): Promise<HeldPlace> {
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('SELECT pg_advisory_lock($1)', [PLACE_KEY]);
    // The server's own patience with locks is not what is tried here.
    await client.query(`CREATE FUNCTION held_place() RETURNS trigger LANGUAGE plpgsql SET lock_timeout = 0 AS $$ BEGIN
      IF ${when} THEN PERFORM pg_advisory_xact_lock_shared(${PLACE_KEY}); END IF;
      RETURN NEW;
    END $$`);
    await client.query(
      atCommit
        ? `CREATE CONSTRAINT TRIGGER held_place AFTER ${event} ON ${table} DEFERRABLE INITIALLY DEFERRED
          FOR EACH ROW EXECUTE FUNCTION held_place()`
        : `CREATE TRIGGER held_place BEFORE ${event} ON ${table} FOR EACH ROW EXECUTE FUNCTION held_place()`,
    );
    return new HeldPlace(client);
  }

  /** Once somebody stands there: the process of the database that writes for them. */
  async writer(): Promise<number> {
    return this.waiterFor(PLACE_KEY);
  }

  /** Once somebody waits for an advisory lock of the server. */
  async waiterFor(key: number): Promise<number> {
    let found: number | undefined;
    await eventually(async () => {
      [found] = await this.of(key, false);
      if (found === undefined) throw new Error(`nobody waits for ${key}`);
    });
    return found ?? NaN;
  }

  /** The processes that hold an advisory lock of the server. */
  holdersOf(key: number): Promise<readonly number[]> {
    return this.of(key, true);
  }

  /** Null: there is no such connection any more. */
  async connection(pid: number): Promise<Connection | null> {
    const { rows } = await this.client.query<Connection>('SELECT state, query FROM pg_stat_activity WHERE pid = $1', [
      pid,
    ]);
    return rows[0] ?? null;
  }

  /** As the database's own clerk would: a change that no node made. */
  async run(sql: string): Promise<void> {
    await this.client.query(sql);
  }

  async letGo(): Promise<void> {
    await this.client.query('SELECT pg_advisory_unlock($1)', [PLACE_KEY]);
  }

  /** The database is as it was; whoever still stands there goes on. */
  async end(): Promise<void> {
    await this.client.query('SELECT pg_advisory_unlock_all()');
    await this.client.query('DROP FUNCTION IF EXISTS held_place CASCADE');
    await this.client.end();
  }

  private async of(key: number, granted: boolean): Promise<readonly number[]> {
    const { rows } = await this.client.query<{ pid: number }>(
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = $1::bigint::oid AND objsubid = 1
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND granted = $2`,
      [key, granted],
    );
    return rows.map(({ pid }) => pid);
  }
}
