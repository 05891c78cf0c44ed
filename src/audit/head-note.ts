import { mkdir, open, readFile, readdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import type { EntityManager } from 'typeorm';

import { reaches, type ChainBreak, type ChainEnd } from '../core/audit/chain.js';
import { endOf, macAt, type AuditChain } from './audit-chain.js';

const FOLDER = 'heads';

/**
 * How far a chain has come, noted beside the keys: a chain that was cut off at its end is sound in itself, and only
 * something outside the database can tell. Written after the commit, so it is never ahead of the database.
 */
class HeadNote {
  private readonly folder: string;

  constructor(
    keysDir: string,
    private readonly chain: string,
  ) {
    this.folder = join(keysDir, FOLDER);
  }

  /** Null: none yet. */
  noted(): Promise<ChainEnd | null> {
    return notedIn(this.folder, this.chain);
  }

  /**
   * Notes the end of the chain, where the chain holds what is noted already. Otherwise it was cut off or replaced, and
   * the note stays for good: a chain that grows past it must not become whole by that. @returns how the chain is broken
   */
  async advance(manager: EntityManager): Promise<ChainBreak | null> {
    // Before the end is read: another command may note a later one in between.
    const noted = await this.noted();
    const broken = noted && (await brokenAt(manager, this.chain, noted));
    if (broken !== null) return broken;
    const end = await endOf(manager, this.chain);
    if (end.sequence > (noted?.sequence ?? 0)) await this.write(end);
    return null;
  }

  private async write({ sequence, mac }: ChainEnd): Promise<void> {
    await mkdir(this.folder, { recursive: true });
    const path = pathOf(this.folder, this.chain);
    const file = await open(`${path}.new`, 'w', 0o600);
    try {
      await file.writeFile(`${JSON.stringify({ sequence, mac })}\n`);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(`${path}.new`, path);
  }
}

export const headNoteOf = ({ keys, name }: AuditChain): HeadNote => new HeadNote(keys.places.keysDir, name);

const pathOf = (folder: string, chain: string): string => join(folder, `${chain}.json`);

async function notedIn(folder: string, chain: string): Promise<ChainEnd | null> {
  const text = await readFile(pathOf(folder, chain), 'utf8').catch(() => null);
  return text === null ? null : (JSON.parse(text) as ChainEnd);
}

/** Null: the chain holds the noted place. */
export const brokenAt = async (manager: EntityManager, chain: string, noted: ChainEnd): Promise<ChainBreak | null> =>
  reaches(await endOf(manager, chain), noted, await macAt(manager, chain, noted.sequence));

/** Chains that were cut off before, or replaced at, the place that is noted. */
export async function cutChains(manager: EntityManager, keysDir: string): Promise<readonly string[]> {
  const cut: string[] = [];
  for (const [chain, noted] of await notedHeads(keysDir)) {
    if ((await brokenAt(manager, chain, noted)) !== null) cut.push(chain);
  }
  return cut;
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
