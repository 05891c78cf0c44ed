import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { describe, expect, it } from '@jest/globals';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const PARTICIPANTS = 50;

const milliseconds = { p50: expect.any(Number), p99: expect.any(Number) };

/** No figure of time is asserted: they are for docs/performance.md and a quiet machine. */
describe('the bench', () => {
  it('plays an item through and finds every acknowledged response on disk, once', async () => {
    const args = ['run', '--silent', 'bench', '--', '--participants', String(PARTICIPANTS), '--json'];
    const { stdout } = await promisify(execFile)('npm', args, { cwd: ROOT, timeout: 110_000 });
    expect(JSON.parse(stdout)).toEqual({
      participants: PARTICIPANTS,
      join: { perSecond: expect.any(Number) },
      push: milliseconds,
      ack: milliseconds,
      result: milliseconds,
      cpuSeconds: expect.any(Number),
      kbPerParticipant: expect.any(Number),
      lost: 0,
      duplicated: 0,
      bare: { push: milliseconds, ack: milliseconds },
    });
  }, 120_000);
});
