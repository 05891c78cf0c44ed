/** `npm run operator -- list | unlock <login> | reset-password <login> [--stdin] | reset-totp <login>` */
import 'reflect-metadata';
import { text } from 'node:stream/consumers';
import { runOperatorCommand } from './operator-command.js';

process.exitCode = await runOperatorCommand(process.argv.slice(2), {
  env: process.env,
  out: (line) => console.log(line),
  fault: (line) => console.error(line),
  input: () => text(process.stdin),
});
