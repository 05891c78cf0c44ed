import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Logger } from '@nestjs/common';

import { JobRunner } from '../../src/question-bank/jobs/job-runner.service.js';
import { JobSettings } from '../../src/question-bank/jobs/job-settings.js';

describe('the process of a job', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xuesai-jobs-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  /** A runner whose jobs are these lines. */
  const runner = async (program: string, changes: Partial<JobSettings> = {}): Promise<JobRunner> => {
    const path = join(folder, 'job.mjs');
    await writeFile(path, program);
    return new JobRunner(JobSettings.with({ entry: pathToFileURL(path), ...changes }));
  };
  const job = () => ({ name: 'look', folder, media: join(folder, 'media') }) as const;

  it('gets its job and nothing of the environment of the server', async () => {
    const jobs = await runner(
      `import { writeFileSync } from 'node:fs';
       process.once('message', ({ name, folder }) => {
         writeFileSync(folder + '/done', JSON.stringify([name, Object.keys(process.env)]));
         process.exit(0);
       });`,
    );
    expect(await jobs.run(job())).toBe('done');
    const [name, variables] = JSON.parse(await readFile(join(folder, 'done'), 'utf8')) as [string, string[]];
    expect(name).toBe('look');
    expect(variables.filter((variable) => !/^NODE_|^PWD$|^SHLVL$|^_$/u.test(variable))).toEqual([]);
  });

  it('is ended when it takes too long, and the next one runs', async () => {
    const jobs = await runner(`process.once('message', () => { for (;;); });`, { timeLimitMs: 300 });
    expect(await Promise.all([jobs.run(job()), jobs.run(job())])).toEqual(['too-long', 'too-long']);
  });

  it.each([
    ['grows', 'const all = []; for (;;) all.push({ at: all.length });'],
    ['asks for one large array', 'const all = new Array(3e7).fill(0).map((_, at) => `${at}`);'],
  ])('ends by itself where it %s beyond its memory, and the server lives on', async (_, lines) => {
    const jobs = await runner(`process.once('message', () => { ${lines} });`, { heapMb: 64 });
    expect(await jobs.run(job())).toBe('too-large');
  });

  it('that fails by a fault of ours is logged', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error').mockImplementation(() => undefined);
    try {
      const jobs = await runner(`process.once('message', () => { throw new Error('示例故障'); });`);
      expect(await jobs.run(job())).toBe('failed');
      expect(logged.mock.calls).toEqual([[expect.stringContaining('示例故障')]]);
    } finally {
      logged.mockRestore();
    }
  });

  it('runs alone; a few wait, more are told to come later, and nothing outlives the server', async () => {
    const jobs = await runner(`process.once('message', () => { setInterval(() => 0, 1000); });`, { mostWaiting: 1 });
    const first = jobs.run(job());
    const second = jobs.run(job());
    await expect(jobs.run(job())).rejects.toMatchObject({
      refusal: { code: 'server.busy', retryAfterMs: expect.any(Number) },
    });
    jobs.onModuleDestroy();
    expect(await first).toBe('failed');
    await expect(second).rejects.toMatchObject({ refusal: { code: 'server.stopping' } });
  });
});
