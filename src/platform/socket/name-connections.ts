import type { IncomingMessage } from 'node:http';

/** What is used of Engine.IO's server. */
interface IdGiver {
  generateId(request: IncomingMessage): string | PromiseLike<string>;
}

/**
 * Puts the node's name before the id of each connection, as `node1~…`. A connection that polls is many requests, each
 * with that id in its address: a proxy in front reads from it which node knows the connection (deploy/nginx/nodes.conf).
 */
export function nameConnections(engine: IdGiver, node: string): void {
  const plain = engine.generateId.bind(engine);
  engine.generateId = async (request) => `${node}~${await plain(request)}`;
}
