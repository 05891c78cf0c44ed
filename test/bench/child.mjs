/** A process of the bench that carries out steps over IPC. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PRINTS_WITHIN_MS = 30_000;
const STOPS_WITHIN_MS = 20_000;

const here = (name) => fileURLToPath(new URL(name, import.meta.url));

export class Child {
  #asked = new Map();
  #nextId = 0;
  #printed = '';
  #complaints = '';

  /** @param {string} file @param {string[]} args @param {{ execArgv?: string[], env?: NodeJS.ProcessEnv }} options */
  constructor(file, args = [], { execArgv = [], env = process.env } = {}) {
    this.process = fork(here(file), args, { execArgv, env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    this.exited = once(this.process, 'exit');
    this.process.stdout.setEncoding('utf8').on('data', (text) => (this.#printed += text));
    this.process.stderr.setEncoding('utf8').on('data', (text) => (this.#complaints += text));
    this.process.on('message', ({ id, result, error }) => {
      const { resolve, reject } = this.#asked.get(id);
      this.#asked.delete(id);
      if (error === undefined) resolve(result);
      else reject(new Error(error));
    });
    this.process.on('exit', (code, signal) => {
      const gone = new Error(`${file} ended (${signal ?? code}). ${this.#complaints}`);
      for (const { reject } of this.#asked.values()) reject(gone);
      this.#asked.clear();
    });
  }

  /** @returns {Promise<any>} */
  ask(step, given = {}) {
    return new Promise((resolve, reject) => {
      const id = this.#nextId++;
      this.#asked.set(id, { resolve, reject });
      this.process.send({ id, step, given });
    });
  }

  /** @param {RegExp} pattern @returns {Promise<RegExpMatchArray>} the match in what the process prints */
  async printed(pattern) {
    const until = AbortSignal.timeout(PRINTS_WITHIN_MS);
    for (;;) {
      const match = this.#printed.match(pattern);
      if (match) return match;
      try {
        await Promise.race([
          once(this.process.stdout, 'data', { signal: until }),
          this.exited.then(() => Promise.reject()),
        ]);
      } catch {
        throw new Error(`The server did not start. ${this.#printed}${this.#complaints}`);
      }
    }
  }

  /** Asks it to end as `npm start` does on Ctrl+C, and waits. */
  async stop() {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGTERM');
    const forced = setTimeout(() => this.process.kill('SIGKILL'), STOPS_WITHIN_MS);
    await this.exited;
    clearTimeout(forced);
  }
}
