import 'reflect-metadata';

import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

import { AppConfig } from '../../src/platform/config/app-config.js';
import { EXIT_CONFIGURATION, EXIT_DATABASE_HELD, EXIT_UNREACHABLE } from '../../scripts/lib/supervise.mjs';
import { read, ROOT } from './source.js';

const declared = [...read('src/platform/config/environment.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+)[?!]?\s*[:=]/gm)].map(
  (match) => match[1]!,
);
const [, list = ''] = /FROM_FILES = \[([^\]]*)\]/.exec(read('src/platform/config/app-config.ts')) ?? [];
const fromFiles = [...list.matchAll(/'(\w+)'/g)].map((match) => `${match[1]!}_FILE`);
/** Settings, and those that may stand in a file of their own. */
const known = new Set([...declared, ...fromFiles]);

describe('settings that deploy/ names', () => {
  const example = [...read('deploy/xuesai.env.example').matchAll(/^#?([A-Z][A-Z0-9_]*)=(.*)$/gm)];

  it('of the example all exist', () => {
    expect(fromFiles.length).toBeGreaterThan(1);
    expect(example.length).toBeGreaterThan(10);
    expect(example.map(([, name = '']) => name).filter((name) => !known.has(name))).toEqual([]);
  });

  it('of the example are taken as they stand', () => {
    const active = example.filter(([line]) => !line.startsWith('#')).map(([, name, value]) => [name!, value!] as const);
    expect(AppConfig.read(Object.fromEntries(active)).dataDir).toBe('/var/lib/xuesai');
  });
});

describe('the unit of systemd', () => {
  const unit = read('deploy/xuesai.service');
  const valuesOf = (key: string) => [...unit.matchAll(new RegExp(`^${key}=(.*)$`, 'gm'))].map((match) => match[1]!);

  it('runs a file that the build makes, in the way of npm start', () => {
    const [command = ''] = valuesOf('ExecStart');
    const [, ...args] = command.split(' ');
    const program = args.at(-1) ?? '';
    expect(existsSync(join(ROOT, program))).toBe(true);
    for (const arg of args) expect(read('scripts/start.mjs')).toContain(`'${arg}'`);
  });

  it('does not start again where the settings are wrong, and does where another thing has to come back', () => {
    const codes = valuesOf('RestartPreventExitStatus').flatMap((value) => value.split(' '));
    expect(codes).toEqual([String(EXIT_CONFIGURATION)]);
    for (const code of [EXIT_DATABASE_HELD, EXIT_UNREACHABLE]) expect(codes).not.toContain(String(code));
    expect(valuesOf('Restart')).toEqual(['always']);
  });

  it('writes to the data folder alone, as nobody in particular', () => {
    expect(valuesOf('ProtectSystem')).toEqual(['strict']);
    expect(valuesOf('ReadWritePaths')).toEqual(['/var/lib/xuesai']);
    expect(valuesOf('NoNewPrivileges')).toEqual(['true']);
    expect(valuesOf('User')).toEqual(['xuesai']);
  });
});

describe('the commands of docs/operations.md', () => {
  it('wait for a server that is started, instead of asking it once while it migrates', () => {
    const starts = [...read('docs/operations.md').matchAll(/^systemctl (?:re)?start xuesai && (.*)$/gm)];
    expect(starts.length).toBeGreaterThan(1);
    for (const [, then = ''] of starts) expect(then).toMatch(/^until curl .*\/api\/health\/ready; do sleep 1; done$/);
  });
});

interface Service {
  readonly image: string;
  readonly build?: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly secrets?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: unknown;
}

interface Compose {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
  readonly secrets: Readonly<Record<string, unknown>>;
}

const dockerfile = read('Dockerfile');
const composeText = read('compose.yaml');

/** As the engine reads it where these are set. */
function compose(variables: Readonly<Record<string, string>> = {}): Compose {
  const text = composeText.replace(/\$\{(\w+):(?:-([^}]*)|\?[^}]*)\}/g, (_, name: string, otherwise = '') =>
    String(variables[name] ?? otherwise),
  );
  return parse(text, { merge: true }) as Compose;
}

