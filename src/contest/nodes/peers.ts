import { Injectable } from '@nestjs/common';

import { Bus } from '../../platform/bus/bus.js';
import { Clock } from '../../platform/clock/clock.js';
import { Nodes } from '../../platform/nodes/nodes.service.js';
import { PRESENCE_GRACE_MS } from '../live/roster.js';

/** What a node says of its own people in one contest. */
export interface Digest {
  readonly contestId: string;
  /** Which opening of which item it knows to be at hand; see openingKey. */
  readonly opening: string | null;
  readonly connected: number;
  /** People within their own time who have not responded to that opening. */
  readonly stillResponding: number;
  readonly largestMultiplier: number;
  readonly byBranch: Readonly<Record<string, number>>;
}

interface Heard extends Digest {
  readonly at: number;
}

const FIGURES = 'contest-figures';
/** A digest comes each second at least. */
const FRESH_MS = 2500;

export const openingKey = (contestItemId: string, opening: number): string => `${contestItemId}:${opening}`;

/**
 * Who is connected to other nodes, and whether anybody there is still responding. Figures alone, good for a tally and for
 * an early close; no result and no deadline hangs on them.
 */
@Injectable()
export class Peers {
  /** By contest and incarnation. */
  readonly #heard = new Map<string, Map<string, Heard>>();

  constructor(
    private readonly bus: Bus,
    private readonly nodes: Nodes,
    private readonly clock: Clock,
  ) {
    bus.on(FIGURES, (payload, from) => {
      for (const digest of payload as readonly Digest[]) this.#hear(digest, from.incarnation);
    });
  }

  tell(digests: readonly Digest[]): void {
    if (digests.length > 0) this.bus.publish(FIGURES, digests);
  }

  connected(contestId: string): number {
    return this.#fresh(contestId).reduce((sum, { connected }) => sum + connected, 0);
  }

  connectedOf(contestId: string, branchId: string): number {
    return this.#fresh(contestId).reduce((sum, { byBranch }) => sum + (byBranch[branchId] ?? 0), 0);
  }

  largestMultiplier(contestId: string): number {
    return this.#fresh(contestId).reduce((most, { largestMultiplier }) => Math.max(most, largestMultiplier), 1);
  }

  stillResponding(contestId: string, opening: string): number {
    const same = this.#fresh(contestId).filter((digest) => digest.opening === opening);
    return same.reduce((sum, { stillResponding }) => sum + stillResponding, 0);
  }

  /**
   * Whether it is known that nobody elsewhere need be waited for. Where a node is silent, or has gone lately with people who
   * may be on their way to another one, it is not: then the deadline closes the item.
   */
  haveResponded(contestId: string, opening: string): boolean {
    if (!this.nodes.isShared) return true;
    if (!this.nodes.isKnown) return false;
    const heard = this.#heard.get(contestId);
    const now = this.clock.now();
    const alive = new Set(this.nodes.alive.map(({ incarnation }) => incarnation));
    for (const incarnation of alive) {
      const digest = heard?.get(incarnation);
      if (!digest || now - digest.at > FRESH_MS || digest.opening !== opening || digest.stillResponding > 0)
        return false;
    }
    for (const [incarnation, digest] of heard ?? []) {
      if (alive.has(incarnation) || digest.connected === 0 || now - digest.at > PRESENCE_GRACE_MS) continue;
      if (digest.opening !== opening || digest.stillResponding > 0) return false;
    }
    return true;
  }

  /** Nobody plays that contest any more. */
  forget(contestId: string): void {
    this.#heard.delete(contestId);
  }

  #fresh(contestId: string): readonly Heard[] {
    const heard = this.#heard.get(contestId);
    if (!heard) return [];
    const now = this.clock.now();
    return [...heard.values()].filter(({ at }) => now - at <= FRESH_MS);
  }

  #hear(digest: Digest, incarnation: string): void {
    const now = this.clock.now();
    const known = this.#heard.get(digest.contestId) ?? new Map<string, Heard>();
    this.#heard.set(digest.contestId, known);
    for (const [other, { at }] of known) if (now - at > PRESENCE_GRACE_MS) known.delete(other);
    known.set(incarnation, { ...digest, at: now });
  }
}
