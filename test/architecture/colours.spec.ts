import { describe, expect, it } from '@jest/globals';
import { filesUnder, read } from './source.js';

const NAMED =
  'black|white|red|green|blue|yellow|orange|purple|gray|grey|silver|gold|navy|teal|maroon|crimson|pink|brown|cyan|magenta';
const HEX = /#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})\b/gi;
const FUNCTION = /\b(?:rgba?|hsla?|hwb)\(/gi;
const KEYWORD = new RegExp(`:[^;{}]*?(?<![-\\w(])(?:${NAMED})(?![-\\w(])`, 'gi');

/** Raw colours in CSS declarations; anything inside var(--…), url(#id) and comments does not count. */
function rawColours(css: string): string[] {
  const bare = css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/var\(--[\w-]+\)/g, 'token')
    .replace(/url\([^)]*\)/g, 'url');
  const declarations = [...bare.matchAll(/[\w-]+\s*:\s*[^;{}]+(?=[;}])/g)].map((match) => match[0]);
  return declarations.filter((text) => [HEX, FUNCTION, KEYWORD].some((pattern) => text.search(pattern) >= 0));
}

function stylesOf(path: string): string {
  const text = read(path);
  if (path.endsWith('.css')) return text;
  const blocks = [...text.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map((match) => match[1]!);
  const inline = [...text.matchAll(/\sstyle="([^"]*)"/g)].map((match) => `{${match[1]!};}`);
  const drawn = [...text.matchAll(/\s(?:fill|stroke|color)="([^"]*)"/g)].map((match) => `{fill: ${match[1]!};}`);
  return [...blocks, ...inline, ...drawn].join('\n');
}

describe('components', () => {
  it('take every colour from a token', () => {
    const files = filesUnder(['web/src'], /\.(vue|css)$/).filter((path) => !path.endsWith('styles/tokens.css'));
    expect(files.length).toBeGreaterThan(10);
    expect(files.flatMap((path) => rawColours(stylesOf(path)).map((found) => `${path}: ${found.trim()}`))).toEqual([]);
  });

  it.each(['.a { color: #a61b1b; }', '.a { border: 1px solid rgb(0 0 0 / 50%); }', '.a { background: white; }'])(
    'would be caught with %s',
    (css) => {
      expect(rawColours(css)).toHaveLength(1);
    },
  );

  it.each([
    '.a { color: var(--ink-red); }',
    '.white { color: transparent; }',
    '.a { fill: url(#fade); color: CanvasText; }',
  ])('may say %s', (css) => {
    expect(rawColours(css)).toEqual([]);
  });
});