/** No engine has run these: they are held to what they name, and to what the server takes. */
describe('the files for containers', () => {
  const { services, networks, volumes, secrets } = compose();
  const nodes = Object.entries(services).filter(([, { build }]) => build !== undefined);
  const ownEnv = Object.fromEntries([...dockerfile.matchAll(/\b([A-Z][A-Z0-9_]+)=(\S+)/g)].map(([, k, v]) => [k!, v!]));
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'xuesai-secrets-'));
    writeFileSync(join(folder, 'database_url'), 'postgres://xuesai:sample@postgres:5432/xuesai');
    writeFileSync(join(folder, 'redis_url'), 'redis://:sample@redis:6379\n');
    writeFileSync(join(folder, 'metrics_token'), 'sample-of-a-token\n');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const configOf = (service: Service) =>
    AppConfig.read(
      Object.fromEntries(
        Object.entries({ ...ownEnv, ...service.environment }).map(([name, value]) => [
          name,
          value.replace('/run/secrets', folder),
        ]),
      ),
    );

  it('copy files that exist and are not left out', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap((match) => match[1]!.split(' '));
    expect(copied.length).toBeGreaterThan(5);
    expect(copied.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
    const leftOut = read('.dockerignore').split('\n');
    expect(copied.filter((path) => leftOut.includes(path))).toEqual([]);
  });

  it('name only settings that exist', () => {
    const named = [...Object.keys(ownEnv), ...nodes.flatMap(([, { environment = {} }]) => Object.keys(environment))];
    const npmOwn = /^(NODE_ENV|BUILD_IMAGE|RUN_IMAGE)$/;
    expect(named.filter((name) => !known.has(name) && !npmOwn.test(name))).toEqual([]);
    expect(dockerfile).not.toMatch(/https?:\/\/(?!127\.0\.0\.1)/);
  });

  it('start nodes that the server takes, each under the name that nginx looks for, over one data folder', () => {
    expect(nodes.map(([name]) => name)).toEqual(['node1', 'node2', 'node3']);
    for (const site of ['LAN', 'TLS']) {
      const { services: set } = compose({ XUESAI_MODE: site, XUESAI_PUBLIC_URL: 'https://xuesai.example.cn' });
      for (const [name] of nodes) {
        const config = configOf(set[name]!);
        expect(config.scaled?.nodeName).toBe(name);
        expect(config.mode).toBe(site);
        expect(config.trustProxy).toBe(1);
        expect(config.metricsToken).toBe('sample-of-a-token');
        expect(set[name]!.volumes).toEqual([`data:${config.dataDir}`]);
        expect(read('deploy/nginx/nodes.conf')).toContain(`server ${name}:${config.port}`);
        expect(read('deploy/nginx/nodes.conf')).toContain(`"~^${name}~"`);
      }
    }
  });

  it('name only what is declared or lies in the repository', () => {
    for (const { secrets: own = [], networks: joined = [], volumes: mounts = [], depends_on = {} } of Object.values(
      services,
    )) {
      expect(Object.keys(secrets)).toEqual(expect.arrayContaining([...own]));
      expect(Object.keys(networks)).toEqual(expect.arrayContaining([...joined]));
      expect(Object.keys(services)).toEqual(expect.arrayContaining(Object.keys(depends_on)));
      const sources = mounts.map((mount) => mount.split(':')[0]!);
      const repository = sources.filter((source) => source.startsWith('./deploy'));
      expect(repository.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
      const named = sources.filter((source) => !source.startsWith('.'));
      expect(Object.keys(volumes)).toEqual(expect.arrayContaining(named));
    }
    expect(existsSync(join(ROOT, 'deploy/nginx/tls.conf'))).toBe(true);
  });

  it('wait for what is healthy, and every service says whether it is', () => {
    for (const [, { depends_on = {} }] of nodes) {
      expect(depends_on).toEqual({
        postgres: { condition: 'service_healthy' },
        redis: { condition: 'service_healthy' },
      });
    }
    expect(dockerfile).toMatch(/HEALTHCHECK[^]*\/api\/health\/ready/);
    const others = Object.entries(services).filter(([, { build }]) => build === undefined);
    expect(others.filter(([, { healthcheck }]) => healthcheck === undefined)).toEqual([]);
  });

  it('bring the tools of the PostgreSQL that they start, and the version of package.json', () => {
    const [, server] = /^postgres:(\d+)/.exec(services['postgres']!.image) ?? [];
    expect(dockerfile).toContain(`postgresql-client-${server}`);
    const { version } = JSON.parse(read('package.json')) as { version: string };
    expect(nodes.map(([, { image }]) => image)).toEqual(nodes.map(() => `xuesai:${version}`));
    const command = /^CMD (\[.*\])$/m.exec(dockerfile)?.[1] ?? '[]';
    for (const arg of (JSON.parse(command) as string[]).slice(1))
      expect(read('scripts/start.mjs')).toContain(`'${arg}'`);
  });
});
