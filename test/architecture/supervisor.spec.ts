import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EXIT_CONFIGURATION, EXIT_DATABASE_HELD, supervise, whenOrphaned } from '../../scripts/lib/supervise.mjs';

let folder = '';
let said: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'supervisor-'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true }));

const starts = (): number => readFileSync(join(folder, 'starts'), 'utf8').length;

/** A server made of one script; `delays` collects what the supervisor waited. */
function run(script: string, delays: number[] = []): ReturnType<typeof supervise> {
  const file = join(folder, 'server.mjs');
  const count = `import { appendFileSync, existsSync, readFileSync } from 'node:fs';\nappendFileSync('starts', '.');\n`;
  writeFileSync(file, count + script);
  return supervise({
    command: process.execPath,
    args: [file],
    cwd: folder,
    say: (line) => said.push(line),
    later: (start, ms) => {
      delays.push(ms);
      start();
    },
  });
}

describe('the supervisor', () => {
  it('starts a crashed server again at once, and ends when the server ends in order', async () => {
    const delays: number[] = [];
    const server = run(`process.exit(readFileSync('starts').length < 2 ? 1 : 0);`, delays);
    expect(await server.done).toBe(0);
    expect(starts()).toBe(2);
    expect(delays).toEqual([]);
    expect(said).toHaveLength(1);
  });

  it('starts again after kill -9', async () => {
    const server = run(`if (readFileSync('starts').length < 2) process.kill(process.pid, 'SIGKILL');`);
    expect(await server.done).toBe(0);
    expect(starts()).toBe(2);
    expect(said[0]).toContain('SIGKILL');
  });

  it('waits longer each time and gives up with words', async () => {
    const delays: number[] = [];
    const server = run('process.exit(1);', delays);
    expect(await server.done).toBe(1);
    expect(starts()).toBe(6);
    expect(delays).toEqual([500, 1000, 2000, 4000]);
    expect(said.at(-1)).toContain('不再重启');
  });

  it.each([
    [EXIT_CONFIGURATION, 'configuration'],
    [EXIT_DATABASE_HELD, 'database'],
  ])('does not repeat a refusal with code %i', async (code, word) => {
    const server = run(`process.exit(${code});`);
    expect(await server.done).toBe(code);
    expect(starts()).toBe(1);
    expect(said).toHaveLength(1);
    expect(said[0]).toContain(word);
  });

  it('passes a stop on, waits for the orderly end and does not start again', async () => {
    const ready = `process.on('SIGTERM', () => { appendFileSync('stopped', '.'); process.exit(0); });
      setInterval(() => {}, 1000); appendFileSync('ready', '.');`;
    const server = run(ready);
    await until(() => readFileSync(join(folder, 'ready'), 'utf8') === '.');
    server.stop();
    expect(await server.done).toBe(0);
    expect(readFileSync(join(folder, 'stopped'), 'utf8')).toBe('.');
    expect(starts()).toBe(1);
  });

  it('kills on a second stop', async () => {
    const server = run(`process.on('SIGTERM', () => {}); setInterval(() => {}, 1000); appendFileSync('ready', '.');`);
    await until(() => readFileSync(join(folder, 'ready'), 'utf8') === '.');
    server.stop();
    server.stop();
    expect(await server.done).not.toBe(0);
  });
});

describe('a supervisor whose parent is gone', () => {
  it('is told once, and not before', async () => {
    const parents = [100, 100, 100, 1, 1];
    const told: number[] = [];
    whenOrphaned(() => told.push(parents.length), { everyMs: 1, parent: () => parents.shift() ?? 1 });
    // Turns of the event loop hold this process, which the timer does not.
    await until(() => parents.length === 0 || told.length > 0);
    expect(told).toEqual([1]);
  });
});

/** Turns of the event loop until the file says so; jest's own limit ends it. */
async function until(holds: () => boolean): Promise<void> {
  const tried = (): boolean => {
    try {
      return holds();
    } catch {
      return false;
    }
  };
  while (!tried()) await new Promise((resolve) => setImmediate(resolve));
}
