/** npm run bundle [-- --with-node]: one archive for a machine without internet. docs/operations.md says what to do with it. */
import { requireNode } from './lib/node-version.mjs';
requireNode();
const { ROOT, requireModules } = await import('./lib/paths.mjs');
requireModules();
const { createHash } = await import('node:crypto');
const { createReadStream, createWriteStream, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } =
  await import('node:fs');
const { join } = await import('node:path');
const { pipeline } = await import('node:stream/promises');
const { createGzip } = await import('node:zlib');
const { pack } = await import('tar-stream');
const { buildIfStale, PART_NAMES } = await import('./lib/build.mjs');
const { bundleContents } = await import('./lib/bundle-contents.mjs');

const withNode = process.argv.includes('--with-node');
if (process.argv.slice(2).some((arg) => arg !== '--with-node')) {
  console.error('用法 Usage: npm run bundle [-- --with-node]');
  process.exit(2);
}
for (const part of PART_NAMES) {
  if (!buildIfStale(part)) process.exit(1);
}

const { version, engines } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const platform = `${process.platform}-${process.arch}`;
const abi = process.versions.modules;
/** Read by install.sh, which is a shell. */
const about = {
  VERSION: version,
  PLATFORM: platform,
  ABI: abi,
  NODE_VERSION: process.versions.node,
  NODE_FLOOR: engines.node.replace(/^>=/, ''),
};
const name = `xuesai-${version}-${platform}-abi${abi}${withNode ? '-with-node' : ''}`;
const archive = join(ROOT, 'dist', `${name}.tar.gz`);
/** The same inputs make the same archive. */
const MTIME = new Date(0);

const tar = pack();
const sums = [];
async function add(to, bytes, executable) {
  sums.push(`${createHash('sha256').update(bytes).digest('hex')}  ${to}`);
  const header = { name: `${name}/${to}`, mode: executable ? 0o755 : 0o644, mtime: MTIME };
  await new Promise((resolve, reject) => {
    tar.entry(header, bytes, (error) => (error ? reject(error) : resolve()));
  });
}

async function fill() {
  for (const { to, from, executable } of bundleContents(ROOT))
    await add(to, readFileSync(join(ROOT, from)), executable);
  if (withNode) await add('bin/node', readFileSync(process.execPath), true);
  const lines = Object.entries(about).map(([key, value]) => `${key}=${value}\n`);
  await add('BUNDLE', Buffer.from(lines.join('')), false);
  await add('SHA256SUMS', Buffer.from(`${sums.join('\n')}\n`), false);
  tar.finalize();
}

console.error(`打包 (making) dist/${name}.tar.gz …`);
mkdirSync(join(ROOT, 'dist'), { recursive: true });
try {
  await Promise.all([fill(), pipeline(tar, createGzip(), createWriteStream(`${archive}.part`))]);
} catch (error) {
  rmSync(`${archive}.part`, { force: true });
  console.error(`没有完成 (not done): ${error.message}`);
  process.exit(1);
}
renameSync(`${archive}.part`, archive);
const hash = createHash('sha256');
for await (const chunk of createReadStream(archive)) hash.update(chunk);
writeFileSync(`${archive}.sha256`, `${hash.digest('hex')}  ${name}.tar.gz\n`);
console.log(`dist/${name}.tar.gz`);
