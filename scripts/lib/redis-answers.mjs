/** Ends with 0 where TEST_REDIS_URL answers; with 1 and the reason otherwise. */
import { createClient } from '@redis/client';

const client = createClient({
  url: process.env.TEST_REDIS_URL,
  socket: { connectTimeout: 3000, reconnectStrategy: false },
});
client.on('error', () => {});
try {
  await client.connect();
  await client.ping();
} catch (error) {
  console.error(`No Redis at TEST_REDIS_URL: ${error.message || error.code}`);
  process.exitCode = 1;
} finally {
  if (client.isOpen) client.destroy();
}
