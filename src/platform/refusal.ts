import { ERROR_MESSAGES, type ErrorCode, type Refusal } from '../protocol/error-code.js';

type More = Partial<Pick<Refusal, 'message' | 'retryAfterMs' | 'details' | 'conflicts'>>;

/** An expected refusal on its way to the client: the REST and ack filters show `refusal` and nothing else. */
export class RefusalError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code);
    this.name = new.target.name;
  }
}

/** The queue of writes is full; the client tries again after `retryAfterMs`. */
export class BusyError extends RefusalError {
  constructor(readonly retryAfterMs: number) {
    super(refusalOf('server.busy', { retryAfterMs }));
  }
}

/** The refusal as the client gets it; the sentence is that of the code unless `more` brings another. */
export const refusalOf = (code: ErrorCode, more: More = {}): Refusal => ({
  code,
  message: ERROR_MESSAGES[code],
  ...more,
});

/** `throw refuse('contest.unknown')` */
export const refuse = (code: ErrorCode, more: More = {}): RefusalError => new RefusalError(refusalOf(code, more));
