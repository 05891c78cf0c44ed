/**
 * Socket.IO with the server's own settings and nothing else: what the machine can do at best. With REDIS_URL one of several
 * nodes, joined by the adapter that Socket.IO has for that.
 */
import { createServer } from 'node:http';
import { Server } from 'socket.io';

async function adapterOver(url) {
  const [{ createClient }, { createAdapter }] = await Promise.all([
    import('@redis/client'),
    import('@socket.io/redis-streams-adapter'),
  ]);
  const client = createClient({ url });
  await client.connect();
  return createAdapter(client);
}

const { REDIS_URL, PORT = '0' } = process.env;
const server = createServer();
const io = new Server(server, {
  ...(REDIS_URL === undefined ? {} : { adapter: await adapterOver(REDIS_URL) }),
  serveClient: false,
  perMessageDeflate: false,
  httpCompression: false,
  maxHttpBufferSize: 16 * 1024,
});

/** Bytes of `["contest:changed",{"pad":""}]`. */
const EMPTY_FRAME = 29;

io.of('/contest').on('connection', (socket) => {
  socket.on('contest:join', (_message, reply) => {
    void socket.join('participants');
    reply({ ok: true, data: {} });
  });
  socket.on('response:submit', ({ submissionId }, reply) => {
    reply({ ok: true, data: { submissionId, receivedAt: Date.now() } });
  });
  socket.on('push', ({ bytes }, reply) => {
    reply({ ok: true, data: {} });
    io.of('/contest')
      .to('participants')
      .emit('contest:changed', { pad: 'x'.repeat(Math.max(0, bytes - EMPTY_FRAME)) });
  });
});

server.listen(Number(PORT), '127.0.0.1', () => console.log(`http://localhost:${server.address().port}/`));
