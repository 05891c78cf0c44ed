import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const here = new URL('.', import.meta.url).pathname;
const traced = spawnSync('strace', ['-V']).status === 0 ? it : it.skip;

/** A kill -9 does not show this: the page cache outlives the process. The order of the system calls does. */
describe('an acknowledged row', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xuesai-trace-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  traced(
    'is on disk: a sync of the log has completed between its writing and its ack (needs strace)',
    async () => {
      const [trace, file] = [join(folder, 'trace'), join(folder, 'xuesai.sqlite')];
      const writer = [
        process.execPath,
        '--import',
        join(here, '../support/ts-register.mjs'),
        join(here, 'durable-writer.ts'),
        file,
      ];
      await promisify(execFile)(
        'strace',
        ['-f', '-y', '-e', 'trace=fsync,fdatasync,pwrite64,write', '-o', trace, ...writer],
        {
          env: { ...process.env, NODE_OPTIONS: '' },
        },
      );
      const steps = stepsOf(await readFile(trace, 'utf8'));
      for (const name of ['first', 'second', 'third']) {
        const span = steps.slice(steps.indexOf(`appending ${name}`), steps.indexOf(`acknowledged ${name}`));
        expect(span).toContain('written');
        expect(span.lastIndexOf('synced')).toBeGreaterThan(span.lastIndexOf('written'));
      }
    },
    60_000,
  );
});

/** Writes to the log, completed syncs of it and what the writer said, in the order in which they happened. */
function stepsOf(trace: string): readonly string[] {
  const syncing = new Set<string>();
  return trace.split('\n').flatMap((line) => {
    const thread = line.split(' ')[0] ?? '';
    const said = /write\(1<.*"((?:appending|acknowledged) \w+)/.exec(line)?.[1];
    if (said !== undefined) return [said];
    if (/pwrite64\(\d+<[^>]*-wal>/.test(line)) return ['written'];
    if (/f(?:data)?sync\(\d+<[^>]*-wal>/.test(line)) {
      if (!line.includes('unfinished')) return line.endsWith('= 0') ? ['synced'] : [];
      syncing.add(thread);
    } else if (/f(?:data)?sync resumed/.test(line) && syncing.delete(thread)) {
      return line.endsWith('= 0') ? ['synced'] : [];
    }
    return [];
  });
}
