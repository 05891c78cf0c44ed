/** Entering a contest and coming back to it. */
import type { JoinMessage, JoinReceipt } from '@protocol/events.js';
import type { Snapshot } from '@protocol/frames.js';
import { useConnection } from '../lib/socket.js';
import { clientFault } from '../lib/refusal.js';
import type { Result } from '../lib/refusal.js';
import { keepEntry, storedEntry } from './entry-store.js';
import type { Entry } from './entry-store.js';

/** The contest and socket that are already joined: a change of page needs no second join. */
let joined: { readonly contestId: string; readonly socketId: string | undefined; readonly snapshot: Snapshot } | null =
  null;
let handshakeToken: string | null = null;

/** May have aged since: follow it with a `contest:sync`. */
export function joinedSnapshot(contestId: string): Snapshot | null {
  const { socket } = useConnection();
  return joined !== null && joined.contestId === contestId && joined.socketId === socket.id && socket.connected
    ? joined.snapshot
    : null;
}

function remember(receipt: JoinReceipt, { pin, rejoinCode: typed }: JoinMessage, assisted: boolean): void {
  const { contestId, token, participant } = receipt;
  const before = storedEntry(contestId);
  const known = before?.participant.id === participant.id ? before.rejoinCode : typed;
  // Empty: the server cannot tell it any more.
  const rejoinCode = receipt.rejoinCode === '' ? (known ?? '') : receipt.rejoinCode;
  keepEntry({ contestId, pin, token, rejoinCode, participant, assisted });
  const connection = useConnection();
  connection.setToken(token);
  handshakeToken = token;
  joined = { contestId, socketId: connection.socket.id, snapshot: receipt.snapshot };
}

/** First entry or by 续答码: without the identity of an earlier contest on the connection. */
export async function joinAnew(message: JoinMessage): Promise<Result<JoinReceipt>> {
  const connection = useConnection();
  if (handshakeToken !== null) {
    connection.close();
    connection.setToken(null);
    handshakeToken = null;
  }
  if (!(await connection.open())) return clientFault('client.no-reply');
  const reply = await connection.request('contest:join', message, 10_000);
  if (reply.ok) remember(reply.data, message, message.enteredBy === 'assistant');
  return reply;
}

/** With the token of an earlier entry; called after each connect. The connection must carry that token already. */
export async function joinAgain(entry: Entry): Promise<Result<JoinReceipt>> {
  const reply = await useConnection().request('contest:join', { pin: entry.pin }, 5000);
  if (reply.ok) remember(reply.data, entry, entry.assisted === true);
  return reply;
}

/** Whether the connection's handshake is this entry's. */
export function carries(entry: Entry): boolean {
  return handshakeToken === entry.token;
}

/** Makes the connection carry this entry's token, and connects. */
export async function connectAs(entry: Entry): Promise<boolean> {
  const connection = useConnection();
  if (handshakeToken !== entry.token) {
    if (connection.socket.connected || connection.socket.active) connection.close();
    connection.setToken(entry.token);
    handshakeToken = entry.token;
  }
  return connection.open();
}
