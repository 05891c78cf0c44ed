import type { RecordedResponse } from '../../core/scoring/types.js';

/** A response that is on disk. */
export interface BookedResponse extends RecordedResponse {
  readonly submissionId: string;
}

/**
 * The committed responses of the item at hand, over all its openings, and those whose commit is still in
 * flight. Earlier items live in the database only.
 */
export class ResponseBook {
  readonly #latest = new Map<string, BookedResponse>();
  readonly #inFlight = new Map<string, { readonly submissionId: string; readonly done: Promise<unknown> }>();
  /** Nothing more can come, and what other nodes have taken is in here. */
  isComplete = false;
  #openingInTally = 0;
  #respondedInOpening = 0;
  #inRows = 0;

  constructor(
    readonly contestItemId: string,
    booked: Iterable<BookedResponse> = [],
  ) {
    for (const response of booked) this.book(response);
  }

  book(response: BookedResponse): void {
    const before = this.#latest.get(response.participantId);
    if (before && before.opening >= response.opening) return;
    this.#latest.set(response.participantId, response);
    this.startOpening(response.opening);
    if (response.opening === this.#openingInTally) this.#respondedInOpening++;
  }

  /** From here on the tally counts this opening; an earlier one changes nothing. */
  startOpening(opening: number): void {
    if (opening <= this.#openingInTally) return;
    this.#openingInTally = opening;
    this.isComplete = false;
    this.#inRows = 0;
    this.#respondedInOpening = 0;
  }

  /** The response that counts so far: that of the latest opening in which the participant responded. */
  latest(participantId: string): BookedResponse | undefined {
    return this.#latest.get(participantId);
  }

  inOpening(participantId: string, opening: number): BookedResponse | undefined {
    const response = this.#latest.get(participantId);
    return response?.opening === opening ? response : undefined;
  }

  /** As far as this node knows. */
  get respondedInOpening(): number {
    return this.#respondedInOpening;
  }

  /** Wherever they came in: those known here, or those counted in the rows lately. */
  get respondedAnywhere(): number {
    return Math.max(this.#respondedInOpening, this.#inRows);
  }

  countedInRows(contestItemId: string, opening: number, count: number): void {
    if (contestItemId === this.contestItemId && opening === this.#openingInTally) this.#inRows = count;
  }

  /** Responses to this opening received until then, inclusive. */
  respondedUntil(opening: number, until: number): number {
    let count = 0;
    for (const response of this.#latest.values()) {
      if (response.opening === opening && response.receivedAt <= until) count++;
    }
    return count;
  }

  all(): IterableIterator<BookedResponse> {
    return this.#latest.values();
  }

  inFlight(participantId: string): { readonly submissionId: string; readonly done: Promise<unknown> } | undefined {
    return this.#inFlight.get(participantId);
  }

  launch(participantId: string, submissionId: string, done: Promise<unknown>): void {
    this.#inFlight.set(participantId, { submissionId, done });
  }

  land(participantId: string): void {
    this.#inFlight.delete(participantId);
  }

  /** Resolves when what is on its way at this moment has arrived or was refused. */
  async landed(): Promise<void> {
    await Promise.allSettled([...this.#inFlight.values()].map((entry) => entry.done));
  }

  /** Resolves when every response accepted so far is committed or refused. */
  async settled(): Promise<void> {
    while (this.#inFlight.size > 0) {
      await Promise.allSettled([...this.#inFlight.values()].map((entry) => entry.done));
    }
  }
}
