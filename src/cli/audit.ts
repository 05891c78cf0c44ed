/** `npm run --silent audit -- verify | head | export | verify-export | pseudonym`; without arguments it says how. */
import 'reflect-metadata';

import { runAuditCommand } from './audit-command.js';

process.exitCode = await runAuditCommand(process.argv.slice(2), {
  env: process.env,
  now: Date.now(),
  out: (line) => console.log(line),
  fault: (line) => console.error(line),
});
