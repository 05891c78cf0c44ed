/** What goes into the archive for machines without internet: everything the running server reads, and how it is set up. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files and folders that go in as they stand. */
const AS_THEY_STAND = [
  'dist/server',
  'dist/web',
  'question-banks',
  'docs',
  'deploy',
  'package.json',
  'package-lock.json',
  'LICENSE',
  'README.md',
  'README.zh-CN.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
];
/** Where whoever unpacks the archive looks for them. */
const MOVED = { 'deploy/install.sh': 'install.sh', 'deploy/xuesai.sh': 'bin/xuesai' };

/** The server never loads them: two are built into the pages, one compiled sqlite3. */
const NOT_LOADED = ['node_modules/echarts', 'node_modules/zrender', 'node_modules/node-gyp'];

/** What compiling leaves behind, beside the one file that is loaded. */
const LEFT_BEHIND =
  /^(dist\/server\/\.tsbuildinfo|node_modules\/sqlite3\/(deps|src|build\/(?!Release\/node_sqlite3\.node$))(\/|.))/;

function* filesUnder(root, path) {
  // A link counts as what it leads to: where the archive is unpacked, that is not there.
  if (statSync(join(root, path)).isFile()) {
    yield path;
    return;
  }
  for (const name of readdirSync(join(root, path)).sort()) {
    // Each package in there has an entry of its own in the lock file.
    if (name !== 'node_modules') yield* filesUnder(root, `${path}/${name}`);
  }
}

/**
 * Packages of the lock file that are no development tools and are installed here; those of other systems are not.
 * @throws where one that is not optional is missing
 */
export function packagesOf(root) {
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const wanted = Object.entries(packages).filter(
    ([path, { dev, devOptional }]) => path !== '' && !dev && !devOptional && !NOT_LOADED.includes(path),
  );
  const missing = wanted.filter(([path, { optional }]) => !optional && !existsSync(join(root, path)));
  if (missing.length > 0) {
    throw new Error(
      `缺少依赖，请先运行 npm ci。 (Not installed, run npm ci: ${missing.map(([path]) => path).join(', ')})`,
    );
  }
  return wanted.map(([path]) => path).filter((path) => existsSync(join(root, path)));
}

/** @returns {{ to: string, from: string, executable: boolean }[]} both from the root, in the order of `to` */
export function bundleContents(root) {
  const paths = [...AS_THEY_STAND, ...packagesOf(root)].flatMap((path) => [...filesUnder(root, path)]);
  return paths
    .filter((path) => !LEFT_BEHIND.test(path))
    .map((from) => ({
      to: MOVED[from] ?? from,
      from,
      executable: from in MOVED || (statSync(join(root, from)).mode & 0o100) !== 0,
    }))
    .sort((a, b) => (a.to < b.to ? -1 : 1));
}
