import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { findNginx } from './find-nginx.mjs';

const POSTGRES = '/usr/lib/postgresql';
const LIBRARIES = '/usr/lib';

const namesIn = (folder) => (existsSync(folder) ? readdirSync(folder) : []);

/** @returns {string | null} the folder with the programs of the newest PostgreSQL server; null where there is none */
export function findPostgres() {
  const versions = namesIn(POSTGRES).sort((one, other) => Number(other) - Number(one));
  return (
    versions.map((version) => join(POSTGRES, version, 'bin')).find((bin) => existsSync(join(bin, 'initdb'))) ?? null
  );
}

/** @returns {string | null} the library that sets a clock wrong, whatever the processor; null where it is not installed */
export function findFaketime() {
  const places = namesIn(LIBRARIES).map((name) => join(LIBRARIES, name, 'faketime/libfaketime.so.1'));
  return places.find((path) => existsSync(path)) ?? null;
}

function findRedis(env = process.env) {
  const places = (env.PATH ?? '').split(delimiter).filter(Boolean);
  return places.map((folder) => join(folder, 'redis-server')).find(isExecutable) ?? null;
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const NEEDED = [
  { name: 'PostgreSQL', package: 'postgresql', find: findPostgres },
  { name: 'Redis', package: 'redis-server', find: findRedis },
  { name: 'nginx', package: 'nginx-light', find: findNginx },
  { name: 'libfaketime', package: 'faketime', find: findFaketime },
];

/** What the cluster ring starts and cannot find here. @returns {{ name: string, package: string }[]} */
export function missingForCluster() {
  return NEEDED.filter(({ find }) => find() === null).map(({ name, package: from }) => ({ name, package: from }));
}
