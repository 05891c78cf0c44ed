/** What `vite build` made, as a browser gets it. `npm test` builds it first. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { filesUnder, read, ROOT } from './source.js';

const KILOBYTE = 1024;
const FIRST_LOAD_LIMIT = 120 * KILOBYTE;
/** Names that are never fetched: XML namespaces, and where libraries point a developer who reads an error. */
const NEVER_FETCHED = [
  /^http:\/\/www\.w3\.org\//,
  /^https:\/\/vuejs\.org\/error-reference\//,
  /^https:\/\/(?:vuejs|vue-i18n\.intlify|router\.vuejs|socket)\.(?:org|dev|io)\//,
  /^https?:\/\/(?:localhost|a|x|example)\b/,
];

interface Chunk {
  readonly file: string;
  readonly isEntry?: boolean;
  readonly imports?: readonly string[];
}
type Manifest = Readonly<Record<string, Chunk>>;

const manifest = (): Manifest => JSON.parse(read('dist/web/.vite/manifest.json')) as Manifest;

/** The files a page needs before it can be used: the entry, its own chunk and what these import at once. */
function loadedBy(source: string): string[] {
  const chunks = manifest();
  const files = new Set<string>();
  const take = (key: string): void => {
    const chunk = chunks[key];
    if (!chunk) throw new Error(`${key} is not in the manifest`);
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    chunk.imports?.forEach(take);
  };
  Object.keys(chunks)
    .filter((key) => chunks[key]!.isEntry)
    .forEach(take);
  take(source);
  return [...files];
}
const gzipped = (file: string): number => gzipSync(readFileSync(join(ROOT, 'dist/web', file))).length;

const PARTICIPANT_PAGES = ['src/views/HomeView.vue', 'src/views/JoinView.vue', 'src/views/PlayView.vue'];

describe('the built client', () => {
  it('has been built', () => {
    expect(existsSync(join(ROOT, 'dist/web/index.html'))).toBe(true);
  });

  it('fetches nothing from another host', () => {
    const addresses = filesUnder(['dist/web'], /\.(html|js|css|json|svg|webmanifest)$/).flatMap((path) =>
      [...read(path).matchAll(/(?:https?:)?\/\/[a-z][\w-]*(?:\.[\w-]+)+[^\s"'`)<>\\]*/gi)]
        .map((match) => match[0])
        .filter((address) => /^https?:/.test(address) && !NEVER_FETCHED.some((known) => known.test(address)))
        .map((address) => `${path}: ${address}`),
    );
    expect(addresses).toEqual([]);
  });

  it('loads no script, style or font by an address with a host', () => {
    const html = read('dist/web/index.html');
    expect(
      [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]!).filter((at) => /^(?:\w+:)?\/\//.test(at)),
    ).toEqual([]);
    const styles = filesUnder(['dist/web'], /\.css$/)
      .map(read)
      .join('\n');
    expect(styles).not.toMatch(/url\(\s*["']?(?:https?:)?\/\//);
    expect(styles).not.toMatch(/@import/);
  });

  it.each(PARTICIPANT_PAGES)('needs at most 120 KB of gzipped JavaScript for %s', (page) => {
    const files = loadedBy(page).filter((file) => file.endsWith('.js'));
    expect(files.length).toBeGreaterThan(0);
    expect(files.reduce((sum, file) => sum + gzipped(file), 0)).toBeLessThanOrEqual(FIRST_LOAD_LIMIT);
  });

  it('of the participant calls nothing that Chrome 92 or iOS 14.5 lacks', () => {
    // Calls only, in our code and in libraries alike; syntax is brought down by the build target. Vue's own arrays
    // pass new methods on to old ones, `toSorted(e) { return raw(this).toSorted(e) }`, which nobody calls here.
    const newer =
      /\bstructuredClone\(|\bObject\.hasOwn\(|(?<!\(this\))\.(?:at|findLast|findLastIndex|toSorted|toReversed|toSpliced)\(|\.(?:showModal|showPopover)\(|\bcrypto\.(?:randomUUID|subtle)|\bObject\.groupBy\(|\bPromise\.withResolvers\(/g;
    const found = [...new Set(PARTICIPANT_PAGES.flatMap(loadedBy))].flatMap((file) => {
      const text = readFileSync(join(ROOT, 'dist/web', file), 'utf8');
      return [...text.matchAll(newer)].map(
        (match) => `${file}: ${text.slice(Math.max(0, match.index - 40), match.index + 30)}`,
      );
    });
    expect(found).toEqual([]);
  });
});

describe('the TypeScript of the client', () => {
  it('knows no library newer than the oldest browser', () => {
    const { compilerOptions } = JSON.parse(read('web/tsconfig.json')) as {
      compilerOptions: { lib: string[]; target: string };
    };
    expect(compilerOptions.lib).toEqual(['ES2021', 'DOM', 'DOM.Iterable']);
    expect(compilerOptions.target).toMatch(/^ES202[01]$/);
  });
});
