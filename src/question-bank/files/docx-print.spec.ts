import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bankArbitrary } from '../../../test/support/bank-arbitraries.js';
import { bankOf, ONE_OF_EACH, SINGLE } from '../../../test/support/sample-banks.js';
import { layPaper } from '../../core/question-bank/paper/lay-paper.js';
import type { PaperOptions } from '../../core/question-bank/paper/paper.js';
import { elementsOf, valueOf } from './docx-xml.js';
import { readDocx } from './docx-read.js';
import { printPaper, type PrintedPart } from './docx-print.js';
import { unzip } from './unzip.js';
import { parseXml } from './xml.js';

const LIMITS = { entries: 100, bytes: 10_000_000, ratio: 200 };

const printed = (bank: Parameters<typeof layPaper>[0], print: PaperOptions['print'] = 'normal', part?: PrintedPart) =>
  printPaper(layPaper(bank, { print }).output, part);

async function partOf(bytes: Uint8Array, path: string): Promise<string> {
  const open = (await unzip(bytes, LIMITS)).get(path);
  if (open === undefined) throw new Error(`no ${path}`);
  return new TextDecoder().decode(await open());
}

async function linesOf(bytes: Uint8Array): Promise<readonly string[]> {
  const { blocks } = await readDocx(bytes);
  return blocks
    .flatMap((block) => (block.kind === 'line' ? [block.line] : block.lines))
    .map(({ text }) => text.replaceAll('\u00A0', ' ').trim())
    .filter((text) => text !== '');
}

describe('printPaper', () => {
  it('draws the paper first and the key behind it', async () => {
    const lines = await linesOf(await printed(bankOf(ONE_OF_EACH)));
    const key = lines.indexOf('示例题库参考答案');
    expect(lines.slice(0, 8)).toEqual([
      '示例题库',
      '共 6 题',
      '支部____________　姓名____________　得分____________',
      '一、 单项选择题（共 1 题）',
      '每题只有一个正确答案，请把它的字母填在括号里。',
      '1． 示例：雨后的彩虹一般分为几种颜色？（     ）',
      'A．五种\tB．六种\tC．七种\tD．八种',
      '二、 多项选择题（共 1 题）',
    ]);
    expect(lines.slice(0, key).join('\n')).not.toContain('示例解析');
    expect(lines.slice(key)).toContain('题号\t1');
    expect(lines.slice(key)).toContain('答案\tC');
    expect(lines.slice(key)).toContain(
      '出处：《示例法》第十二条：“彩虹一般分为七种颜色。”'.replace('《示例法》', 'sample-law'),
    );
  });

  it('leaves the key out where the paper alone is wanted', async () => {
    const lines = await linesOf(await printed(bankOf(ONE_OF_EACH), 'normal', 'paper'));
    expect(lines.join('\n')).not.toMatch(/参考答案|解析/u);
  });

  it('has the key alone for whoever passes it on apart, with what the marker must know', async () => {
    const { output } = layPaper(bankOf(ONE_OF_EACH), { print: 'normal', notes: ['多选题：少选得一半分。'] });
    const lines = await linesOf(await printPaper(output, 'key'));
    expect(lines.slice(0, 2)).toEqual(['示例题库参考答案', '多选题：少选得一半分。']);
    expect(lines.join('\n')).not.toContain('姓名');
  });

  it('gives letters and signs a grid, numbered as the items are', async () => {
    const { output } = layPaper(bankOf(ONE_OF_EACH), { print: 'normal', grid: true });
    const lines = await linesOf(await printPaper(output, 'paper'));
    const grid = lines.findIndex((line) => line.startsWith('答题表：'));
    expect(lines.slice(grid + 1, grid + 3)).toEqual(['题号\t1\t2\t3', '答案']);
    expect(lines).toContain('每题只有一个正确答案，请把它的字母填入答题表。');
    expect(lines).toContain('1． 示例：雨后的彩虹一般分为几种颜色？');
  });

  it('bears at the foot of each page who took it out, which is not read back', async () => {
    const mark = '由 示例主持人 于 2026年1月2日 03:04 导出 · 批号 示例';
    const { output } = layPaper(bankOf(ONE_OF_EACH), { print: 'normal' });
    const bytes = await printPaper(output, 'both', mark);
    expect(await partOf(bytes, 'word/footer1.xml')).toContain(mark);
    expect(await partOf(bytes, 'word/footer2.xml')).toContain(mark);
    expect(await linesOf(bytes)).toEqual(await linesOf(await printPaper(output, 'both')));
  });

  it('has real headings, numbers and page numbers, and keeps an item on one page', async () => {
    const bytes = await printed(bankOf(ONE_OF_EACH));
    const document = parseXml(await partOf(bytes, 'word/document.xml'));
    const body = elementsOf(document).flatMap(elementsOf);
    const properties = body.filter(({ name }) => name === 'p').flatMap((paragraph) => elementsOf(paragraph)[0] ?? []);
    const styles = properties.map((each) => valueOf(each, 'pStyle'));
    expect(styles.filter((style) => style === 'Heading1')).toHaveLength(12);
    expect(styles.filter((style) => style === 'Title')).toHaveLength(2);
    const first = styles.indexOf('Item');
    expect(properties.slice(first, first + 2).map((each) => elementsOf(each).some(({ name, attributes }) => name === 'keepNext' && attributes['val'] !== 'false'))).toEqual([true, false]);
    expect(await partOf(bytes, 'word/footer1.xml')).toContain('PAGE');
  }); // prettier-ignore

  it('prints large in 22 points without serifs, each choice on a line of its own', async () => {
    const bytes = await printed(bankOf(ONE_OF_EACH), 'large');
    const styles = await partOf(bytes, 'word/styles.xml');
    expect(styles).toMatch(/<w:rPrDefault>.*微软雅黑.*<w:sz w:val="44"\/>/u);
    expect(await linesOf(bytes)).toEqual(expect.arrayContaining(['A．五种', 'B．六种']));
  });

  it('survives characters that XML cannot hold', async () => {
    const lines = await linesOf(await printed(bankOf([{ ...SINGLE, stem: '示例\u0000甲\uD800乙\n丙' }])));
    expect(lines).toContain('1． 示例甲乙');
  });

  it('brings every stem and every choice of any bank to paper', async () => {
    await fc.assert(
      fc.asyncProperty(bankArbitrary({ maxItems: 3 }), async (bank) => {
        const words = (text: string) => text.replace(/\s+/gu, '');
        const text = words((await linesOf(await printed(bank, 'large', 'paper'))).join(''));
        for (const item of bank.items) {
          for (const part of item.stem.split(/_{4,}|[（(]\s*[）)]/u)) expect(text).toContain(words(part));
          for (const choice of 'choices' in item ? item.choices : []) expect(text).toContain(words(choice.text));
        }
      }),
      { numRuns: 25 },
    );
  });
});
