import { accepts, elapsedMs, ownLimitMs, speedCounts } from '../../core/contest/deadline.js';
import { checkResponse } from '../../core/item/response-shape.js';
import { newId } from '../../platform/ids.js';
import { isLostConnection } from '../../platform/database/lost-connection.js';
import { refusalOf } from '../../platform/refusal.js';
import type { Ack, SubmitMessage, SubmitReceipt } from '../../protocol/events.js';
import { RefusalError } from '../../platform/refusal.js';
import type { ContestStore, ResponseRow, StoredReceipt } from '../contest.store.js';
import type { LiveContest } from './live-contest.js';
import { multiplierOf, type Seat } from './roster.js';

type SubmitAck = Ack<SubmitReceipt>;

const refusal = (code: Parameters<typeof refusalOf>[0]): SubmitAck => ({ ok: false, error: refusalOf(code) });

const alreadySubmitted = (first: SubmitReceipt): SubmitAck => ({
  ok: false,
  error: { ...refusalOf('response.already-submitted'), receipt: first },
});

const accepted = ({ submissionId, receivedAt }: SubmitReceipt): SubmitAck => ({
  ok: true,
  data: { submissionId, receivedAt },
});

/** A submissionId used again for another item would get a receipt for a response that was never taken. */
function isReceiptOf(stored: StoredReceipt, message: SubmitMessage): boolean {
  return stored.contestItemId === message.contestItemId && stored.opening === message.opening;
}

/** A retry of the same submission gets the same receipt; another submission learns of the first. */
function settleRetry(message: SubmitMessage, first: SubmitReceipt): SubmitAck {
  return first.submissionId === message.submissionId ? accepted(first) : alreadySubmitted(first);
}

/**
 * Takes one response: checks it, commits it with whatever else is in the lane, and only then answers. Never
 * throws: every refusal is an ack. The caller has checked the shape of the message and whose seat it is.
 */
export async function submitResponse(
  live: LiveContest,
  store: ContestStore,
  seat: Seat,
  message: SubmitMessage,
  now: number,
): Promise<SubmitAck> {
  try {
    return await takeResponse(live, store, seat, message, now);
  } catch (error) {
    if (isLostConnection(error)) return refusal('server.busy');
    return { ok: false, error: error instanceof RefusalError ? error.refusal : refusalOf('server.error') };
  }
}

async function takeResponse(
  live: LiveContest,
  store: ContestStore,
  seat: Seat,
  message: SubmitMessage,
  now: number,
): Promise<SubmitAck> {
  const { book } = live;
  const known = book?.contestItemId === message.contestItemId ? book.inOpening(seat.id, message.opening) : undefined;
  if (known) return settleRetry(message, known);
  const inFlight = book?.inFlight(seat.id);
  if (inFlight) {
    await inFlight.done.catch(() => undefined);
    return takeResponse(live, store, seat, message, now);
  }

  const multiplier = multiplierOf(seat);
  const verdict = accepts(live.plan, live.state, message.contestItemId, message.opening, multiplier, now);
  const opening = live.currentOpening;
  const item = live.currentItem;
  if (verdict !== 'ok' || !opening || !item || !book) {
    // A retry of a response whose ack was lost may come after the item has closed, or even after a restart.
    const stored = await store.receiptOf(message.submissionId, seat.id);
    if (stored) return isReceiptOf(stored, message) ? accepted(stored) : refusal('response.malformed');
    return refusal(verdict === 'ok' ? 'item.not-open' : verdict);
  }
  const response = checkResponse(item, message.response);
  if (!response) return refusal('response.malformed');

  const timed = speedCounts(live.plan);
  const row: ResponseRow = {
    id: newId(),
    contestId: live.id,
    contestItemId: message.contestItemId,
    opening: message.opening,
    participantId: seat.id,
    submissionId: message.submissionId,
    response,
    receivedAt: now,
    ownLimitMs: timed ? ownLimitMs(live.plan, opening, multiplier) : null,
    elapsedMs: timed ? elapsedMs(opening, now) : null,
  };
  const done = store.appendResponse(row);
  book.launch(seat.id, message.submissionId, done);
  try {
    const stored = await done;
    if (stored === null) return await closedElsewhere(live, seat, message, now);
    if (stored.participantId !== seat.id || !isReceiptOf(stored, message)) return refusal('response.malformed');
    // Also when the row was there already: a commit whose answer was lost is found again, and counts like any other.
    if (stored.submissionId === message.submissionId) {
      live.bookResponse({ ...row, receivedAt: stored.receivedAt });
      live.tallyDirty = true;
    }
    return settleRetry(message, stored);
  } finally {
    book.land(seat.id);
  }
}

/** Another node has moved the contest on, and its hint has not come yet. */
async function closedElsewhere(live: LiveContest, seat: Seat, message: SubmitMessage, now: number): Promise<SubmitAck> {
  await live.catchUp();
  const { contestItemId, opening } = message;
  const verdict = accepts(live.plan, live.state, contestItemId, opening, multiplierOf(seat), now);
  return refusal(verdict === 'ok' ? 'item.not-open' : verdict);
}
