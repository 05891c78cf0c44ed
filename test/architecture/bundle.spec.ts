import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { bundleContents, packagesOf } from '../../scripts/lib/bundle-contents.mjs';
import { read, ROOT } from './source.js';

interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const manifestOf = (folder: string) => JSON.parse(read(`${folder}/package.json`)) as Manifest;

/** The folder in which Node finds it from here, among those that go in. */
function found(name: string, from: string, packages: ReadonlySet<string>): string | undefined {
  for (let folder = from; ; folder = dirname(folder)) {
    const here = folder === '.' ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages.has(here)) return here;
    if (folder === '.') return undefined;
  }
}

describe('the archive for machines without internet', () => {
  const contents = bundleContents(ROOT);
  const inside = new Set(contents.map(({ to }) => to));
  const packages = new Set(packagesOf(ROOT));

  it('has every file and package that the server imports', () => {
    const missing: string[] = [];
    const programs = [...inside].filter((path) => /^dist\/server\/.*\.js$/.test(path));
    expect(programs.length).toBeGreaterThan(300);
    for (const path of programs) {
      for (const [, , name = ''] of read(path).matchAll(
        /(?:\bfrom |\bimport |\bimport\(|\.resolve\()(['"])([^'"\n]+)\1/g,
      )) {
        if (isBuiltin(name) || /\s/.test(name)) continue;
        if (name.startsWith('.')) {
          if (!inside.has(join(dirname(path), name))) missing.push(`${path}: ${name}`);
          continue;
        }
        const own = name.split('/', name.startsWith('@') ? 2 : 1).join('/');
        if (found(own, '.', packages) === undefined) missing.push(`${path}: ${name}`);
      }
    }
    expect(missing).toEqual([]);
  });

  it('has what those packages depend on', () => {
    const missing: string[] = [];
    for (const folder of packages) {
      const { dependencies = {}, optionalDependencies = {} } = manifestOf(folder);
      for (const name of Object.keys(dependencies)) {
        if (!(name in optionalDependencies) && found(name, folder, packages) === undefined) {
          missing.push(`${folder}: ${name}`);
        }
      }
    }
    expect(missing).toEqual([]);
  });

  it('has what is loaded by name alone', () => {
    expect([...packages]).toEqual(
      expect.arrayContaining(['node_modules/pg', 'node_modules/@fontsource-variable/noto-serif-sc']),
    );
    expect([...inside]).toEqual(
      expect.arrayContaining([
        'node_modules/sqlite3/build/Release/node_sqlite3.node',
        'dist/server/question-bank/jobs/job-process.js',
        'dist/server/study/handing-in/jobs/export-process.js',
        'dist/web/index.html',
        'question-banks/bank.schema.json',
        'package.json',
      ]),
    );
  });

  it('has no development tools, data or secrets', () => {
    const tools = ['typescript', 'jest', 'vite', 'playwright-core', 'prettier'].map((name) => `node_modules/${name}`);
    expect(tools.filter((path) => packages.has(path))).toEqual([]);
    expect([...inside].filter((path) => /^(data|test|src|web|\.git)\/|(^|\/)\.env$/.test(path))).toEqual([]);
    expect(
      contents.filter(({ to, executable }) => ['install.sh', 'bin/xuesai'].includes(to) && executable),
    ).toHaveLength(2);
  });
});

/** The script on a little archive of its own: no account, no unit, no root. */
describe('install.sh', () => {
  let place: string;
  let unpacked: string;
  const about = {
    VERSION: '1.2.3',
    PLATFORM: `${process.platform}-${process.arch}`,
    ABI: process.versions.modules,
    NODE_VERSION: process.versions.node,
    NODE_FLOOR: '20.19',
  };

  function unpack(changes: Partial<typeof about> = {}): void {
    rmSync(unpacked, { recursive: true, force: true });
    mkdirSync(join(unpacked, 'bin'), { recursive: true });
    cpSync(join(ROOT, 'deploy'), join(unpacked, 'deploy'), { recursive: true });
    cpSync(join(ROOT, 'deploy/install.sh'), join(unpacked, 'install.sh'));
    cpSync(join(ROOT, 'deploy/xuesai.sh'), join(unpacked, 'bin/xuesai'));
    for (const name of ['sqlite3', 'sharp', '@node-rs/argon2']) {
      mkdirSync(join(unpacked, 'node_modules', name), { recursive: true });
      writeFileSync(join(unpacked, 'node_modules', name, 'index.js'), '');
    }
    const text = Object.entries({ ...about, ...changes }).map(([key, value]) => `${key}=${value}\n`);
    writeFileSync(join(unpacked, 'BUNDLE'), text.join(''));
    const sum = createHash('sha256').update(text.join('')).digest('hex');
    writeFileSync(join(unpacked, 'SHA256SUMS'), `${sum}  BUNDLE\n`);
  }

  function install(env: Record<string, string> = {}) {
    const { status, stdout, stderr } = spawnSync('sh', [join(unpacked, 'install.sh')], {
      encoding: 'utf8',
      env: {
        PATH: process.env['PATH'] ?? '',
        NODE: process.execPath,
        PREFIX: join(place, 'opt'),
        ETC: join(place, 'etc'),
        DATA: join(place, 'data'),
        NO_SYSTEMD: '1',
        NO_USER: '1',
        ...env,
      },
    });
    return { status, stdout, stderr };
  }

  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), 'xuesai-install-'));
    unpacked = join(place, 'unpacked');
  });
  afterAll(() => rmSync(place, { recursive: true, force: true }));

  it('puts program, settings and data in their places', () => {
    unpack();
    const { status, stdout, stderr } = install();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('已安装');
    expect(statSync(join(place, 'data')).mode & 0o777).toBe(0o700);
    expect(statSync(join(place, 'etc/xuesai.env')).mode & 0o777).toBe(0o640);
    expect(readFileSync(join(place, 'etc/xuesai.env'), 'utf8')).toContain(`\nDATA_DIR=${place}/data\n`);
    const version = execFileSync(join(place, 'opt/current/bin/node'), ['-p', 'process.versions.node'], {
      encoding: 'utf8',
    });
    expect(version.trim()).toBe(process.versions.node);
  });

  it('upgrades beside the earlier version, and keeps settings and data', () => {
    writeFileSync(join(place, 'etc/xuesai.env'), 'PORT=9090\n');
    writeFileSync(join(place, 'data/kept'), 'kept');
    unpack({ VERSION: '1.3.0' });
    for (let time = 0; time < 2; time += 1) {
      const { status, stdout } = install();
      expect(status).toBe(0);
      expect(stdout).toContain('请确认已经备份');
    }
    expect(readFileSync(join(place, 'opt/current/BUNDLE'), 'utf8')).toContain('VERSION=1.3.0');
    expect(existsSync(join(place, 'opt/1.2.3/BUNDLE'))).toBe(true);
    expect(readFileSync(join(place, 'etc/xuesai.env'), 'utf8')).toBe('PORT=9090\n');
    expect(readFileSync(join(place, 'data/kept'), 'utf8')).toBe('kept');
  });

  /** Of commands that would need root: they note how they were called. @param owns whether chown may */
  function asRoot(owns: boolean): { env: Record<string, string>; log: string } {
    const bin = mkdtempSync(join(place, 'bin-'));
    const log = join(bin, 'log');
    const scripts = {
      id: '[ "$#" = 1 ] && echo 0 || echo 990',
      chown: `echo "$*" >> ${log}; exit ${owns ? 0 : 1}`,
    };
    for (const [name, script] of Object.entries(scripts)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    }
    return { env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, NO_USER: '' }, log };
  }

  it('gives an empty data folder that was there before it, as a mount is, to the account of the service', () => {
    const [data, full] = [join(place, 'mount'), join(place, 'full')];
    for (const folder of [data, full]) mkdirSync(folder);
    mkdirSync(join(data, 'lost+found'));
    writeFileSync(join(full, 'of-somebody'), '');
    unpack({ VERSION: '3.0.0' });
    const { env, log } = asRoot(true);
    const refused = install({ ...env, DATA: full });
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('必须属于账号 xuesai（编号 990）') });
    const kept = install({ ...asRoot(false).env, DATA: data });
    expect(kept).toMatchObject({ status: 1, stderr: expect.stringContaining(`chown -R xuesai:xuesai ${data}`) });
    expect(existsSync(join(place, 'opt/3.0.0'))).toBe(false);
    expect(install({ ...env, DATA: data })).toMatchObject({ status: 0, stderr: '' });
    expect(readFileSync(log, 'utf8')).toContain(`xuesai:xuesai ${data}\n`);
    expect(readFileSync(log, 'utf8')).not.toContain(full);
    expect(statSync(data).mode & 0o777).toBe(0o700);
  });

  it('lays down what the nightly line of the documents runs, with the settings of the service', () => {
    unpack({ VERSION: '4.0.0' });
    mkdirSync(join(unpacked, 'dist/server/cli'), { recursive: true });
    writeFileSync(
      join(unpacked, 'dist/server/cli/backup.js'),
      'console.log(JSON.stringify([process.argv.slice(2), process.env.BACKUP_RECIPIENT]))',
    );
    expect(install().status).toBe(0);
    const here = (text: string) =>
      text.replaceAll('/opt/xuesai', join(place, 'opt')).replaceAll('/etc/', `${place}/etc/`);
    const document = read('docs/operations.md');
    const [, put = ''] = /^(echo 'BACKUP_RECIPIENT=.*\.env)\b/m.exec(document) ?? [];
    const [, nightly = ''] = /^echo '[\d*\s]+ root (.*)' > \/etc\/cron\.d/m.exec(document) ?? [];
    execFileSync('sh', ['-c', here(put).replace('/etc/xuesai/', '/etc/')]);
    const said = execFileSync('sh', ['-c', here(nightly)], {
      encoding: 'utf8',
      env: { PATH: '/usr/bin:/bin' },
      cwd: '/',
    });
    expect(JSON.parse(said)).toEqual([['create', '/mnt/backup', '--keep', '30'], 'age1…']);
  });

  it.each([
    ['another system', { PLATFORM: 'plan9-mips' }, {}, '安装包是为 plan9-mips 做的'],
    ['an old Node', { NODE_FLOOR: '999.0' }, {}, '需要 Node.js 999.0 或更高版本'],
    ['no Node', {}, { NODE: '/nonexistent' }, '没有找到 Node.js'],
    ['a folder that a unit cannot name', {}, { DATA: '/tmp/a b' }, '只能有字母'],
  ])('says in words where it does not fit: %s', (_, changes, env, sentence) => {
    unpack({ VERSION: '2.0.0', ...changes });
    const { status, stderr } = install(env);
    expect(status).toBe(1);
    expect(stderr).toContain(sentence);
    expect(existsSync(join(place, 'opt/2.0.0'))).toBe(false);
  });

  it('refuses a damaged archive, and compiled parts that do not load', () => {
    unpack({ VERSION: '2.0.0' });
    writeFileSync(join(unpacked, 'SHA256SUMS'), `${'0'.repeat(64)}  BUNDLE\n`);
    expect(install().stderr).toContain('安装包不完整');
    unpack({ VERSION: '2.0.0' });
    writeFileSync(join(unpacked, 'node_modules/sqlite3/index.js'), 'throw new Error("ELF")');
    expect(install().stderr).toContain('编译好的组件在这台机器上不能用');
    expect(existsSync(join(place, 'opt/2.0.0'))).toBe(false);
  });
});
