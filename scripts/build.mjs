/** npm run build [server|web] [--quiet]: builds what is stale. */
import { requireNode } from './lib/node-version.mjs';
requireNode();
const { requireModules } = await import('./lib/paths.mjs');
requireModules();
const { buildIfStale, PART_NAMES } = await import('./lib/build.mjs');

const named = process.argv.slice(2).filter((arg) => PART_NAMES.includes(arg));
const quiet = process.argv.includes('--quiet');
for (const part of named.length > 0 ? named : PART_NAMES) {
  if (!buildIfStale(part, { quiet })) process.exit(1);
}
