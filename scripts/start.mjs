/** npm start: builds what is stale, then runs the server under a supervisor. */
import { requireNode } from './lib/node-version.mjs';
requireNode();
const { ROOT, requireModules } = await import('./lib/paths.mjs');
requireModules();
const { buildIfStale, PART_NAMES } = await import('./lib/build.mjs');
const { supervise, whenOrphaned } = await import('./lib/supervise.mjs');

for (const part of PART_NAMES) {
  if (!buildIfStale(part)) process.exit(1);
}

const server = supervise({
  command: process.execPath,
  // 64 MB of young generation: the garbage of 10,000 responses within a second dies young (docs/adr/0006).
  args: ['--max-semi-space-size=64', '--enable-source-maps', 'dist/server/main.js', ...process.argv.slice(2)],
  cwd: ROOT,
});
let asked = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    asked = true;
    server.stop();
  });
}
// Whoever runs this file by itself may well end the shell it was started from. A second call would kill.
if (process.env.npm_lifecycle_event !== undefined) whenOrphaned(() => asked || server.stop());
// The codes of sysexits.h are between the server and its supervisor; whoever calls npm wants to know whether it ran.
process.exit((await server.done) === 0 ? 0 : 1);
