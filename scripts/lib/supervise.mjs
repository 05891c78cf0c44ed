/**
 * Runs one server process and starts it again when it crashes. The first restart comes at once, so that a running
 * contest is back within seconds; later ones wait longer; a server that keeps crashing is given up with words.
 */
import { spawn } from 'node:child_process';

/** sysexits.h: EX_CONFIG, EX_TEMPFAIL and EX_UNAVAILABLE, as the server uses them. */
export const EXIT_CONFIGURATION = 78;
export const EXIT_DATABASE_HELD = 75;
export const EXIT_UNREACHABLE = 69;

const RESTART_DELAYS_MS = [0, 500, 1000, 2000, 4000];
const WINDOW_MS = 60_000;
const MOST_CRASHES = 6;
/** While PostgreSQL or Redis is away. */
const UNREACHABLE_DELAY_MS = 2000;

const SENTENCES = {
  [EXIT_CONFIGURATION]:
    '配置有误，服务器没有启动，请按上面的说明修改后重新运行 npm start。 (The configuration was refused; see above.)',
  [EXIT_DATABASE_HELD]:
    '另一个进程正在使用这个数据库，请先停止它，再运行 npm start。 (Another process holds the database.)',
};

/**
 * @param {object} options
 * @param {string} options.command executable
 * @param {readonly string[]} options.args
 * @param {string} [options.cwd]
 * @param {NodeJS.ProcessEnv} [options.env]
 * @param {number} [options.graceMs] how long a stopping server may take before it is killed
 * @param {(line: string) => void} [options.say]
 * @param {(run: () => void, ms: number) => void} [options.later] timer, injectable for tests
 * @param {() => number} [options.now] epoch milliseconds
 * @returns {{ done: Promise<number>, stop: () => void, pid: () => number | undefined }} `done` resolves with the exit
 *   code for the supervisor; `stop` asks once politely, a second call kills.
 */
export function supervise({
  command,
  args,
  cwd,
  env = process.env,
  graceMs = 20_000,
  say = (line) => console.error(line),
  later = (run, ms) => setTimeout(run, ms),
  now = Date.now,
}) {
  let child;
  let stopping = false;
  let crashes = [];
  /** A server ran before: what it needs was there, and will be again. */
  let hasRun = false;
  let finish;
  const done = new Promise((resolve) => (finish = resolve));

  const start = () => {
    if (stopping) return finish(0);
    // A process group of its own: Ctrl-C reaches the supervisor alone, and the server gets one signal instead of two.
    child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: true });
    child.once('error', (error) => {
      say(`无法启动服务器：${error.message}`);
      finish(1);
    });
    child.once('exit', (code, signal) => ended(code, signal));
  };

  const ended = (code, signal) => {
    child = undefined;
    // Killed by force after all: say so to whoever watches us.
    if (stopping) return finish(code ?? (signal === 'SIGKILL' ? 1 : 0));
    if (code === 0) return finish(0);
    if (code !== null && SENTENCES[code]) {
      say(SENTENCES[code]);
      return finish(code);
    }
    if (code === EXIT_UNREACHABLE) {
      // At the first start it is said once, and whoever typed the command looks into it.
      if (!hasRun) return finish(code);
      later(start, UNREACHABLE_DELAY_MS);
      return;
    }
    hasRun = true;
    crashes = [...crashes.filter((at) => now() - at < WINDOW_MS), now()];
    const how = signal ? `signal ${signal}` : `code ${code}`;
    if (crashes.length >= MOST_CRASHES) {
      say(
        `服务器一分钟内崩溃了 ${crashes.length} 次，不再重启；请查看上面的日志。` +
          ` (The server crashed ${crashes.length} times within a minute (${how}); giving up.)`,
      );
      return finish(1);
    }
    const delay = RESTART_DELAYS_MS[Math.min(crashes.length - 1, RESTART_DELAYS_MS.length - 1)];
    say(`服务器意外退出，正在重新启动… (The server ended with ${how}; restarting in ${delay} ms.)`);
    if (delay === 0) start();
    else later(start, delay);
  };

  const stop = () => {
    if (stopping) {
      child?.kill('SIGKILL');
      return;
    }
    stopping = true;
    if (!child) return finish(0);
    child.kill('SIGTERM');
    setTimeout(() => child?.kill('SIGKILL'), graceMs).unref();
  };

  start();
  return { done, stop, pid: () => child?.pid };
}

/**
 * Calls `act` once when the process that started this one is gone. A signal to npm, or to the shell in between, ends those
 * and need not reach us: the server would live on and hold its port.
 * @param {() => void} act
 * @param {object} [options]
 * @param {() => number} [options.parent] process id of the parent
 * @param {number} [options.everyMs]
 */
export function whenOrphaned(act, { parent = () => process.ppid, everyMs = 1000 } = {}) {
  const first = parent();
  const watch = setInterval(() => {
    if (parent() === first) return;
    clearInterval(watch);
    act();
  }, everyMs);
  watch.unref();
}
