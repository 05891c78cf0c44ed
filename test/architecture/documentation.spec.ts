import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { filesUnder, read, ROOT } from './source.js';

const DOCUMENTS = [
  'README.md',
  'README.zh-CN.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...filesUnder(['docs'], /\.md$/),
];
const scripts = Object.keys((JSON.parse(read('package.json')) as { scripts: Record<string, string> }).scripts);
const SHORT_FORMS = new Set(['start', 'test']);
const NPM_OWN = new Set(['ci', 'run', 'install', 'approve-scripts']);

function commandsOf(text: string): string[] {
  const run = [...text.matchAll(/npm run (?:--silent |-s )?([\w:-]+)/g)].map((match) => match[1]!);
  const short = [...text.matchAll(/\bnpm ([a-z][\w-]*)/g)]
    .map((match) => match[1]!)
    .filter((name) => !NPM_OWN.has(name));
  return [...run, ...short];
}

describe('commands in the documents', () => {
  it.each(DOCUMENTS)('%s names only commands that package.json has', (path) => {
    const unknown = commandsOf(read(path)).filter((name) => !scripts.includes(name) && !SHORT_FORMS.has(name));
    expect(unknown).toEqual([]);
  });

  it('are the same two in both READMEs', () => {
    for (const command of ['npm ci && npm start', 'npm ci && npm run setup:browser && npm test']) {
      expect(read('README.md')).toContain(command);
      expect(read('README.zh-CN.md')).toContain(command);
    }
  });

  it('of package.json run files that exist', () => {
    const { scripts: commands } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const files = Object.values(commands).flatMap((command) => command.match(/(?:scripts|test)\/[\w/.-]+/g) ?? []);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

describe('links in the documents', () => {
  it.each(DOCUMENTS)('%s links only to files that exist', (path) => {
    const targets = [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map((match) => match[1]!);
    expect(targets.filter((target) => !existsSync(join(ROOT, dirname(path), target)))).toEqual([]);
  });
});

describe('environment variables', () => {
  const declared = [...read('src/platform/config/environment.ts').matchAll(/^ {2}([A-Z][A-Z0-9_]+)[?!]?\s*[:=]/gm)].map(
    (match) => match[1]!,
  );

  it('of the configuration are all described in docs/operations.md', () => {
    expect(declared.length).toBeGreaterThan(10);
    const operations = read('docs/operations.md');
    expect(declared.filter((name) => !operations.includes(`\`${name}\``))).toEqual([]);
  });

  it('are read in one place', () => {
    const elsewhere = filesUnder(['src'], /(?<!\.spec)\.ts$/).filter(
      (path) => /process\.env\b/.test(read(path)) && !path.startsWith('src/platform/config/'),
    );
    // The entries hand the environment over; nobody else looks at it.
    expect(elsewhere.filter((path) => path !== 'src/main.ts' && !path.startsWith('src/cli/'))).toEqual([]);
  });

  it('described in the table of docs/operations.md all exist', () => {
    const described = [...read('docs/operations.md').matchAll(/^\| `([A-Z][A-Z0-9_]+)` \|/gm)].map(
      (match) => match[1]!,
    );
    expect(described.filter((name) => !declared.includes(name))).toEqual([]);
  });
});

describe('metrics', () => {
  const cookies = /^(?:export )?const \w+_COOKIE = .*$/gm;
  const named = filesUnder(['src'], /(?<!\.spec)\.ts$/).flatMap((path) =>
    [
      ...read(path)
        .replace(cookies, '')
        .matchAll(/'(xuesai_[a-z_]+)'/g),
    ].map((match) => match[1]!),
  );

  it('of our own all have a line in docs/operations.md, and no line is of another', () => {
    expect(named.length).toBeGreaterThan(10);
    const lines = [...read('docs/operations.md').matchAll(/^\| `(xuesai_[a-z_]+)/gm)].map((match) => match[1]!);
    expect([...new Set(lines)].sort()).toEqual([...new Set(named)].sort());
  });
});
