/** Takes the lock of the file named as argument, says so, and keeps it until it is killed. */
import 'reflect-metadata';

import { DatabaseLock } from '../../src/platform/database/database-lock.js';

try {
  await DatabaseLock.take(process.argv[2] ?? '');
  process.stdout.write('held\n');
  process.stdin.resume();
} catch (error) {
  process.stdout.write(`${String(error)}\n`);
}
