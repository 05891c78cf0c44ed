import { expect, it } from '@jest/globals';
import sharp from 'sharp';

import type { StoredBankItem } from '../../core/question-bank/types.js';
import { PRINTERS } from '../export/printers.js';
import { readFile } from '../import/read-file.js';
import { unzip } from './unzip.js';

const PICTURE = `${'1'.repeat(64)}.webp`;
const GONE = `${'2'.repeat(64)}.png`;
const ITEM: StoredBankItem = {
  id: 'p-1',
  kind: 'choice',
  select: 'single',
  stem: '示例题',
  choices: [
    { id: 'A', text: '甲', media: [{ kind: 'image', file: PICTURE, alt: '示例图甲' }] },
    { id: 'B', text: '乙' },
  ],
  correctResponse: 'B',
  media: [
    { kind: 'image', file: PICTURE, alt: '示例“图”' },
    { kind: 'image', file: GONE, alt: '示例图乙' },
  ],
  tags: [],
};
const BANK = { format: 1, slug: 'sample', title: '示例', description: '', documents: [], items: [ITEM] } as const;
const LIMITS = { entries: 100, bytes: 10_000_000, ratio: 1000 };

it('pictures are printed with their words; what is not here is a loss, and the paper is read back all the same', async () => {
  const drawn = await sharp({ create: { width: 900, height: 300, channels: 3, background: '#c33' } })
    .webp()
    .toBuffer();
  const source = (file: string) => Promise.resolve(file === PICTURE ? drawn : null);
  const { bytes, losses } = await PRINTERS.docx.print(BANK, 'both', '', source);
  expect(losses.map(({ code }) => code)).toEqual(['media.not-carried']);
  const parts = await unzip(bytes, LIMITS);
  const text = new TextDecoder().decode(await parts.get('word/document.xml')?.());
  expect(text.match(/<pic:pic /gu)).toHaveLength(2);
  expect(text).toContain('descr="示例“图”"');
  expect(text).toContain('A 的图：');
  const picture = [...parts.keys()].find((path) => /^word\/media\/.*\.png$/u.test(path)) ?? '';
  const { width, height } = await sharp(Buffer.from((await parts.get(picture)?.()) ?? [])).metadata();
  expect([width, height]).toEqual([640, 213]);
  const { reading } = await readFile(bytes);
  expect(reading.items.map(({ item }) => ['choices' in item && item.choices.length, item.correctResponse])).toEqual([[2, 'B']]);
}); // prettier-ignore
