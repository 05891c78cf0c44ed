import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { filesUnder, read, ROOT } from './source.js';

type Tree = { readonly [key: string]: string | Tree };
interface Leaf {
  readonly key: string;
  readonly text: string;
}

function leaves(tree: Tree, prefix = ''): Leaf[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [{ key: `${prefix}${key}`, text: value }] : leaves(value, `${prefix}${key}.`),
  );
}

async function load(path: string): Promise<Leaf[]> {
  const module = (await import(pathToFileURL(join(ROOT, path)).href)) as { readonly default: Tree };
  return leaves(module.default);
}

const placeholders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();

/** The files that pages load by name; the others are parts of these and are compared within them. */
function areas(folder: string): string[] {
  const files = filesUnder([folder], /(?<!\.spec)\.ts$/).filter((path) => !path.endsWith('/first-load.ts'));
  const texts = files.map((path) => read(path));
  return files.filter((path) => !texts.some((text) => text.includes(`from './${basename(path, '.ts')}.js'`)));
}
const chinese = areas('web/src/i18n/zh-CN');
const english = areas('web/src/i18n/en');

describe('messages', () => {
  it('have the same areas in both languages', () => {
    expect(english.map((path) => path.replace('/en/', '/zh-CN/'))).toEqual(chinese);
    expect(chinese.length).toBeGreaterThan(5);
  });

  it.each(chinese)('%s has the same keys and placeholders in English', async (path) => {
    const [zh, en] = await Promise.all([load(path), load(path.replace('/zh-CN/', '/en/'))]);
    const shape = (list: Leaf[]): string[] =>
      list.map(({ key, text }) => `${key} ${placeholders(text).join('')}`).sort();
    expect(shape(en)).toEqual(shape(zh));
  });

  it.each(chinese)('%s leaves nothing empty, and no exclamation marks', async (path) => {
    const both = [...(await load(path)), ...(await load(path.replace('/zh-CN/', '/en/')))];
    expect(both.filter(({ text }) => text.trim() === '' || /[!！]/.test(text)).map(({ key }) => key)).toEqual([]);
  });

  it.each(chinese)('%s has no Chinese left in English', async (path) => {
    const en = await load(path.replace('/zh-CN/', '/en/'));
    // A language's own name is written in that language.
    expect(
      en.filter(({ text }) => /[一-鿿]/.test(text) && text !== '中文').map(({ key, text }) => `${key}: ${text}`),
    ).toEqual([]);
  });
});
