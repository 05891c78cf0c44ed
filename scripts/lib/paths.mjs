import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');

/** Ends the process with one sentence when the dependencies are not installed. */
export function requireModules() {
  if (existsSync(join(ROOT, 'node_modules', '.package-lock.json'))) return;
  console.error('还没有安装依赖，请先运行 npm ci。 (Dependencies are missing: run `npm ci` first.)');
  process.exit(1);
}
