/** A faultless body for every client event, to be spoilt in one place at a time. */
import type { ClientEvent } from '../../src/protocol/events.js';

export interface BodyOf {
  readonly contestId: string;
  readonly contestItemId: string;
  readonly participantId: string;
  readonly pin: string;
  readonly screenKey: string;
  readonly version: number;
  readonly opening: number;
}
export type Body = Readonly<Record<string, unknown>>;

const NEEDS = { multiplier: 1.5, readAloud: true };

export function bodiesOf(of: BodyOf): Readonly<Record<ClientEvent, Body>> {
  const { contestId, contestItemId, participantId, pin, screenKey, version, opening } = of;
  const lifecycle = { contestId, expectedVersion: version };
  const person = { contestId, participantId };
  return {
    'contest:join': {
      pin,
      name: '示例丁',
      joinId: 'join-0123456789abcdef',
      enteredBy: 'self',
      branchId: 'none',
      consent: { notice: true, needs: true },
      needs: NEEDS,
      locale: 'zh-CN',
    },
    'contest:watch': { contestId, as: 'screen', screenKey },
    'contest:sync': { contestId, sinceVersion: 0 },
    'response:submit': {
      contestId,
      contestItemId,
      opening,
      submissionId: 'submission-0001',
      response: { value: true },
    },
    'participant:update-needs': { contestId, needs: NEEDS, consent: true },
    'clock:ping': { sentAt: 1 },
    'item:peek': { contestId, contestItemId },
    'record:own': { contestId },
    'appeal:file': { contestId, contestItemId, text: '示例申诉理由' },
    'contest:open-lobby': lifecycle,
    'contest:return-to-draft': lifecycle,
    'round:introduce': { ...lifecycle, roundId: 'none' },
    'item:present': { ...lifecycle, contestItemId },
    'item:open': lifecycle,
    'item:extend': { ...lifecycle, seconds: 5 },
    'item:close': { ...lifecycle, override: true },
    'item:reveal': lifecycle,
    'item:reopen': lifecycle,
    'item:skip': { ...lifecycle, contestItemId },
    'item:void': { ...lifecycle, contestItemId, reason: '示例理由' },
    'leaderboard:show': { ...lifecycle, shown: true },
    'leaderboard:freeze': lifecycle,
    'leaderboard:thaw': lifecycle,
    'contest:pause': lifecycle,
    'contest:resume': lifecycle,
    'contest:end': lifecycle,
    'contest:finalize': lifecycle,
    'contest:take-over': lifecycle,
    'screen:show': { ...lifecycle, view: 'blank' },
    'participant:remove': { ...person, reason: '示例理由' },
    'participant:rename': { ...person, name: '示例戊' },
    'participant:set-needs': { ...person, needs: NEEDS },
    'caption:send': { contestId, text: '示例字幕' },
  };
}
