import { createRequire } from 'node:module';

/** @returns {Promise<{ submission_id: string, participant_id: string }[]>} every response on disk, after the server has stopped */
export function storedResponses(file) {
  const { Database, OPEN_READONLY } = createRequire(import.meta.url)('sqlite3');
  return new Promise((resolve, reject) => {
    const database = new Database(file, OPEN_READONLY, (error) => error && reject(error));
    database.all('SELECT submission_id, participant_id FROM response', (error, rows) => {
      database.close();
      if (error) reject(error);
      else resolve(rows);
    });
  });
}

/** @param {readonly string[]} acknowledged submission ids */
export function compare(acknowledged, rows) {
  const stored = new Set(rows.map((row) => row.submission_id));
  const people = new Set(rows.map((row) => row.participant_id));
  return { lost: acknowledged.filter((id) => !stored.has(id)).length, duplicated: rows.length - people.size };
}
