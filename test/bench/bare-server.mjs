/** Socket.IO with the server's own settings and nothing else: what the machine can do at best. */
import { createServer } from 'node:http';
import { Server } from 'socket.io';

const server = createServer();
const io = new Server(server, {
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

server.listen(0, '127.0.0.1', () => console.log(`http://localhost:${server.address().port}/`));
