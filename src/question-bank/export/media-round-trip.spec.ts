import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import sharp from 'sharp';
import type { BankMedia, StoredBankItem } from '../../core/question-bank/types.js';
import type { ExportFormat } from '../../protocol/question-bank.js';
import { CarriedMedia } from '../import/carried-files.js';
import { readFile } from '../import/read-file.js';
import { PRINTERS } from './printers.js';

const FORMATS: readonly ExportFormat[] = ['qti-2.1', 'qti-3.0', 'moodle-xml'];

const files = new Map<string, Uint8Array>();
function kept(type: string, bytes: Uint8Array): string {
  const file = `${createHash('sha256').update(bytes).digest('hex')}.${type}`;
  files.set(file, bytes);
  return file;
}
const drawn = (background: string) => sharp({ create: { width: 8, height: 6, channels: 3, background } });

const PHOTO = kept('jpg', await drawn('#c33').jpeg({ quality: 85 }).toBuffer());
const DRAWING = kept('png', await drawn('#33c').png().toBuffer());
const SMALL = kept('webp', await drawn('#3c3').webp().toBuffer());
const SOUND = kept('mp3', Uint8Array.from([0xff, 0xfb, 0x90, 0x00, ...Array<number>(64).fill(0)]));
const FILM = kept(
  'mp4',
  Buffer.concat([Buffer.from('\0\0\0\x18ftypisom\0\0\0\0isommp41', 'latin1'), Buffer.from('\0\0\0\x08free', 'latin1')]),
);
const CAPTIONS = kept('vtt', Buffer.from('WEBVTT\n\n00:01.000 --> 00:04.000\n示例\n')); // prettier-ignore

const photo: BankMedia = { kind: 'image', file: PHOTO, alt: '示例“照片” & <一> "二"' };
const drawing: BankMedia = { kind: 'image', file: DRAWING, alt: '示例图' };
const wordless: BankMedia = { kind: 'image', file: SMALL };
const sound: BankMedia = { kind: 'audio', file: SOUND, alt: '示例朗读' };
const film: BankMedia = { kind: 'sign-video', file: FILM, captions: CAPTIONS, alt: '示例手语' };

const ITEMS: readonly StoredBankItem[] = [
  { id: 'm-1', kind: 'true-false', stem: '示例一', correctResponse: true, media: [film], tags: [] },
  { id: 'm-2', kind: 'choice', select: 'single', stem: '示例二', media: [photo, sound], tags: [],
    choices: [{ id: 'A', text: '甲', media: [drawing] }, { id: 'B', text: '乙', media: [wordless, film] }], correctResponse: 'B' },
  { id: 'm-3', kind: 'fill-in', stem: '____和____', correctResponse: [['甲'], ['乙']], media: [drawing], tags: [] },
  { id: 'm-4', kind: 'fill-in', stem: '示例____', correctResponse: [['甲']], media: [sound], tags: [] },
  { id: 'm-5', kind: 'ordering', stem: '示例五', media: [photo], tags: [],
    choices: [{ id: 'A', text: '甲', media: [wordless] }, { id: 'B', text: '乙' }], correctResponse: ['A', 'B'] },
  { id: 'm-6', kind: 'matching', stem: '示例六', tags: [], choices: [{ id: 'A', text: '甲', media: [drawing] }, { id: 'B', text: '乙' }],
    targets: [{ id: '1', text: '丙' }, { id: '2', text: '丁' }], correctResponse: { A: '1', B: '2' } },
  { id: 'm-7', kind: 'short-answer', stem: '示例七', correctResponse: '示例', media: [{ kind: 'sign-video', file: FILM, captions: CAPTIONS }], tags: [] },
]; // prettier-ignore

const bankOf = (items: readonly StoredBankItem[]) =>
  ({ format: 1, slug: 'sample', title: '示例', description: '', documents: [], items }) as const;
const source = (file: string) => Promise.resolve(files.get(file) ?? null);

describe.each(FORMATS)('media out as %s and in again', (format) => {
  it('are the same files at the same places with the same words, and no loss is told', async () => {
    const { bytes, losses } = await PRINTERS[format].print(bankOf(ITEMS), 'both', '', source);
    expect(losses).toEqual([]);
    const here = new CarriedMedia((file) => Promise.resolve(files.has(file)));
    const { reading, media } = await readFile(bytes, undefined, here);
    expect(reading.rejected).toEqual([]);
    expect(reading.items.map(({ item }) => item)).toEqual(ITEMS);
    expect(new Map([...(media ?? [])].map(([file, read]) => [file, Buffer.from(read)]))).toEqual(
      new Map([...files].map(([file, bytes]) => [file, Buffer.from(bytes)])),
    );
  });

  it('on another server pictures are checked and drawn anew; the rest is the same', async () => {
    const { bytes } = await PRINTERS[format].print(bankOf(ITEMS), 'both', '', source);
    const { reading, media } = await readFile(bytes);
    const kinds = reading.items.map(({ item }) => (item.media ?? []).map(({ kind, alt }) => [kind, alt]));
    expect(kinds).toEqual(ITEMS.map(({ media: own }) => (own ?? []).map(({ kind, alt }) => [kind, alt])));
    expect([...(media?.keys() ?? [])]).toEqual(expect.arrayContaining([DRAWING, SOUND, FILM, CAPTIONS]));
  });

  it('what is not here is a loss, and only that', async () => {
    const without = (file: string) => (file === FILM ? Promise.resolve(null) : source(file));
    const { bytes, losses } = await PRINTERS[format].print(bankOf(ITEMS), 'both', '', without);
    expect(losses.map(({ itemId, code }) => [itemId, code])).toEqual(['m-1', 'm-2', 'm-7'].map((id) => [id, 'media.not-carried']));
    const { reading } = await readFile(bytes, undefined, new CarriedMedia(() => Promise.resolve(true)));
    expect(reading.items.map(({ item }) => (item.media ?? []).map(({ kind }) => kind))).toEqual([
      [], ['image', 'audio'], ['image'], ['audio'], ['image'], [], [],
    ]);
  }); // prettier-ignore
});

it('a matching in Moodle has no place for pictures on its right side', async () => {
  const [item] = ITEMS.filter(({ kind }) => kind === 'matching');
  if (item?.kind !== 'matching') throw new Error('no matching');
  const targets = item.targets.map((target) => ({ ...target, media: [drawing] }));
  const { losses } = await PRINTERS['moodle-xml'].print(bankOf([{ ...item, targets }]), 'both', '', source);
  expect(losses.map(({ code }) => code)).toEqual(['media.not-carried']);
  expect((await PRINTERS['qti-3.0'].print(bankOf([{ ...item, targets }]), 'both', '', source)).losses).toEqual([]);
});
