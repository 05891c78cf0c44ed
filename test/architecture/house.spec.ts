import { describe, expect, it } from '@jest/globals';
import { isLocked } from '../../scripts/complete-lock.mjs';
import { read } from './source.js';

interface Manifest {
  readonly engines: { readonly node: string };
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly allowScripts: Record<string, boolean>;
}
interface Lock {
  readonly packages: Record<string, LockedPackage>;
}
interface LockedPackage {
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Record<string, string>;
}
const manifest = JSON.parse(read('package.json')) as Manifest;
const lock = JSON.parse(read('package-lock.json')) as Lock;

describe('dependencies', () => {
  it('are pinned to one version each', () => {
    const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it('are locked without the address of any registry', () => {
    const addressed = Object.entries(lock.packages).filter(([, entry]) => entry.resolved !== undefined);
    expect(addressed.map(([path]) => path)).toEqual([]);
  });

  it('are locked for every system: `npm ci` refuses a lock that lacks one (mend it with scripts/complete-lock.mjs)', () => {
    const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
      Object.keys(entry.optionalDependencies ?? {}).filter((name) => !isLocked(lock.packages, path, name)),
    );
    expect(missing).toEqual([]);
  });

  it('that run a script at installation were each looked at', () => {
    const names = Object.entries(lock.packages)
      // fsevents and its like are optional and for other systems.
      .filter(([, entry]) => entry.hasInstallScript && !entry.optional)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));
    expect(names.filter((name) => manifest.allowScripts[name] === undefined)).toEqual([]);
  });

  it('that only phone home are denied', () => {
    expect(manifest.allowScripts['@scarf/scarf']).toBe(false);
  });
});

it('the oldest Node that the scripts accept is the one in package.json', () => {
  const floor = /FLOOR = \[(\d+), (\d+)\]/.exec(read('scripts/lib/node-version.mjs'));
  expect(manifest.engines.node).toBe(`>=${floor![1]}.${floor![2]}`);
});
