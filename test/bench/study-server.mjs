/** A built server on an empty folder, an administrator who is signed in, and members who have entered. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from './child.mjs';
import { prepareContest } from './contest.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
export const built = (path) => import(join(ROOT, 'dist/server', path));

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
  const server = new Child('measured.mjs', [join(ROOT, 'dist/server/main.js')], {
    execArgv: ['--max-semi-space-size=64', '--enable-source-maps', '--expose-gc'],
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      HOST: '127.0.0.1',
      DATA_DIR: dataDir,
      QUESTION_BANKS_DIR: join(ROOT, 'question-banks'),
      DEMO: 'false',
      LOG_LEVEL: 'error',
      ...(process.env.DATABASE_URL ? { DATABASE_URL: process.env.DATABASE_URL } : {}),
    },
  });
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
