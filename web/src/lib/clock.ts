/** The offset between the server's clock and this device's, from `clock:ping` round trips. */
export interface ClockSample {
  /** Server clock minus own clock, taking the answer as made half-way. */
  readonly offset: number;
  readonly roundTripMs: number;
}

export function roundTrip(sentAt: number, serverAt: number, receivedAt: number): ClockSample {
  return { offset: serverAt - (sentAt + receivedAt) / 2, roundTripMs: receivedAt - sentAt };
}

/** Median offset of the quicker half: slow round trips are lopsided ones. 0 without samples. */
export function clockOffsetOf(samples: readonly ClockSample[]): number {
  if (samples.length === 0) return 0;
  const quick = [...samples].sort((a, b) => a.roundTripMs - b.roundTripMs).slice(0, Math.ceil(samples.length / 2));
  const offsets = quick.map((sample) => sample.offset).sort((a, b) => a - b);
  const middle = Math.floor(offsets.length / 2);
  const upper = offsets[middle] ?? 0;
  return offsets.length % 2 === 1 ? upper : (upper + (offsets[middle - 1] ?? upper)) / 2;
}
