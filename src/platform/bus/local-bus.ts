import { Bus, Listeners, type BusListener, type NodeIdentity } from './bus.js';

/** Where several nodes live in one process (tests of what nodes tell each other). */
export class BusHub {
  readonly #members = new Set<LocalBus>();

  join(member: LocalBus): void {
    this.#members.add(member);
  }

  leave(member: LocalBus): void {
    this.#members.delete(member);
  }

  others(member: LocalBus): readonly LocalBus[] {
    return [...this.#members].filter((other) => other !== member);
  }
}

/** The bus of a single machine: nobody else is there. With a hub, of several nodes in one process. */
export class LocalBus extends Bus {
  readonly isUp = true;
  readonly #listeners: Listeners;

  constructor(
    readonly self: NodeIdentity,
    private readonly hub: BusHub | null = null,
    onFault: (topic: string, error: unknown) => void = () => undefined,
  ) {
    super();
    this.#listeners = new Listeners(onFault);
    hub?.join(this);
  }

  get isShared(): boolean {
    return this.hub !== null;
  }

  publish(topic: string, payload: unknown): void {
    // As text, as it would travel: nobody gets hold of an object of ours.
    const words = JSON.stringify(payload);
    for (const other of this.hub?.others(this) ?? []) {
      setImmediate(() => other.#listeners.tell(topic, JSON.parse(words), this.self));
    }
  }

  on(topic: string, listener: BusListener): void {
    this.#listeners.add(topic, listener);
  }

  onRecovered(): void {
    // Nothing is ever lost here.
  }

  async close(): Promise<void> {
    this.hub?.leave(this);
    await Promise.resolve();
  }
}
