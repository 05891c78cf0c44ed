import { describe, expect, it } from '@jest/globals';
import { ERROR_MESSAGES } from '../../../src/protocol/error-code.js';
import type { SubmitMessage, SubmitReceipt } from '../../../src/protocol/events.js';
import { clientFault } from '../lib/refusal.js';
import type { Failure, Result } from '../lib/refusal.js';
import { Submission } from './submission.js';
import type { SubmissionState } from './submission.js';

const message: SubmitMessage = {
  contestId: 'C',
  contestItemId: 'I',
  opening: 1,
  submissionId: 'S',
  response: { value: true },
};
const refused = (code: keyof typeof ERROR_MESSAGES, more: Partial<Failure> = {}): Result<SubmitReceipt> => ({
  ok: false,
  error: { code, message: ERROR_MESSAGES[code], ...more },
});
const saved: Result<SubmitReceipt> = { ok: true, data: { submissionId: 'S', receivedAt: 77 } };

function play(replies: readonly Result<SubmitReceipt>[]) {
  const sent: SubmitMessage[] = [];
  const shown: SubmissionState[] = [];
  const waits: number[] = [];
  let conflicts = 0;
  const submission = new Submission({
    send: (each) => {
      sent.push(each);
      return Promise.resolve(replies[sent.length - 1] ?? saved);
    },
    wait: (ms) => {
      waits.push(ms);
      return Promise.resolve();
    },
    show: (state) => shown.push(state),
    conflict: () => (conflicts += 1),
  });
  return { submission, sent, shown, waits, conflicts: () => conflicts };
}

describe('submission', () => {
  it('sends the same submissionId until it is acknowledged', async () => {
    const run = play([
      clientFault('client.no-reply'),
      clientFault('client.offline'),
      refused('contest.not-joined'),
      saved,
    ]);
    await run.submission.start(message);
    expect(run.sent.map(({ submissionId }) => submissionId)).toEqual(['S', 'S', 'S', 'S']);
    expect(run.shown.map(({ kind }) => kind)).toEqual(['saving', 'retrying', 'retrying', 'retrying', 'saved']);
    expect(run.waits).toEqual([300, 600, 1200]);
  });

  it('waits as long as a busy server says', async () => {
    const run = play([refused('server.busy', { retryAfterMs: 900 }), saved]);
    await run.submission.start(message);
    expect(run.waits).toEqual([900]);
    expect(run.shown[run.shown.length - 1]).toEqual({ kind: 'saved', receivedAt: 77 });
  });

  it('stops at a refusal that will not pass', async () => {
    const run = play([refused('item.not-open')]);
    await run.submission.start(message);
    expect(run.sent).toHaveLength(1);
    expect(run.shown[run.shown.length - 1]).toMatchObject({ kind: 'refused', error: { code: 'item.not-open' } });
    expect(run.conflicts()).toBe(0);
  });

  it('asks for the truth when another device was first', async () => {
    const run = play([refused('response.already-submitted')]);
    await run.submission.start(message);
    expect(run.conflicts()).toBe(1);
  });

  it('says nothing more once stopped', async () => {
    const run = play([clientFault('client.no-reply')]);
    const going = run.submission.start(message);
    run.submission.stop();
    await going;
    expect(run.shown.map(({ kind }) => kind)).toEqual(['saving']);
  });
});
