import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps it where only root's PATH looks. */
const FIXED_PLACES = ['/usr/sbin/nginx', '/usr/local/sbin/nginx'];

const isExecutable = (path) => {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
};

/** @returns {string | null} path of nginx, `NGINX_PATH` first; null where there is none */
export function findNginx(env = process.env) {
  if (env.NGINX_PATH) return isExecutable(env.NGINX_PATH) ? env.NGINX_PATH : null;
  const folders = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...folders.map((folder) => join(folder, 'nginx')), ...FIXED_PLACES].find(isExecutable) ?? null;
}
