import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';

import type { ChainEnd } from '../core/audit/chain.js';

const FOLDER = 'heads';

/**
 * How far a chain has come, noted beside the keys: a chain that was cut off at its end is sound in itself, and only
 * something outside the database can tell. Written after the commit, so it is never ahead of the database.
 */
export class HeadNote {
  private readonly folder: string;

  constructor(
    keysDir: string,
    private readonly chain: string,
  ) {
    this.folder = join(keysDir, FOLDER);
  }

  /** Does nothing where a later place is noted: somebody has put an older database in place, and `verify` must say so. */
  async write(end: ChainEnd): Promise<void> {
    const noted = await notedIn(this.folder, this.chain);
    if (end.sequence === 0 || (noted !== null && noted.sequence >= end.sequence)) return;
    await mkdir(this.folder, { recursive: true });
    const path = pathOf(this.folder, this.chain);
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ sequence: end.sequence, mac: end.mac })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }
}

const pathOf = (folder: string, chain: string): string => join(folder, `${chain}.json`);

async function notedIn(folder: string, chain: string): Promise<ChainEnd | null> {
  const text = await readFile(pathOf(folder, chain), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as ChainEnd);
}

/** Every place that is noted, by chain. */
export async function notedHeads(keysDir: string): Promise<ReadonlyMap<string, ChainEnd>> {
  const folder = join(keysDir, FOLDER);
  const names = await readdir(folder).catch(() => []);
  const chains = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length));
  const heads = new Map<string, ChainEnd>();
  for (const chain of chains) {
    const noted = await notedIn(folder, chain);
    if (noted) heads.set(chain, noted);
  }
  return heads;
}
