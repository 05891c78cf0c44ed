/** `npm run --silent bank -- verify [--sources DIR] [--json]` */
import { runBankCommand } from './bank-command.js';

process.exitCode = await runBankCommand(process.argv.slice(2), {
  env: process.env,
  now: Date.now(),
  out: (line) => console.log(line),
  fault: (line) => console.error(line),
});
