import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { filesUnder, ROOT } from './source.js';

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

/** Files that only gather others, so that they load in one piece; their parts are compared. */
const GATHERING = ['web/src/i18n/en/first-load.ts'];
const chinese = filesUnder(['web/src/i18n/zh-CN'], /(?<!\.spec)\.ts$/);
const english = filesUnder(['web/src/i18n/en'], /(?<!\.spec)\.ts$/).filter((path) => !GATHERING.includes(path));

describe('messages', () => {
  it('are in the same files in both languages', () => {
    expect(english.map((path) => path.replace('/en/', '/zh-CN/'))).toEqual(chinese);
    expect(chinese.length).toBeGreaterThan(5);
  });

  it.each(chinese)('%s has the same keys and placeholders in English', async (path) => {
    const [zh, en] = await Promise.all([load(path), load(path.replace('/zh-CN/', '/en/'))]);
    const shape = (list: Leaf[]): string[] => list.map(({ key, text }) => `${key} ${placeholders(text).join('')}`).sort();
    expect(shape(en)).toEqual(shape(zh));
  });

  it.each(chinese)('%s leaves nothing empty, and no exclamation marks', async (path) => {
    const both = [...(await load(path)), ...(await load(path.replace('/zh-CN/', '/en/')))];
    expect(both.filter(({ text }) => text.trim() === '' || /[!！]/.test(text)).map(({ key }) => key)).toEqual([]);
  });

  it.each(chinese)('%s has no Chinese left in English', async (path) => {
    const en = await load(path.replace('/zh-CN/', '/en/'));
    // A language's own name is written in that language.
    expect(en.filter(({ text }) => /[一-鿿]/.test(text) && text !== '中文').map(({ key, text }) => `${key}: ${text}`)).toEqual([]);
  });
});
