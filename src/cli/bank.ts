/** `npm run --silent bank -- verify | import | export`; without arguments it says how to use it. */
import 'reflect-metadata';

import { runBankCommand } from './bank-command.js';

process.exitCode = await runBankCommand(process.argv.slice(2), {
  env: process.env,
  now: Date.now(),
  out: (line) => console.log(line),
  fault: (line) => console.error(line),
  input,
  write: (bytes) => void process.stdout.write(bytes),
});

/** Stops reading one byte beyond the limit. */
async function input(limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit + 1);
}
