/** Entering a contest and coming back to it: the entry is kept on the device, one for each contest. */
import type { JoinMessage, JoinReceipt } from '@protocol/events.js';
import type { OwnParticipant, Snapshot } from '@protocol/frames.js';
import { useConnection } from '../lib/socket.js';
import { clientFault } from '../lib/refusal.js';
import type { Result } from '../lib/refusal.js';
import { readStored, removeStored, writeStored } from '../lib/storage.js';

export interface Entry {
  readonly contestId: string;
  readonly pin: string;
  readonly token: string;
  readonly rejoinCode: string;
  readonly participant: OwnParticipant;
}

const key = (contestId: string): string => `entry.${contestId}`;

export function storedEntry(contestId: string): Entry | null {
  const stored = readStored('local', key(contestId)) as Partial<Entry> | undefined;
  return stored && typeof stored.token === 'string' && typeof stored.pin === 'string' ? (stored as Entry) : null;
}
export function forgetEntry(contestId: string): void {
  removeStored('local', key(contestId));
}
/** Name and branch of the last entry on this device, so that the next contest need not ask again. */
export function lastPerson(): { readonly name: string; readonly branchName: string } | null {
  const stored = readStored('local', 'person') as { name?: unknown; branchName?: unknown } | undefined;
  return typeof stored?.name === 'string' && typeof stored.branchName === 'string' ? { name: stored.name, branchName: stored.branchName } : null;
}

/** The contest and socket that are already joined: a change of page needs no second join. */
let joined: { readonly contestId: string; readonly socketId: string | undefined; readonly snapshot: Snapshot } | null = null;
let handshakeToken: string | null = null;

/** May have aged since: follow it with a `contest:sync`. */
export function joinedSnapshot(contestId: string): Snapshot | null {
  const { socket } = useConnection();
  return joined !== null && joined.contestId === contestId && joined.socketId === socket.id && socket.connected ? joined.snapshot : null;
}

function remember(receipt: JoinReceipt, pin: string): void {
  const { contestId, token, rejoinCode, participant } = receipt;
  const entry: Entry = { contestId, pin, token, rejoinCode, participant };
  writeStored('local', key(contestId), entry);
  writeStored('local', 'person', { name: participant.name, branchName: participant.branchName });
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
  if (!(await connection.open())) return clientFault('client.no-answer');
  const answer = await connection.request('contest:join', message, 10_000);
  if (answer.ok) remember(answer.data, message.pin);
  return answer;
}

/** With the token of an earlier entry; called after each connect. The connection must carry that token already. */
export async function joinAgain(entry: Entry): Promise<Result<JoinReceipt>> {
  const answer = await useConnection().request('contest:join', { pin: entry.pin }, 5000);
  if (answer.ok) remember(answer.data, entry.pin);
  return answer;
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
