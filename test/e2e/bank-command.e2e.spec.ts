import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runBank } from '../support/bank-terminal.js';
import { bankOf, ONE_OF_EACH, TRUE_FALSE } from '../support/sample-banks.js';
import { writeBank } from '../support/bank-files.js';

const SHIPPED = resolve('question-banks');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xuesai-banks-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (slug: string, content: unknown) => writeBank(folder, slug, content);

describe('npm run bank -- verify', () => {
  const run = (...args: readonly string[]) => runBank(args);
  const sampleSources = async (text = ONE_OF_EACH.map(({ source }) => source.quote).join('\n ')) => {
    const sources = join(folder, 'texts');
    await mkdir(join(sources, 'sample-law'), { recursive: true });
    await writeFile(join(sources, 'sample-law', 'articles.json'), JSON.stringify([{ article: 12, text }]));
    return sources;
  };

  it('finds nothing in the shipped banks and says what it could not check', async () => {
    const { code, text } = await run('verify', '--banks', SHIPPED);
    expect(text).toContain('未给出 --sources，引文没有与原文逐字核对');
    expect([code, text]).toEqual([0, expect.stringContaining('发现 0 处')]);
  });

  it('compares quotes word for word, white space aside', async () => {
    await write('sample-bank', bankOf(ONE_OF_EACH));
    const clean = await run('verify', '--banks', folder, '--sources', await sampleSources());
    expect(clean).toMatchObject({ code: 0, text: expect.stringContaining('核对引文 6 条') });
    const changed = await run('verify', '--banks', folder, '--sources', await sampleSources('太阳从东方缓缓升起。'));
    expect(changed.code).toBe(1);
    expect(changed.text).toContain('错误 sb-001：引文与原文（第十二条）不是逐字一致，请核对。');
    expect(changed.text.match(/不是逐字一致/gu)).toHaveLength(6);
  });

  it('finds a wrong article, paragraph and part', async () => {
    const sources = await sampleSources();
    await writeFile(
      join(sources, 'sample-law', 'paragraphs.json'),
      JSON.stringify([{ n: 1, section: '总纲', text: '太阳从东方升起。' }]),
    );
    await writeFile(join(sources, 'sample-law', 'text.txt'), '示例法\n一、总则\n太阳从东方升起。');
    const at = (id: string, place: object) => ({
      ...TRUE_FALSE,
      id,
      stem: `示例：${id.repeat(4)}升起。`,
      source: { document: 'sample-law', quote: '太阳从东方升起。', ...place },
    });
    const items = [
      at('aa-001', { article: 13 }),
      at('bb-002', { paragraph: 2, section: '总纲' }),
      at('cc-003', { paragraph: 1, section: '分则' }),
      at('dd-004', { section: '二、分则' }),
      at('ee-005', { paragraph: 1, section: '总纲' }),
      at('ff-006', { section: '一、总则' }),
    ].map((item) => ({ ...item, readAloud: '示例：升起。' }));
    await write('sample-bank', bankOf(items));
    const { text } = await run('verify', '--banks', folder, '--sources', sources);
    expect(text.match(/^错误 .*/gmu)).toEqual([
      '错误 aa-001：原文中没有第十三条，请核对条号。',
      '错误 bb-002：原文中没有第 2 段，请核对段号。',
      '错误 cc-003：第 1 段在“总纲”部分，请改正 section。',
      '错误 dd-004：原文中没有“二、分则”这一部分，请核对出处。',
    ]);
  });

  it('reports a missing text, a broken bank, a past date and the same id or stem in two banks', async () => {
    await write('sample-bank', bankOf([{ ...TRUE_FALSE, validUntil: '2026-01-04' }]));
    await write(
      'other-bank',
      bankOf([{ ...TRUE_FALSE, source: { ...TRUE_FALSE.source, document: 'lost' } }], {
        slug: 'other-bank',
        documents: [{ slug: 'lost', title: '《示例》', edition: '示例' }],
      }),
    );
    await write('broken-bank', 'format: 2');
    const { code, text } = await run('verify', '--json', '--banks', folder, '--sources', await sampleSources());
    expect(code).toBe(1);
    const report = JSON.parse(text) as { findings: { code: string }[]; unchecked: unknown; ok: boolean };
    expect(report).toMatchObject({
      ok: false,
      quotesChecked: 1,
      unchecked: { withoutSource: ['sb-001'], structure: [] },
    });
    expect([...new Set(report.findings.map((finding) => finding.code))].sort()).toEqual([
      'file.schema',
      'item.duplicate-id',
      'item.expired',
      'stem.duplicate',
    ]);
  });

  it.each([[[]], [['check']], [['verify', 'more']], [['verify', '--unknown']]])(
    'explains itself for %j',
    async (args) => {
      expect(await run(...args)).toMatchObject({ code: 2, text: expect.stringContaining('用法') });
    },
  );

  it('says when the folder is not there', async () => {
    expect(await run('verify', '--banks', join(folder, 'nowhere'))).toMatchObject({
      code: 2,
      text: expect.stringContaining('找不到'),
    });
  });
});
