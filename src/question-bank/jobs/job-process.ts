/** The process of one job: told by its parent, done in files, ended. Also when the parent ends first. */
import { assertNever } from '../../core/result.js';
import { printLaidPaper } from '../export/paper-job.js';
import { print } from '../export/print-job.js';
import { annotate } from '../import/annotate-job.js';
import { look } from '../import/look-job.js';
import { readTables } from '../tables/table-job.js';
import type { Job } from './job.js';

process.once('disconnect', () => process.exit(1));
process.once('message', (job: Job) => {
  perform(job).then(
    () => process.exit(0),
    (error: unknown) => {
      process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`, () => process.exit(1));
    },
  );
});

function perform(job: Job): Promise<void> {
  switch (job.name) {
    case 'look':
      return look(job);
    case 'annotate':
      return annotate(job);
    case 'tables':
      return readTables(job);
    case 'print':
      return print(job);
    case 'paper':
      return printLaidPaper(job);
    default:
      return assertNever(job);
  }
}
