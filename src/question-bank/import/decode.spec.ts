import { describe, expect, it } from '@jest/globals';

import { decode } from './decode.js';
import { encode } from '../../../test/support/encode.js';

const BANK = [
  '一、单项选择题',
  '1. 示例：依照规定，下列说法正确的是（ A ）。',
  'A．先学习后作答　B．只作答不学习',
  '答案：A',
  '2. 示例：这是一道判断题，太阳从东方升起。',
  '答案：正确',
].join('\r\n');

/** What of the sample differs. */
const TO_TRADITIONAL: Readonly<Record<string, string>> = {
  单: '單',
  项: '項',
  选: '選',
  择: '擇',
  题: '題',
  规: '規',
  说: '說',
  确: '確',
  学: '學',
  习: '習',
  后: '後',
  这: '這',
  断: '斷',
  阳: '陽',
  从: '從',
  东: '東',
};
const TRADITIONAL = BANK.replace(/./gu, (character) => TO_TRADITIONAL[character] ?? character);

const concat = (...parts: readonly (readonly number[] | Uint8Array)[]) =>
  Uint8Array.from(parts.flatMap((part) => [...part]));

const read = (bytes: Uint8Array) => {
  const result = decode(bytes);
  return result.ok ? result.value : result.error;
};

describe('decode', () => {
  it.each([
    ['UTF-8', encode(BANK, 'utf-8'), 'utf-8'],
    ['UTF-8 with mark', concat([0xef, 0xbb, 0xbf], encode(BANK, 'utf-8')), 'utf-8'],
    ['UTF-16 with mark', concat([0xff, 0xfe], encode(BANK, 'utf-16le')), 'utf-16le'],
    ['UTF-16 the other way round', concat([0xfe, 0xff], encode(BANK, 'utf-16be')), 'utf-16be'],
    ['UTF-16 without mark', encode(BANK, 'utf-16le'), 'utf-16le'],
    ['big-endian UTF-16 without mark', encode(BANK, 'utf-16be'), 'utf-16be'],
    ['GB18030', encode(BANK, 'gb18030'), 'gb18030'],
    ['GB18030 with mark', concat([0x84, 0x31, 0x95, 0x33], encode(BANK, 'gb18030')), 'gb18030'],
  ])('reads %s', (_, bytes, encoding) => {
    expect(read(bytes)).toEqual({ text: BANK, encoding, damagedLines: [] });
  });

  it('reads Big5 where it is certain', () => {
    expect(read(encode(TRADITIONAL, 'big5'))).toEqual({ text: TRADITIONAL, encoding: 'big5', damagedLines: [] });
  });

  it('reads traditional characters in GB18030 as what they are', () => {
    expect(read(encode(TRADITIONAL, 'gb18030'))).toMatchObject({ text: TRADITIONAL, encoding: 'gb18030' });
  });

  it('reads accented letters of an old English or French file', () => {
    const text = 'Which word is French?\nA) caf\u00e9\nB) coffee\nANSWER: A\n';
    expect(read(encode(text, 'windows-1252'))).toEqual({ text, encoding: 'windows-1252', damagedLines: [] });
  });

  it('takes a few Chinese words in English for GB18030, not for accents', () => {
    const text = 'What does 示例 mean?\nA) sample\nB) nothing\nANSWER: A\n';
    expect(read(encode(text, 'gb18030'))).toMatchObject({ text, encoding: 'gb18030' });
  });

  it('names the lines of damaged characters and reads the rest', () => {
    const bytes = encode(BANK.repeat(20), 'utf-8');
    // Within 项 on the first line.
    bytes[10] = 0x41;
    expect(read(bytes)).toMatchObject({
      encoding: 'utf-8',
      damagedLines: [1],
      text: expect.stringContaining('答案：A'),
    });
    const cut = encode(BANK, 'utf-8').subarray(0, -1);
    expect(read(cut)).toMatchObject({ encoding: 'utf-8', damagedLines: [6] });
  });

  it('reads an empty file as an empty text', () => {
    expect(read(new Uint8Array())).toEqual({ text: '', encoding: 'utf-8', damagedLines: [] });
  });

  it.each([
    ['noise', Uint8Array.from({ length: 4000 }, (_, index) => (index * index * 31 + index * 7 + (index >> 3)) % 256)],
    ['UTF-32', concat([0xff, 0xfe, 0, 0], [0x41, 0, 0, 0])],
    ['zeros', new Uint8Array(64)],
    ['high bytes without sense', Uint8Array.from({ length: 900 }, (_, index) => 0x80 + ((index * 89) % 127))],
  ])('refuses %s', (_, bytes) => {
    expect(read(bytes)).toMatchObject({ code: 'file.unsupported', message: expect.stringMatching(/请.+。$/u) });
  });
});
