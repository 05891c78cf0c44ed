import type { EnteredBy } from '../../protocol/events.js';
import type { Needs, NeedsState } from '../../protocol/frames.js';

/** How long a lost participant is still waited for: a lift, a tunnel, a change of network. */
export const PRESENCE_GRACE_MS = 30_000;
/** One device, several people in turn: whoever waits for theirs is present, and the item waits for its deadline. */
export const ASSISTED_GRACE_MS = 10 * 60_000;

/** What the contest needs of a connection; a socket in the shell, a bot in a rehearsal. */
export interface Connection {
  readonly id: string;
  /** Since when, server epoch ms: of two connections of one seat on different nodes the later one holds it. */
  readonly since?: number;
}

/** One participant as the running contest holds it. */
export interface Seat {
  readonly id: string;
  readonly branchId: string;
  readonly joinedAt: number;
  /** See entry/rejoin-code. */
  rejoinDigest: string;
  rejoinNumber: number | null;
  readonly joinId: string | null;
  /** Of the roster; null where somebody came in by name. */
  readonly personId: string | null;
  readonly simulated: boolean;
  name: string;
  /** Tells two people of the same name in one branch apart: 1, 2 … */
  nameOrdinal: number;
  tokenHash: string;
  needs: Needs | null;
  /** More time counts when approved. */
  needsState: NeedsState;
  enteredBy: EnteredBy;
  connection: Connection | null;
  /** When the connection was lost (or the seat taken without one); null while connected. */
  lostAt: number | null;
  removed: boolean;
}

/** How much more time this person has. */
export const multiplierOf = ({ needs, needsState }: Seat): Needs['multiplier'] =>
  needs !== null && needsState === 'approved' ? needs.multiplier : 1;

/** The participants of one running contest, by id, token and rejoin code. */
export class Roster {
  readonly #seats = new Map<string, Seat>();
  readonly #byRejoinDigest = new Map<string, Seat>();
  readonly #byJoinId = new Map<string, Seat>();
  readonly #byPersonId = new Map<string, Seat>();
  /** Codes of seats whose row is still on its way to the disk. */
  readonly #reservedDigests = new Set<string>();
  /** Highest ordinal of each name in each branch. */
  readonly #ordinals = new Map<string, number>();
  readonly #connectedByBranch = new Map<string, number>();
  readonly #joinedByBranch = new Map<string, number>();
  #connected = 0;
  #renamings = 0;
  #joined = 0;

  /** @returns the seat of that person here, which may be there already where two ways lead to its row */
  add(seat: Seat): Seat {
    const known = this.#seats.get(seat.id);
    if (known) return known;
    this.#seats.set(seat.id, seat);
    this.#byRejoinDigest.set(seat.rejoinDigest, seat);
    if (seat.joinId !== null) this.#byJoinId.set(seat.joinId, seat);
    if (seat.personId !== null) this.#byPersonId.set(seat.personId, seat);
    this.#reservedDigests.delete(seat.rejoinDigest);
    this.#reserve(seat.branchId, seat.name, seat.nameOrdinal);
    if (!seat.removed) this.#count(this.#joinedByBranch, seat.branchId, 1, () => this.#joined++);
    return seat;
  }

  get(participantId: string): Seat | undefined {
    return this.#seats.get(participantId);
  }

  /** The seat of a join that is sent again because its ack was lost. */
  byJoinId(joinId: string): Seat | undefined {
    return this.#byJoinId.get(joinId);
  }

  /** One seat for one person of the roster, whatever the device. */
  byPersonId(personId: string): Seat | undefined {
    return this.#byPersonId.get(personId);
  }

  byRejoinDigest(digest: string): Seat | undefined {
    return this.#byRejoinDigest.get(digest);
  }

  reserveRejoinDigest(digest: string): void {
    this.#reservedDigests.add(digest);
  }

  /** The code before is void from now on. */
  renewRejoinCode(seat: Seat, digest: string, number: number): void {
    this.#byRejoinDigest.delete(seat.rejoinDigest);
    seat.rejoinDigest = digest;
    seat.rejoinNumber = number;
    this.#byRejoinDigest.set(digest, seat);
    this.#reservedDigests.delete(digest);
  }

  knowsRejoinDigest(digest: string): boolean {
    return this.#byRejoinDigest.has(digest) || this.#reservedDigests.has(digest);
  }

