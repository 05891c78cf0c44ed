/** The only list of event names. `docs/protocol.md` describes each; a test holds them together. */
import type { AppealBody, OwnAppeal, OwnRecord } from './corrections.js';
import type { Refusal } from './error-code.js';
import type {
  Caption,
  ContestChanged,
  ItemKey,
  LeaderboardFrame,
  Needs,
  Notice,
  OwnParticipant,
  MattersChanged,
  OwnResult,
  OwnStanding,
  PresenceChanged,
  ResponseTallied,
  ScreenView,
  Snapshot,
} from './frames.js';
import type { ItemResponse } from './item.js';

export const PROTOCOL_VERSION = 1;
export const NAMESPACE = '/contest';
/** Responses are accepted for everyone until the own deadline plus this grace, for slow networks. */
export const NETWORK_GRACE_MS = 1000;

export type Ack<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: Refusal };
type Reply<T> = (ack: Ack<T>) => void;

export interface HandshakeAuth {
  readonly protocolVersion: number;
  readonly token?: string;
}

/** `assistant`: somebody else works the device, as the person asks; several may take turns on one. */
export const ENTERED_BY = ['self', 'assistant'] as const;
export type EnteredBy = (typeof ENTERED_BY)[number];

export interface JoinMessage {
  readonly pin: string;
  readonly name?: string;
  readonly branchId?: string;
  /** Personal code of the roster: 12 characters; it stands for name and branch. */
  readonly entryCode?: string;
  readonly rejoinCode?: string;
  /** Made by the client, 16 characters of chance or more: a join sent again because its ack was lost finds its seat. */
  readonly joinId?: string;
  /** `noticeVersion`: which notice the page showed (NOTICE_VERSION); it is kept with the consent. */
  readonly consent?: { readonly notice: boolean; readonly needs?: boolean; readonly noticeVersion?: number };
  readonly needs?: Needs;
  /** Left out: `self`. */
  readonly enteredBy?: EnteredBy;
  readonly locale?: 'zh-CN' | 'en';
}

export interface NeedsMessage {
  readonly contestId: string;
  /** Null withdraws and deletes. */
  readonly needs: Needs | null;
  readonly consent?: boolean;
  readonly noticeVersion?: number;
}

export interface JoinReceipt {
  readonly contestId: string;
  readonly token: string;
  /** Empty where the code was made before the server could tell it again: the page keeps the one that it has. */
  readonly rejoinCode: string;
  readonly participant: OwnParticipant;
  readonly snapshot: Snapshot;
}

export interface SubmitMessage {
  readonly contestId: string;
  readonly contestItemId: string;
  readonly opening: number;
  readonly submissionId: string;
  readonly response: ItemResponse;
}

export interface SubmitReceipt {
  readonly submissionId: string;
  readonly receivedAt: number;
}

/** Every operator command; `expectedVersion` wherever the life cycle changes. */
export interface OperatorMessages {
  'contest:open-lobby': LifecycleMessage;
  'contest:return-to-draft': LifecycleMessage;
  'round:introduce': LifecycleMessage & { readonly roundId?: string };
  'item:present': LifecycleMessage & { readonly contestItemId?: string };
  'item:open': LifecycleMessage;
  'item:extend': LifecycleMessage & { readonly seconds: number };
  'item:close': LifecycleMessage & { readonly override?: boolean };
  'item:reveal': LifecycleMessage;
  'item:reopen': LifecycleMessage;
  'item:skip': LifecycleMessage & { readonly contestItemId?: string };
  'item:void': LifecycleMessage & { readonly contestItemId: string; readonly reason: string };
  'leaderboard:show': LifecycleMessage & { readonly shown: boolean };
  'leaderboard:freeze': LifecycleMessage;
  'leaderboard:thaw': LifecycleMessage;
  'contest:pause': LifecycleMessage;
  'contest:resume': LifecycleMessage;
  'contest:end': LifecycleMessage;
  'contest:finalize': LifecycleMessage & { readonly early?: string };
  'contest:take-over': LifecycleMessage;
  'screen:show': LifecycleMessage & { readonly view: ScreenView };
  'participant:remove': ParticipantMessage & { readonly reason: string };
  'participant:rename': ParticipantMessage & { readonly name: string };
  'participant:set-needs': ParticipantMessage & { readonly needs: Needs | null };
  'caption:send': { readonly contestId: string; readonly text: string };
}
export interface LifecycleMessage {
  readonly contestId: string;
  readonly expectedVersion: number;
}
export interface ParticipantMessage {
  readonly contestId: string;
  readonly participantId: string;
}
export type OperatorEvent = keyof OperatorMessages;

