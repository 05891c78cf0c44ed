/** Ends with 0 where TEST_DATABASE_URL lets us in and lets us make a table; with 1 and the reason otherwise. */
import pg from 'pg';

const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL, connectionTimeoutMillis: 3000 });
try {
  await client.connect();
  await client.query('CREATE TEMPORARY TABLE may_write (id integer)');
} catch (error) {
  console.error(`No PostgreSQL at TEST_DATABASE_URL: ${error.message || error.code}`);
  process.exitCode = 1;
} finally {
  await client.end().catch(() => {});
}
