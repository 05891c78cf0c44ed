/**
 * Completes package-lock.json with the binaries of other systems. A registry mirror may not offer all of them; `npm
 * install` then leaves them out of the lock and `npm ci` refuses it. An entry without a checksum is enough: npm skips
 * it where the system does not match. Run after `npm install`; test/architecture/house.spec.ts says when it is needed.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './lib/paths.mjs';

const SYSTEMS = ['darwin', 'linux', 'win32', 'android', 'freebsd', 'openharmony', 'sunos', 'netbsd', 'openbsd', 'aix'];
const PROCESSORS = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'mips64el'];

/** @returns {string[]} names of the packages that were added */
export function complete(packages) {
  const added = [];
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (isLocked(packages, path, name)) continue;
      const words = name.split(/[-/@]/);
      const os = SYSTEMS.filter((system) => words.includes(system));
      const cpu = PROCESSORS.filter((processor) => words.includes(processor));
      if (os.length !== 1 || cpu.length !== 1) throw new Error(`cannot tell which system ${name} is for`);
      const family = words.some((word) => word.startsWith('musl')) ? 'musl' : 'glibc';
      const libc = os[0] === 'linux' ? [family] : [];
      packages[`node_modules/${name}`] = {
        version,
        cpu,
        ...(entry.dev ? { dev: true } : {}),
        ...(libc.length > 0 ? { libc } : {}),
        optional: true,
        os,
      };
      added.push(name);
    }
  }
  return added;
}

/** Whether a package at `path` finds `name` in its own node_modules or in one above. */
export function isLocked(packages, path, name) {
  for (let at = path; ; at = at.slice(0, Math.max(0, at.lastIndexOf('/node_modules/')))) {
    if (packages[`${at === '' ? '' : `${at}/`}node_modules/${name}`]) return true;
    if (at === '') return false;
  }
}

if (process.argv[1] === join(ROOT, 'scripts/complete-lock.mjs')) {
  const file = join(ROOT, 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = complete(lock.packages);
  const sorted = Object.entries(lock.packages).sort(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(file, `${JSON.stringify({ ...lock, packages: Object.fromEntries(sorted) }, null, 2)}\n`);
  console.log(added.length === 0 ? 'The lock was complete.' : `Added: ${added.join(', ')}`);
}
