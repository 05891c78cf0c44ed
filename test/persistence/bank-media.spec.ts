import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { AppConfig } from '../../src/platform/config/app-config.js';
import type { FieldCipher } from '../../src/platform/crypto/field-cipher.js';
import { Database } from '../../src/platform/database/database.js';
import type { BankItemBody } from '../../src/protocol/question-bank.js';
import { MediaService } from '../../src/question-bank/media.service.js';
import { MediaSweeper } from '../../src/question-bank/media-sweeper.js';
import { BankDesk, OPERATOR } from '../support/bank-desk.js';
import { ENTITIES, type TestDatabase } from '../support/databases.js';
import { MIGRATED_DATABASES } from '../support/migrated-database.js';

const DAY = 24 * 60 * 60_000;
const KB = 1024;
const captions = (words: string, bytes = 0) =>
  Buffer.from(`WEBVTT\n\n00:00.000 --> 00:02.000\n示例字幕${words}\n\nNOTE ${'x'.repeat(bytes)}\n`);

describe.each(MIGRATED_DATABASES)('media of banks on $name', ({ create }) => {
  let files: TestDatabase;
  let database: Database;
  let desk: BankDesk;
  let dataDir: string;

  beforeEach(async () => {
    files = await create();
    database = await Database.open(files.settings, ENTITIES);
    desk = await BankDesk.open(database);
    dataDir = await mkdtemp(join(tmpdir(), 'xuesai-media-'));
  });
  afterEach(async () => {
    await database.close();
    await files.drop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const service = (mediaQuotaBytes: number) =>
    new MediaService({ dataDir, mediaQuotaBytes } as AppConfig, {} as FieldCipher);
  const kept = async () => (await readdir(join(dataDir, 'media'))).toSorted();
  /** As if it had been sent so long ago. */
  const age = async (file: string, ms: number) => {
    const at = new Date(desk.clock.now() - ms);
    await utimes(join(dataDir, 'media', file), at, at);
  };
  const shown = (file: string): BankItemBody => ({
    kind: 'true-false',
    stem: '示例：太阳从东方升起。',
    correctResponse: true,
    tags: [],
    media: [{ kind: 'sign-video', file: `${'0'.repeat(64)}.mp4`, captions: file }],
  });

  it('go where no revision names them and nobody has sent them for a week; the rest stays', async () => {
    const media = service(100 * KB);
    const keep = async (words: string) => (await media.keep('captions', captions(words))).file;
    const [used, former, unused, young, again] = [
      await keep('一'), await keep('二'), await keep('三'), await keep('四'), await keep('五'),
    ]; // prettier-ignore
    const bankId = await desk.newBank();
    const id = await desk.editor.create(bankId, { item: shown(former) }, OPERATOR);
    await desk.editor.edit(bankId, id, { item: shown(used), revision: 1 }, OPERATOR);
    const broken = '.0011223344556677';
    await writeFile(join(dataDir, 'media', broken), 'half a film');
    for (const file of [used, former, unused, again, broken]) await age(file, 8 * DAY);
    await age(young, 6 * DAY);
    await keep('五');
    const sweeper = new MediaSweeper(media, database.reader, desk.clock);
    expect((await sweeper.sweep()).toSorted()).toEqual([unused, broken].toSorted());
    expect(await kept()).toEqual([used, former, young, again].toSorted());
    expect(await sweeper.sweep()).toEqual([]);
  });

  it('are refused where there is no more room, but for what is there already', async () => {
    const media = service(10 * KB);
    const first = captions('一', 6 * KB);
    const { file } = await media.keep('captions', first);
    await expect(media.keep('captions', captions('二', 6 * KB))).rejects.toMatchObject({
      refusal: { code: 'bank.media-rejected', message: expect.stringContaining('已满') },
    });
    expect((await media.keep('captions', first)).file).toBe(file);
    expect((await media.keep('captions', captions('三', KB))).file).toMatch(/\.vtt$/u);
    expect(await kept()).toHaveLength(2);
    // What the sweeper takes makes room.
    await age(file, 8 * DAY);
    await new MediaSweeper(media, database.reader, desk.clock).sweep();
    await media.keep('captions', captions('二', 6 * KB));
  });

  it('are called by what they hold', async () => {
    const bytes = captions('一', 3000 * KB - 100).subarray(0, 1000 * KB);
    const { file } = await service(10_000 * KB).keep('captions', bytes);
    expect(file).toBe(`${createHash('sha256').update(bytes).digest('hex')}.vtt`);
  });
});
