import type { OperatorIdentity } from '../identity/identity.service.js';

/** Who is behind a socket; set at the handshake, never from a message. */
export interface SocketData {
  participant: { readonly contestId: string; readonly participantId: string } | null;
  operator: OperatorIdentity | null;
  /** Of the client, through trusted proxies; the handshake's request itself is let go to save its memory. */
  address: string;
  joining: boolean;
  /** Contests this socket watches as host or screen. */
  watching: Map<string, 'host' | 'screen'> | null;
}
