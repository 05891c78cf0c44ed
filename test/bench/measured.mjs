/**
 * Runs the module named by its first argument and answers what the bench asks over IPC: nothing that the server itself
 * contains, and nothing that anybody but the parent process can reach.
 */
import { writeFile } from 'node:fs/promises';
import { Session } from 'node:inspector/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** One collection leaves what its finalizers hold and grows no smaller before the next. */
const COLLECTIONS = 4;
const BETWEEN_COLLECTIONS_MS = 200;

const session = new Session();

const answers = {
  async rss() {
    for (let turn = 0; turn < COLLECTIONS; turn++) {
      globalThis.gc();
      await delay(BETWEEN_COLLECTIONS_MS);
    }
    return process.memoryUsage();
  },
  cpuSeconds() {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  },
  async startProfile() {
    session.connect();
    await session.post('Profiler.enable');
    await session.post('Profiler.start');
  },
  async stopProfile({ file }) {
    const { profile } = await session.post('Profiler.stop');
    session.disconnect();
    await writeFile(file, JSON.stringify(profile));
  },
};

process.on('message', async ({ id, step, given }) => {
  try {
    process.send({ id, result: (await answers[step](given)) ?? null });
  } catch (error) {
    process.send({ id, error: error.message });
  }
});
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));

await import(pathToFileURL(process.argv[2]).href);