export const OPERATOR_EVENTS = [
  'contest:open-lobby',
  'contest:return-to-draft',
  'round:introduce',
  'item:present',
  'item:open',
  'item:extend',
  'item:close',
  'item:reveal',
  'item:reopen',
  'item:skip',
  'item:void',
  'leaderboard:show',
  'leaderboard:freeze',
  'leaderboard:thaw',
  'contest:pause',
  'contest:resume',
  'contest:end',
  'contest:finalize',
  'contest:take-over',
  'screen:show',
  'participant:remove',
  'participant:rename',
  'participant:set-needs',
  'caption:send',
] as const satisfies readonly OperatorEvent[];

export const CLIENT_EVENTS = [
  'contest:join',
  'contest:watch',
  'contest:sync',
  'response:submit',
  'participant:update-needs',
  'clock:ping',
  'item:peek',
  'record:own',
  'appeal:file',
  ...OPERATOR_EVENTS,
] as const;
export type ClientEvent = (typeof CLIENT_EVENTS)[number];

type OperatorEvents = {
  [E in OperatorEvent]: (message: OperatorMessages[E], reply: Reply<{ readonly version: number }>) => void;
};

export interface ClientToServer extends OperatorEvents {
  'contest:join': (message: JoinMessage, reply: Reply<JoinReceipt>) => void;
  'contest:watch': (
    message: { readonly contestId: string; readonly as: 'host' | 'screen'; readonly screenKey?: string },
    reply: Reply<{ readonly snapshot: Snapshot }>,
  ) => void;
  'contest:sync': (
    message: { readonly contestId: string; readonly sinceVersion?: number },
    reply: Reply<{ readonly snapshot: Snapshot }>,
  ) => void;
  'response:submit': (message: SubmitMessage, reply: Reply<SubmitReceipt>) => void;
  'participant:update-needs': (message: NeedsMessage, reply: Reply<Record<string, never>>) => void;
  'clock:ping': (
    message: { readonly sentAt: number },
    reply: Reply<{ readonly sentAt: number; readonly serverAt: number }>,
  ) => void;
  /** What a participant was shown and what was received of them; from the end on. */
  'record:own': (message: { readonly contestId: string }, reply: Reply<OwnRecord>) => void;
  'appeal:file': (message: AppealBody, reply: Reply<{ readonly appeal: OwnAppeal }>) => void;
  'item:peek': (
    message: { readonly contestId: string; readonly contestItemId: string },
    reply: Reply<{ readonly key: ItemKey }>,
  ) => void;
}

/** Delivery class of each server event: reliable frames are versioned or idempotent, volatile ones may be dropped. */
export interface ReliableEvents {
  'standing:own': (standing: OwnStanding) => void;
  'matters:changed': (matters: MattersChanged) => void;
  'appeal:changed': (appeal: OwnAppeal) => void;
  'contest:changed': (frame: ContestChanged) => void;
  'result:own': (result: OwnResult) => void;
  'leaderboard:changed': (frame: LeaderboardFrame) => void;
  'caption:changed': (caption: Caption) => void;
  notice: (notice: Notice) => void;
  'session:replaced': (notice: Notice) => void;
  /** The host has had a fresh code made; the one before is void. */
  'rejoin-code:changed': (fresh: { readonly contestId: string; readonly rejoinCode: string }) => void;
}
export interface VolatileEvents {
  'response:tallied': (tally: ResponseTallied) => void;
  'presence:changed': (presence: PresenceChanged) => void;
}
export type ServerToClient = ReliableEvents & VolatileEvents;

export const SERVER_EVENTS = [
  'contest:changed',
  'result:own',
  'standing:own',
  'leaderboard:changed',
  'matters:changed',
  'appeal:changed',
  'response:tallied',
  'presence:changed',
  'caption:changed',
  'notice',
  'session:replaced',
  'rejoin-code:changed',
] as const satisfies readonly (keyof ServerToClient)[];
