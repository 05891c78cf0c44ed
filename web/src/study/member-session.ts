/** Who has entered the study pages, shared by them; whose session has ended is asked for the code again. */
import { readonly, ref } from 'vue';
import type { MemberInfo } from '@protocol/member.js';
import { call } from '../lib/api.js';
import type { Method } from '../lib/api.js';
import type { Failure, Result } from '../lib/refusal.js';
import { send } from '../lib/upload.js';
import { clearDrafts } from './drafts.js';

type MemberStatus = 'unknown' | 'in' | 'out' | 'unreachable';

const status = ref<MemberStatus>('unknown');
const member = ref<MemberInfo | null>(null);
const failure = ref<Failure | null>(null);

function entered(info: MemberInfo): void {
  member.value = info;
  status.value = 'in';
}

function left(): void {
  member.value = null;
  status.value = 'out';
}

function looked<T>(reply: Result<T>): Result<T> {
  if (!reply.ok && (reply.error.code === 'member.required' || reply.error.code === 'member.session-expired')) left();
  return reply;
}

const ask = async <T>(method: Method, path: string, body?: unknown): Promise<Result<T>> =>
  looked(await call<T>(method, path, body, member.value?.csrfToken ?? null));

/** REST calls of a member. */
export const memberApi = {
  get: <T>(path: string) => ask<T>('GET', path),
  post: <T>(path: string, body?: unknown) => ask<T>('POST', path, body ?? {}),
  put: <T>(path: string, body: unknown) => ask<T>('PUT', path, body),
  patch: <T>(path: string, body: unknown) => ask<T>('PATCH', path, body),
  delete: <T>(path: string) => ask<T>('DELETE', path),
  /** @param onProgress as of `send` */
  upload: async <T>(path: string, file: Blob, onProgress: (sent: number, of: number) => void): Promise<Result<T>> =>
    looked(await send<T>(path, file, 'application/octet-stream', onProgress, member.value?.csrfToken ?? null).done),
};

async function load(): Promise<void> {
  const reply = await ask<MemberInfo>('GET', '/api/member/session');
  if (reply.ok) entered(reply.data);
  else if (reply.error.code.startsWith('member.')) left();
  else {
    failure.value = reply.error;
    status.value = 'unreachable';
  }
}

async function enter(code: string): Promise<Result<MemberInfo>> {
  const reply = await call<MemberInfo>('POST', '/api/member/session', { code }, null);
  if (reply.ok) entered(reply.data);
  return reply;
}

/** The page begins anew: whoever comes next finds nothing of what stood there. */
async function leave(): Promise<void> {
  await memberApi.delete('/api/member/session');
  clearDrafts();
  left();
  window.location.assign('/study/enter');
}

export const useMember = () => ({
  status: readonly(status),
  member: readonly(member),
  failure: readonly(failure),
  load,
  enter,
  leave,
});
