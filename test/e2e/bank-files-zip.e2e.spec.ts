import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { printQti } from '../../src/core/question-bank/formats/qti/print-qti.js';
import { readQti } from '../../src/core/question-bank/formats/qti/read-qti.js';
import type { StoredBankItem } from '../../src/core/question-bank/types.js';
import { FileError } from '../../src/question-bank/files/file-error.js';
import { unzip, type ZipLimits } from '../../src/question-bank/files/unzip.js';
import { parseXml, printXml } from '../../src/question-bank/files/xml.js';
import { zipFiles } from '../../src/question-bank/files/zip.js';
import { bankArbitrary } from '../support/bank-arbitraries.js';
import { craftZip, deflatedZeros, type CraftedEntry } from '../support/crafted-zip.js';

const MB = 1024 * 1024;
const LIMITS: ZipLimits = { entries: 2000, bytes: 32 * MB, ratio: 100 };
const bytesOf = (text: string) => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** Everything that is in an archive. */
async function opened(archive: Uint8Array, limits = LIMITS): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const [path, open] of await unzip(archive, limits)) texts.set(path, textOf(await open()));
  return texts;
}

/** The code of the refusal; anything but a `FileError` with a sentence fails. */
async function refusal(work: () => Promise<unknown>): Promise<string> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    expect(error.message).toMatch(/。$/u);
    return error.code;
  }
  return 'not refused';
}

describe('archives', () => {
  const files = new Map([
    ['items/示例 1.xml', bytesOf('<a>示例</a>'.repeat(1000))],
    ['empty.xml', bytesOf('')],
    ['b.xml', bytesOf('<b/>')],
  ]);

  it('come back as they went in, and equal files make equal bytes', async () => {
    const archive = zipFiles(files);
    expect(await opened(archive)).toEqual(new Map([...files].map(([path, bytes]) => [path, textOf(bytes)])));
    expect(zipFiles(new Map(files))).toEqual(archive);
  });

  it('may be stored, hold folders, and name files as a Chinese Windows does', async () => {
    const gb18030 = Buffer.from('cceebfd52e786d6c', 'hex');
    const archive = craftZip([
      { name: 'folder/', data: bytesOf(''), method: 0 },
      { name: 'folder\\a.xml', data: bytesOf('示例'), method: 0 },
      { name: gb18030, data: bytesOf('示例'), flags: 0 },
    ]);
    expect([...(await opened(archive)).keys()]).toEqual(['folder/a.xml', '填空.xml']);
  });

  it('of a whole bank give it back', async () => {
    await fc.assert(
      fc.asyncProperty(bankArbitrary({ maxItems: 3 }), fc.constantFrom('2.1' as const, '3.0' as const), async (bank, version) => {
        const printed = [...printQti(bank, version).output].map(([path, tree]) => [path, bytesOf(printXml(tree))] as const);
        const back = await opened(zipFiles(new Map(printed)));
        const reading = readQti([...back].map(([path, text]) => ({ path, root: parseXml(text) })));
        const carried = JSON.parse(JSON.stringify(bank.items, (key, value: unknown) => (key === 'media' ? undefined : value))) as StoredBankItem[];
        expect(reading.items.map(({ item }) => item)).toEqual(carried);
      }),
      { numRuns: 30 },
    );
  }); // prettier-ignore
});

describe('hostile archives', () => {
  const zeros = (bytes: number) => Buffer.alloc(bytes);
  const megabyte = zeros(MB);
  const one = (entry: Partial<CraftedEntry>) => craftZip([{ name: 'a.xml', data: bytesOf('示例'), ...entry }]);

  it.each([
    ['a bomb', () => one({ deflated: deflatedZeros(1024), size: 1024 * MB }), 'file.too-large'],
    ['a bomb that says it is small', () => one({ deflated: deflatedZeros(1024), size: 100 }), 'file.malformed'],
    ['many files that are too much together', () => craftZip(Array.from({ length: 100 }, (_, at) => ({ name: `${at}.xml`, data: megabyte }))), 'file.too-large'],
    ['many names for one place', () => craftZip([{ name: 'a', data: megabyte }, ...Array.from({ length: 999 }, (_, at) => ({ name: `b${at}`, data: megabyte, shared: true }))]), 'file.too-large'],
    ['100,000 files', () => craftZip(Array.from({ length: 100_000 }, (_, at) => ({ name: `${at}`, data: zeros(0), method: 0 }))), 'file.too-large'],
    ['a path upwards', () => one({ name: '../../etc/a.xml' }), 'file.malformed'],
    ['a path upwards on Windows', () => one({ name: 'x\\..\\..\\a.xml' }), 'file.malformed'],
    ['an absolute path', () => one({ name: '/etc/passwd' }), 'file.malformed'],
    ['a drive', () => one({ name: 'C:\\a.xml' }), 'file.malformed'],
    ['a path with a zero', () => one({ name: 'a.xml\0.png' }), 'file.malformed'],
    ['two files of one name', () => craftZip([{ name: 'a', data: zeros(1) }, { name: 'a', data: zeros(2) }]), 'file.malformed'],
    ['a password', () => one({ flags: 1 }), 'file.unsupported'],
    ['a rare compression', () => one({ method: 12 }), 'file.unsupported'],
    ['a size that is too large', () => one({ size: 5000 }), 'file.malformed'],
    ['no archive', () => bytesOf('PK\u0003\u0004 not an archive'), 'file.malformed'],
    ['nothing', () => zeros(0), 'file.malformed'],
  ])('%s', async (_, make, code) => {
    const archive = make();
    const before = process.resourceUsage().maxRSS;
    const started = performance.now();
    expect(await refusal(() => opened(archive))).toBe(code);
    expect(performance.now() - started).toBeLessThan(3000);
    // Kilobytes: what the limits allow, several times over, not what the archive would make of it.
    expect(process.resourceUsage().maxRSS - before).toBeLessThan(200 * 1024);
  }); // prettier-ignore

  it('an archive within an archive is a file like any other', async () => {
    const inner = one({ deflated: deflatedZeros(64), size: 64 * MB });
    const files = await unzip(craftZip([{ name: 'inner.zip', data: inner }]), LIMITS);
    expect([...files.keys()]).toEqual(['inner.zip']);
    expect(await files.get('inner.zip')?.()).toEqual(Buffer.from(inner));
  });

  const whole = zipFiles(new Map([['a.xml', bytesOf('<示例/>'.repeat(50))], ['b.xml', bytesOf('<b>1</b>')]])); // prettier-ignore

  it('half an archive is never read', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), async (length) => {
        expect(await refusal(() => opened(whole.slice(0, length)))).toBe('file.malformed');
      }),
    );
  });

  it('damage is refused or does no harm', async () => {
    const right = await opened(whole);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }), async (at, change) => {
        const damaged = Uint8Array.from(whole);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        let texts: Map<string, string> | undefined;
        const code = await refusal(async () => (texts = await opened(damaged)));
        if (code === 'not refused') expect([...(texts?.values() ?? [])]).toEqual([...right.values()].slice(0, texts?.size));
      }),
      { numRuns: 300 },
    );
  }); // prettier-ignore
});
