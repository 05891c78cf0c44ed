/** `npm run --silent backup -- create | verify | restore | keygen`; without arguments it says how to use it. */
import 'reflect-metadata';

import { runBackupCommand } from './backup-command.js';

process.exitCode = await runBackupCommand(process.argv.slice(2), {
  env: process.env,
  now: Date.now(),
  out: (line) => console.log(line),
  fault: (line) => console.error(line),
});
