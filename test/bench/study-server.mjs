/** A built server on an empty folder, an administrator who is signed in, and members who have entered. */
import { built, startServer } from './children.mjs';
import { prepareContest } from './contest.mjs';

const TOLD = 500;
const XAPI = { 'x-experience-api-version': '1.0.3' };

/** Asks under `headers`; answers what is in the JSON, or the bytes of anything else. */
function caller(base, headers) {
  return async (method, path, body, type = 'application/json') => {
    const given = body === undefined ? {} : { body: typeof body === 'object' && !Buffer.isBuffer(body) ? JSON.stringify(body) : body }; // prettier-ignore
    const response = await fetch(base + path, {
      method,
      headers: { ...headers, ...XAPI, 'content-type': type },
      ...given,
    });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!response.ok) throw new Error(`${method} ${path}: ${bytes.toString('utf8', 0, TOLD)}`);
    if (!response.headers.get('content-type')?.startsWith('application/json')) return bytes;
    return bytes.length === 0 ? null : JSON.parse(bytes.toString('utf8'));
  };
}

/** With `DATABASE_URL` in the environment on that database, which must be empty. */
export async function startStudyServer(dataDir) {
  const { DEFAULT_SETTINGS } = await built('protocol/settings.js');
  const { DATABASE_URL } = process.env;
  const server = startServer({ DATA_DIR: dataDir, ...(DATABASE_URL ? { DATABASE_URL } : {}) });
  const [, port, token] = await server.printed(/:(\d+)\/setup\?token=([\w-]+)\s/);
  const base = `http://127.0.0.1:${port}`;
  const { rest, headers } = await prepareContest({ base, token, participants: 1, settings: DEFAULT_SETTINGS });
  return { server, base, headers, call: caller(base, rest), enter: (code) => enterAs(base, code) };
}

/** Whoever has this study code. */
async function enterAs(base, code) {
  const headers = { 'content-type': 'application/json', origin: base };
  const answer = await fetch(`${base}/api/member/session`, { method: 'POST', headers, body: JSON.stringify({ code }) });
  if (!answer.ok) throw new Error(`member: ${await answer.text()}`);
  const { csrfToken } = await answer.json();
  const cookie = answer.headers.get('set-cookie').split(';')[0];
  return caller(base, { origin: base, cookie, 'x-csrf-token': csrfToken });
}
