import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import type { AppConfig } from '../../src/platform/config/app-config.js';
import { ImportShelf, ShelfLimits } from '../../src/question-bank/import/import-shelf.js';
import { ManualClock } from '../support/manual-clock.js';

const ABOUT = { fileName: '示例.txt', contentHash: 'x' };
const HOUR = 60 * 60_000;

/** A promise and how to keep it. */
function gate() {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

describe('the shelf of imports', () => {
  let dataDir: string;
  let clock: ManualClock;
  const shelves: ImportShelf[] = [];

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'xuesai-shelf-'));
    clock = new ManualClock();
  });
  afterEach(async () => {
    for (const shelf of shelves.splice(0)) shelf.onApplicationShutdown();
    await rm(dataDir, { recursive: true, force: true });
  });

  async function shelf(limits: Partial<ShelfLimits> = {}): Promise<ImportShelf> {
    const made = new ImportShelf({ dataDir } as AppConfig, clock, ShelfLimits.with(limits));
    shelves.push(made);
    await made.onModuleInit();
    return made;
  }
  const put = (on: ImportShelf, bytes = 10) =>
    on.add(ABOUT, bytes, async ({ id, folder }) => {
      await folder.writeBytes('upload', new Uint8Array(bytes));
      clock.advance(1);
      return id;
    });
  const kept = () => readdir(join(dataDir, 'imports'));
  const idOf = (on: ImportShelf, id: string) => on.use(id, ({ id: found }) => Promise.resolve(found));

  it('keeps nothing of what was refused', async () => {
    const on = await shelf();
    const refused = on.add(ABOUT, 10, async ({ folder }) => {
      await folder.writeBytes('upload', new Uint8Array(10));
      throw new Error('示例：忙');
    });
    await expect(refused).rejects.toThrow('忙');
    expect(await kept()).toEqual([]);
  });

  it.each<[string, Partial<ShelfLimits>]>([
    ['number', { looks: 3 }],
    ['bytes', { bytes: 4000 }],
  ])('lets the oldest go where their %s is too large, after a restart as well', async (_, limits) => {
    const on = await shelf(limits);
    const ids = [];
    for (let at = 0; at < 3; at += 1) ids.push(await put(on, 1000));
    expect((await kept()).toSorted()).toEqual(ids.toSorted());
    const restarted = await shelf(limits);
    const last = await put(restarted, 1000);
    expect((await kept()).toSorted()).toEqual([...ids.slice(1), last].toSorted());
    await expect(idOf(restarted, ids[0] ?? '')).rejects.toMatchObject({ refusal: { code: 'rest.not-found' } });
    expect(await idOf(restarted, last)).toBe(last);
  });

  it('never lets go of one that is being loaded, and says so where there is no room beside', async () => {
    const on = await shelf({ looks: 2 });
    const [first, second] = [await put(on), await put(on)];
    const { open, opened } = gate();
    const loads = [first, second].map((id) => on.use(id, () => opened));
    await expect(put(on)).rejects.toMatchObject({
      refusal: { code: 'server.busy', message: expect.stringMatching(/请.+。$/u), retryAfterMs: expect.any(Number) },
    });
    expect((await kept()).toSorted()).toEqual([first, second].toSorted());
    open();
    await Promise.all(loads);
    const third = await put(on);
    expect((await kept()).toSorted()).toEqual([second, third].toSorted());
  });

  it('does one thing at a time with each', async () => {
    const on = await shelf();
    const id = await put(on);
    const { open, opened } = gate();
    const order: string[] = [];
    const first = on.use(id, () => opened.then(() => void order.push('first')));
    const second = on.use(id, () => Promise.resolve(void order.push('second')));
    open();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  it('clears at the start what is a day old and what a crash left half written', async () => {
    const on = await shelf();
    await put(on);
    clock.advance(23 * HOUR);
    const young = await put(on);
    clock.advance(2 * HOUR);
    await on.add(ABOUT, 1, async ({ folder }) => {
      await writeFile(folder.pathOf('upload'), 'x');
      await rm(folder.pathOf('meta.json'));
      const crashedAt = (clock.now() - HOUR) / 1000;
      await utimes(folder.path, crashedAt, crashedAt);
    });
    expect(await kept()).toHaveLength(3);
    await shelf();
    expect(await kept()).toEqual([young]);
  });

  it('is shared by nodes: one loads what another has looked at, and leaves alone what it is writing', async () => {
    const [on, inside] = [await shelf(), gate()];
    const id = await put(on);
    const writing = on.add(ABOUT, 1, async ({ folder }) => {
      await rm(folder.pathOf('meta.json'));
      await utimes(folder.path, clock.now() / 1000, clock.now() / 1000);
      const other = await shelf();
      expect(await idOf(other, id)).toBe(id);
      inside.open();
    });
    await inside.opened;
    await writing;
    expect(await kept()).toHaveLength(2);
    const later = await put(on);
    expect(await idOf(shelves.at(-1) ?? on, later)).toBe(later);
    await expect(idOf(on, '../../keys')).rejects.toMatchObject({ refusal: { code: 'rest.not-found' } });
  });
});
