import type { Server, Socket } from 'socket.io';

/** Told of what passes over the sockets; each method is called often and must do little. */
export interface WireObserver {
  /** The server is there and nobody is connected yet. */
  opened(server: Server): void;
  connected(socket: Socket): void;
  /** A message got its acknowledgement; not called for events that a gateway binds to the socket itself. */
  acked(socket: Socket, event: string, ack: unknown): void;
  /** A frame was handed to one connection. */
  sent(event: string): void;
}
