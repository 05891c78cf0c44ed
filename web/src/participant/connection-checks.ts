/** The single tests of the connection page; each ends by itself within a few seconds. */
import { io } from 'socket.io-client';
import { NAMESPACE, PROTOCOL_VERSION } from '@protocol/events.js';
import type { Ack } from '@protocol/events.js';
import { browserVersion } from '../lib/browser-version.js';
import { roundTrip } from '../lib/clock.js';
import { api } from '../lib/api.js';
import { findVoice } from '../lib/speech.js';

export type Mark = 'good' | 'fair' | 'bad' | 'wait';
export interface CheckResult {
  readonly mark: Mark;
  /** Message key under `check`, with its values. */
  readonly text: string;
  readonly values?: Readonly<Record<string, string | number>>;
  /** Key of the advice; absent where there is nothing to do. */
  readonly advice?: string;
}

const LIMIT_MS = 6000;
/** Above this the difference of the clocks is worth a word. */
const CLOCK_FAIR_MS = 2000;

export async function checkHttp(): Promise<CheckResult> {
  const started = performance.now();
  const reply = await api.get<unknown>('/api/info');
  const ms = Math.round(performance.now() - started);
  return reply.ok
    ? { mark: 'good', text: 'http.good', values: { ms } }
    : { mark: 'bad', text: 'http.bad', advice: 'http.advice' };
}

/** Milliseconds of a round trip and of the clocks' difference over one transport; null when it cannot be had. */
function probe(transport: 'websocket' | 'polling'): Promise<{ readonly ms: number; readonly offset: number } | null> {
  return new Promise((resolve) => {
    const socket = io(NAMESPACE, {
      transports: [transport],
      upgrade: false,
      forceNew: true,
      reconnection: false,
      timeout: LIMIT_MS,
      auth: { protocolVersion: PROTOCOL_VERSION },
    });
    const end = (result: { ms: number; offset: number } | null): void => {
      clearTimeout(timer);
      socket.close();
      resolve(result);
    };
    const timer = setTimeout(() => end(null), LIMIT_MS);
    socket.on('connect_error', () => end(null));
    socket.on('connect', () => {
      const sentAt = Date.now();
      socket.emit('clock:ping', { sentAt }, (ack: Ack<{ readonly serverAt: number }>) => {
        if (!ack.ok) return end(null);
        const sample = roundTrip(sentAt, ack.data.serverAt, Date.now());
        end({ ms: sample.roundTripMs, offset: sample.offset });
      });
    });
  });
}

export async function checkSockets(): Promise<{
  readonly websocket: CheckResult;
  readonly polling: CheckResult;
  readonly clock: CheckResult;
}> {
  const [websocket, polling] = await Promise.all([probe('websocket'), probe('polling')]);
  const either = websocket ?? polling;
  const seconds = either ? Math.round(Math.abs(either.offset) / 100) / 10 : 0;
  return {
    websocket: websocket
      ? { mark: 'good', text: 'websocket.good', values: { ms: websocket.ms } }
      : { mark: polling ? 'fair' : 'bad', text: 'websocket.bad', advice: 'websocket.advice' },
    polling: polling
      ? { mark: 'good', text: 'polling.good' }
      : { mark: websocket ? 'fair' : 'bad', text: 'polling.bad', advice: 'polling.advice' },
    clock: !either
      ? { mark: 'bad', text: 'clock.bad', advice: 'http.advice' }
      : Math.abs(either.offset) > CLOCK_FAIR_MS
        ? { mark: 'fair', text: 'clock.fair', values: { seconds }, advice: 'clock.advice' }
        : { mark: 'good', text: 'clock.good', values: { seconds } },
  };
}

export function checkBrowser(agent: string): CheckResult {
  const found = browserVersion(agent);
  if (!found) return { mark: 'fair', text: 'browser.unknown', advice: 'browser.adviceUnknown' };
  const values = { name: found.name, version: found.version };
  return found.supported
    ? { mark: 'good', text: 'browser.good', values }
    : { mark: 'bad', text: 'browser.bad', values, advice: 'browser.advice' };
}

export function checkStorage(): CheckResult {
  try {
    window.localStorage.setItem('xuesai.check', '1');
    window.localStorage.removeItem('xuesai.check');
    return { mark: 'good', text: 'storage.good' };
  } catch {
    return { mark: 'fair', text: 'storage.fair', advice: 'storage.advice' };
  }
}

export async function checkSpeech(): Promise<CheckResult> {
  const voice = await findVoice();
  return voice
    ? { mark: 'good', text: 'speech.good', values: { voice: voice.name } }
    : { mark: 'fair', text: 'speech.fair', advice: 'speech.advice' };
}

/** The worst mark decides. */
export function verdict(results: readonly CheckResult[]): 'good' | 'fair' | 'bad' {
  if (results.some(({ mark }) => mark === 'bad')) return 'bad';
  return results.some(({ mark }) => mark === 'fair') ? 'fair' : 'good';
}
