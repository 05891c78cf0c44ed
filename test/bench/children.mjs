/** The processes of one bench: servers as `npm start` runs them, and whatever plays against them. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Child } from './child.mjs';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const SERVER = join(ROOT, 'dist/server/main.js');
const BARE = fileURLToPath(new URL('bare-server.mjs', import.meta.url));
/** The flags of `npm start`; the same for the bare server. */
const SERVER_FLAGS = ['--max-semi-space-size=64', '--enable-source-maps', '--expose-gc'];

/** A module of the built server. */
export const built = (path) => import(join(ROOT, 'dist/server', path));

/** The built server with an address and a folder that nobody else has. @param env beside what each of them is told */
export function startServer(env, start = (...args) => new Child(...args)) {
  const common = {
    PATH: process.env.PATH,
    PORT: '0',
    HOST: '127.0.0.1',
    QUESTION_BANKS_DIR: join(ROOT, 'question-banks'),
    DEMO: 'false',
    LOG_LEVEL: 'error',
  };
  return start('measured.mjs', [SERVER], { execArgv: SERVER_FLAGS, env: { ...common, ...env } });
}

export class Children {
  #all = [];

  start(...args) {
    const child = new Child(...args);
    this.#all.push(child);
    return child;
  }

  startServer(env) {
    return startServer(env, (...args) => this.start(...args));
  }

  startBare(env = process.env) {
    return this.start('measured.mjs', [BARE], { execArgv: SERVER_FLAGS, env });
  }

  async stop() {
    await Promise.all(this.#all.map((child) => child.stop()));
  }

  /** Ends them all where the job takes longer; whatever waits for them fails then. */
  async within(ms, job) {
    const watchdog = setTimeout(() => {
      for (const { process: child } of this.#all) child.kill('SIGKILL');
    }, ms);
    return job().finally(() => clearTimeout(watchdog));
  }
}
