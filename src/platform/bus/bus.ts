/** One server process among those that share a database. */
export interface NodeIdentity {
  /** As the configuration names it; the same after a restart. */
  readonly name: string;
  /** Of this start of it alone: what an earlier start said is not taken for its own. */
  readonly incarnation: string;
}

/** @param from who said it */
export type BusListener = (payload: unknown, from: NodeIdentity) => void;

/**
 * Hints between the nodes: what to look at anew, never what is true. The truth stands in the database; a hint that is lost
 * makes a node late by a second and no more, because every node also looks by itself. So nothing waits for a hint, nothing
 * is decided by one, and what goes over the bus names no key, no response and no person.
 */
export abstract class Bus {
  abstract readonly self: NodeIdentity;
  /** Whether other nodes may exist at all; false on a single machine. */
  abstract readonly isShared: boolean;
  /** Whether hints arrive at present. */
  abstract readonly isUp: boolean;

  /** To every other node, in the order of the calls. Never throws and never waits. @param payload JSON */
  abstract publish(topic: string, payload: unknown): void;

  /** Hears what other nodes publish, not what this one does. A listener that throws is logged and disturbs no other. */
  abstract on(topic: string, listener: BusListener): void;

  /** Called when hints arrive again after a time in which some may have been lost. */
  abstract onRecovered(listener: () => void): void;

  abstract close(): Promise<void>;
}

/** What both kinds share: who listens to what. */
export class Listeners {
  readonly #byTopic = new Map<string, BusListener[]>();

  /** @param onFault told what a listener threw */
  constructor(private readonly onFault: (topic: string, error: unknown) => void) {}

  add(topic: string, listener: BusListener): void {
    const known = this.#byTopic.get(topic);
    if (known) known.push(listener);
    else this.#byTopic.set(topic, [listener]);
  }

  tell(topic: string, payload: unknown, from: NodeIdentity): void {
    for (const listener of this.#byTopic.get(topic) ?? []) {
      try {
        listener(payload, from);
      } catch (error) {
        this.onFault(topic, error);
      }
    }
  }
}
