/** The database from which a ring on PostgreSQL copies one for each server: its name, and its end. */
import { randomBytes } from 'node:crypto';

export const newTemplateName = () => `xuesai_ring_template_${randomBytes(4).toString('hex')}`;

/** @param {string} url of a database beside it */
export async function dropTemplate(url, name) {
  const { Client } = await import('pg');
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  } finally {
    await client.end();
  }
}
