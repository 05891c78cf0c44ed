import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { ROOT } from './paths.mjs';

/** Runs a JavaScript tool of node_modules with this Node. @returns {boolean} true where it ended with 0. */
export function runTool(script, args, { env = process.env } = {}) {
  const run = spawnSync(process.execPath, [join(ROOT, 'node_modules', script), ...args], {
    cwd: ROOT,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return run.status === 0;
}
