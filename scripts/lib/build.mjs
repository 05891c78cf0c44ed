/** Builds the two parts when their inputs changed; the hash of the inputs stands in dist/ beside what it made. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './paths.mjs';

const PARTS = {
  server: {
    title: '构建服务端 (building the server)',
    inputs: ['src', 'tsconfig.json', 'tsconfig.build.json', 'package-lock.json'],
    ignores: /\.spec\.ts$/,
    output: 'dist/server/main.js',
    command: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.build.json'],
  },
  web: {
    title: '构建网页 (building the web client)',
    inputs: ['web', 'src/protocol', 'package-lock.json'],
    ignores: /\.spec\.ts$/,
    output: 'dist/web/index.html',
    command: ['node_modules/vite/bin/vite.js', 'build', '--config', 'web/vite.config.ts', '--logLevel', 'warn'],
  },
};
export const PART_NAMES = Object.keys(PARTS);

function* filesUnder(path) {
  if (!existsSync(path)) return;
  if (statSync(path).isFile()) {
    yield path;
    return;
  }
  for (const entry of readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (entry.name === 'node_modules') continue;
    yield* filesUnder(join(path, entry.name));
  }
}

function fingerprint(part) {
  const hash = createHash('sha256');
  for (const input of part.inputs) {
    for (const file of filesUnder(join(ROOT, input))) {
      if (part.ignores.test(file)) continue;
      hash.update(relative(ROOT, file)).update('\0').update(readFileSync(file)).update('\0');
    }
  }
  return hash.digest('hex');
}

const stampFile = (name) => join(ROOT, 'dist', `.${name}.sha256`);

/** @returns {boolean} true where the part has to be built before it can be run. */
export function isStale(name) {
  const part = PARTS[name];
  if (!existsSync(join(ROOT, part.output)) || !existsSync(stampFile(name))) return true;
  return readFileSync(stampFile(name), 'utf8') !== fingerprint(part);
}

/** Deleted sources leave their output behind, because tsc never removes any. */
function pruneServerOutput() {
  const out = join(ROOT, 'dist/server');
  for (const file of filesUnder(out)) {
    const source = relative(out, file).match(/^(.*)\.js(\.map)?$/);
    if (source && !existsSync(join(ROOT, 'src', `${source[1]}.ts`))) rmSync(file);
  }
}

/**
 * Builds one part if it is stale. Says so in one line on stderr (stdout stays free for `bench --json`).
 * @returns {boolean} false where the build failed; the compiler has then said why.
 */
export function buildIfStale(name, { quiet = false } = {}) {
  if (!isStale(name)) return true;
  const part = PARTS[name];
  const before = fingerprint(part);
  if (!quiet) console.error(`${part.title} …`);
  // tsc emits nothing for files that its build information calls unchanged, even where the output is gone.
  if (name === 'server') rmSync(join(ROOT, 'dist/server/.tsbuildinfo'), { force: true });
  const run = spawnSync(process.execPath, part.command, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (run.status !== 0) {
    console.error(`${part.title}：失败，原因见上。 (failed; see above)`);
    return false;
  }
  if (name === 'server') pruneServerOutput();
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  writeFileSync(stampFile(name), before);
  return true;
}
