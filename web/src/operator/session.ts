/** Who is signed in, shared by the operators' pages; an expired session asks again without leaving the page. */
import { readonly, ref } from 'vue';
import type { Right, SessionInfo, SignInBody } from '@protocol/access.js';
import type { ServerInfo } from '@protocol/rest.js';
import { api, loadSession, setCsrfToken } from '../lib/api.js';
import type { Failure, Result } from '../lib/refusal.js';

export type SessionStatus = 'unknown' | 'signed-in' | 'signed-out' | 'unreachable';

const status = ref<SessionStatus>('unknown');
const session = ref<SessionInfo | null>(null);
const expired = ref(false);
const failure = ref<Failure | null>(null);
const info = ref<ServerInfo | null>(null);

let owner: string | null = null;

function signedIn(data: SessionInfo): void {
  // An expired session keeps its page for the same person alone.
  if (owner !== null && owner !== data.operator.id) window.location.reload();
  owner = data.operator.id;
  session.value = data;
  setCsrfToken(data.csrfToken);
  status.value = 'signed-in';
  expired.value = false;
}

function signedOut(): void {
  setCsrfToken(null);
  session.value = null;
  status.value = 'signed-out';
}

/** For showing and hiding alone: the server decides. */
function mayDo(right: Right): boolean {
  return session.value?.rights.includes(right) ?? false;
}

/** Passes a reply on; where it says that the session is over, the sign-in form shows. */
export function watched<T>(reply: Result<T>): Result<T> {
  if (!reply.ok && (reply.error.code === 'auth.required' || reply.error.code === 'auth.session-expired')) {
    expired.value = status.value === 'signed-in';
    signedOut();
  }
  // Something is owed since: the server says what.
  if (!reply.ok && OWED.includes(reply.error.code)) void load();
  return reply;
}
const OWED: readonly string[] = ['auth.code-first', 'auth.password-first', 'auth.second-factor-first'];

/** REST calls of a signed-in operator. */
export const operatorApi = {
  get: async <T>(path: string) => watched(await api.get<T>(path)),
  post: async <T>(path: string, body?: unknown) => watched(await api.post<T>(path, body)),
  put: async <T>(path: string, body: unknown) => watched(await api.put<T>(path, body)),
  patch: async <T>(path: string, body: unknown) => watched(await api.patch<T>(path, body)),
  delete: async <T>(path: string) => watched(await api.delete<T>(path)),
};

async function load(): Promise<void> {
  const [reply, server] = await Promise.all([loadSession(), api.get<ServerInfo>('/api/info')]);
  if (server.ok) info.value = server.data;
  if (reply.ok) signedIn(reply.data);
  else if (reply.error.code.startsWith('auth.')) signedOut();
  else {
    failure.value = reply.error;
    status.value = 'unreachable';
  }
}

async function signIn(body: SignInBody): Promise<Result<SessionInfo>> {
  const reply = await api.post<SessionInfo>('/api/session', body);
  if (reply.ok) signedIn(reply.data);
  return reply;
}

/** The page begins anew: whoever signs in next finds nothing of what stood there. */
async function signOut(): Promise<void> {
  await api.delete('/api/session');
  signedOut();
  window.location.reload();
}

/** Signs in anew over the page, which keeps what stands there; the session of before ends with the new one. */
function renew(): void {
  expired.value = true;
  signedOut();
}

/** `adopt` takes the session that setting up the first administrator gave. */
export const useSession = () => ({
  status: readonly(status),
  session: readonly(session),
  expired: readonly(expired),
  failure: readonly(failure),
  info: readonly(info),
  mayDo,
  load,
  signIn,
  signOut,
  renew,
  adopt: signedIn,
});