  /** The number that tells the next person of this name in this branch apart; taken at once. */
  nextOrdinal(branchId: string, name: string): number {
    const ordinal = (this.#ordinals.get(ordinalKey(branchId, name)) ?? 0) + 1;
    this.#reserve(branchId, name, ordinal);
    return ordinal;
  }

  #reserve(branchId: string, name: string, ordinal: number): void {
    const key = ordinalKey(branchId, name);
    this.#ordinals.set(key, Math.max(ordinal, this.#ordinals.get(key) ?? 0));
  }

  /** Every seat that still takes part. */
  *active(): IterableIterator<Seat> {
    for (const seat of this.#seats.values()) if (!seat.removed) yield seat;
  }

  all(): IterableIterator<Seat> {
    return this.#seats.values();
  }

  get removed(): number {
    return this.#seats.size - this.#joined;
  }

  get joined(): number {
    return this.#joined;
  }

  get connected(): number {
    return this.#connected;
  }

  /** Gives the seat to a connection and returns the one that held it before, if another. */
  connect(seat: Seat, connection: Connection): Connection | null {
    const before = seat.connection;
    seat.connection = connection;
    seat.lostAt = null;
    if (before === null) this.#count(this.#connectedByBranch, seat.branchId, 1, () => this.#connected++);
    return before !== null && before.id !== connection.id ? before : null;
  }

  /** A late disconnect of a connection that was already replaced changes nothing. */
  disconnect(seat: Seat, connectionId: string, now: number): void {
    if (seat.connection?.id !== connectionId) return;
    seat.connection = null;
    seat.lostAt = now;
    this.#count(this.#connectedByBranch, seat.branchId, -1, () => this.#connected--);
  }

  /** Somebody sits there on another node: nobody is waited for here. */
  movedElsewhere(seat: Seat): void {
    if (seat.connection) this.disconnect(seat, seat.connection.id, 0);
    seat.lostAt = null;
  }

  /** Every seat ever taken. */
  get size(): number {
    return this.#seats.size;
  }

  /** Changes so far of names on a board. */
  get renamings(): number {
    return this.#renamings;
  }

  rename(seat: Seat, name: string, nameOrdinal: number): void {
    seat.name = name;
    seat.nameOrdinal = nameOrdinal;
    this.#renamings++;
  }

  /** No code leads to the seat any more; it counts as before. */
  lock(seat: Seat): void {
    this.#byRejoinDigest.delete(seat.rejoinDigest);
    seat.rejoinDigest = '';
    if (seat.joinId !== null) this.#byJoinId.delete(seat.joinId);
  }

  remove(seat: Seat): void {
    if (seat.removed) return;
    seat.removed = true;
    this.#count(this.#joinedByBranch, seat.branchId, -1, () => this.#joined--);
  }

  /** After a restart everybody is on the way back: they are waited for like people who lost the network just now. */
  awaitReturn(now: number): void {
    for (const seat of this.active()) if (seat.connection === null) seat.lostAt = now;
  }

  isPresent(seat: Seat, now: number): boolean {
    if (seat.removed) return false;
    const grace = seat.enteredBy === 'assistant' ? ASSISTED_GRACE_MS : PRESENCE_GRACE_MS;
    return seat.connection !== null || (seat.lostAt !== null && now - seat.lostAt < grace);
  }

  /** Largest time multiplier among those present; 1 when nobody is. */
  largestMultiplier(now: number): number {
    let largest = 1;
    // Asked four times a second among several nodes: past the many without needs as cheaply as may be.
    for (const seat of this.#seats.values()) {
      if (seat.needs === null) continue;
      const multiplier = multiplierOf(seat);
      if (multiplier > largest && this.isPresent(seat, now)) largest = multiplier;
    }
    return largest;
  }

  countsByBranch(branchId: string): { connected: number; joined: number } {
    return {
      connected: this.#connectedByBranch.get(branchId) ?? 0,
      joined: this.#joinedByBranch.get(branchId) ?? 0,
    };
  }

  #count(byBranch: Map<string, number>, branchId: string, by: number, total: () => void): void {
    byBranch.set(branchId, (byBranch.get(branchId) ?? 0) + by);
    total();
  }
}

const ordinalKey = (branchId: string, name: string): string => `${branchId}\n${name}`;
