/** Sending one response until the server has it on disk: the same submissionId each time, so a retry is harmless. */
import type { SubmitMessage, SubmitReceipt } from '@protocol/events.js';
import { isPassing } from '../lib/refusal.js';
import type { Failure, Result } from '../lib/refusal.js';

export type SubmissionState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'retrying' }
  | { readonly kind: 'saved'; readonly receivedAt: number }
  | { readonly kind: 'refused'; readonly error: Failure };

export interface SubmissionTools {
  readonly send: (message: SubmitMessage) => Promise<Result<SubmitReceipt>>;
  readonly wait: (ms: number) => Promise<void>;
  readonly show: (state: SubmissionState) => void;
  /** Another device or tab was first: fetch the truth. */
  readonly conflict: () => void;
}

const FIRST_WAIT_MS = 300;
const LONGEST_WAIT_MS = 2000;

/** The socket is back before the seat is: the next attempt finds it. */
function mayPass(error: Failure): boolean {
  return isPassing(error.code) || error.code === 'contest.not-joined' || error.code === 'auth.required';
}

export class Submission {
  private current = 0;
  constructor(private readonly tools: SubmissionTools) {}

  /** Ends when saved, refused for good, or superseded by `stop` or another `start`. */
  async start(message: SubmitMessage): Promise<void> {
    this.current += 1;
    const own = this.current;
    this.tools.show({ kind: 'saving' });
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
      const reply = await this.tools.send(message);
      if (own !== this.current) return;
      if (reply.ok) {
        this.tools.show({ kind: 'saved', receivedAt: reply.data.receivedAt });
        return;
      }
      if (!mayPass(reply.error)) {
        this.tools.show({ kind: 'refused', error: reply.error });
        if (reply.error.code === 'response.already-submitted') this.tools.conflict();
        return;
      }
      this.tools.show({ kind: 'retrying' });
      await this.tools.wait(reply.error.retryAfterMs ?? waitMs);
      if (own !== this.current) return;
    }
  }

  stop(): void {
    this.current += 1;
  }
}
