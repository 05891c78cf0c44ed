import type { ErrorCode, Refusal } from '@protocol/error-code.js';

/** Faults that only the client can see, beside the server's refusals. */
export type ClientFault = 'client.no-reply' | 'client.offline' | 'client.bad-reply' | 'client.erased';

export interface Failure extends Omit<Refusal, 'code'> {
  readonly code: ErrorCode | ClientFault;
}

export type Result<T> = { readonly ok: true; readonly data: T } | { readonly ok: false; readonly error: Failure };

const SENTENCES: Record<ClientFault, string> = {
  'client.no-reply': '服务器没有回应，请检查网络后重试。',
  'client.offline': '网络已断开，正在重新连接，请稍候。',
  'client.erased': '您的个人信息已按要求删除。',
  'client.bad-reply': '服务器的回应无法识别，请刷新页面后重试。',
};

export function clientFault(code: ClientFault): { readonly ok: false; readonly error: Failure } {
  return { ok: false, error: { code, message: SENTENCES[code] } };
}

/** Failures that pass by themselves: the same request may be sent again. */
export function isPassing(code: Failure['code']): boolean {
  return (
    code === 'client.no-reply' ||
    code === 'client.offline' ||
    code === 'server.busy' ||
    code === 'server.stopping' ||
    code === 'protocol.rate-limited'
  );
}
