import type { EntityManager } from 'typeorm';

import type { ChainEnd } from '../core/audit/chain.js';
import type { Cover } from '../core/audit/cover.js';

/** What an entry that went vouched for, and when (epoch milliseconds); earlier versions kept no time. */
export interface CarriedCover extends Cover {
  readonly at?: number;
}

/** Where a chain begins since it was pruned. */
export interface Checkpoint extends ChainEnd {
  /** In the order of the chain. */
  readonly covers: readonly CarriedCover[];
  /** What the signature is of. */
  readonly words: string;
  readonly signature: string;
}

interface Row extends ChainEnd {
  readonly chain: string;
  readonly at: number;
  readonly covers: string;
  readonly signature: string;
}

const checkpointWords = ({ chain, sequence, mac, at, covers }: Omit<Row, 'signature'>): string =>
  JSON.stringify(['checkpoint', chain, sequence, mac, at, covers]);

/** By chain. */
export async function checkpointsOf(manager: EntityManager): Promise<ReadonlyMap<string, Checkpoint>> {
  const rows = (await manager.query(
    'SELECT chain, sequence, mac, at, covers, signature FROM audit_checkpoint',
  )) as readonly Row[];
  return new Map(
    rows.map((row) => {
      const { sequence, mac, signature } = row;
      const covers = JSON.parse(row.covers) as CarriedCover[];
      return [row.chain, { sequence, mac, covers, words: checkpointWords(row), signature }];
    }),
  );
}

/** In the transaction that deletes the entries up to it. */
export async function writeCheckpoint(
  manager: EntityManager,
  { chain, sequence, mac, covers }: ChainEnd & { readonly chain: string; readonly covers: readonly CarriedCover[] },
  at: number,
  sign: (words: string) => string,
): Promise<void> {
  const row = { chain, sequence, mac, at, covers: JSON.stringify(covers) };
  await manager.query('DELETE FROM audit_checkpoint WHERE chain = $1', [chain]);
  await manager.query(
    'INSERT INTO audit_checkpoint (chain, sequence, mac, at, covers, signature) VALUES ($1, $2, $3, $4, $5, $6)',
    [chain, sequence, mac, at, row.covers, sign(checkpointWords(row))],
  );
}
