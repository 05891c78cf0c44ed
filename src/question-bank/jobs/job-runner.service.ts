import { fork, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import { refuse } from '../../platform/refusal.js';
import type { Job, JobEnd } from './job.js';
import { JobSettings } from './job-settings.js';

/** What a process said before it failed, for the log. */
const MOST_SAID = 4000;
const RETRY_MS = 5000;
/** Below whatever runs a contest: with both at work, the server comes first. */
const LOW_PRIORITY = 10;
/** V8 ends a process without memory by abort(); 134 where a shell stands in between. */
const ABORTED: readonly unknown[] = ['SIGABRT', 'SIGTRAP', 134];

/**
 * Runs one job at a time in a process of its own, at low priority and within limits, so that a contest on this server
 * notices nothing of it. A process and not a worker thread: V8 ends the whole process where a thread of it cannot have the
 * memory for one large array.
 */
@Injectable()
export class JobRunner implements OnModuleDestroy {
  private readonly logger = new Logger('job');
  private readonly waiting: (() => void)[] = [];
  private busy = false;
  private child: ChildProcess | null = null;
  private closed = false;

  constructor(private readonly settings: JobSettings) {}

  /** @throws RefusalError server.busy where too many wait, server.stopping */
  async run(job: Job): Promise<JobEnd> {
    await this.turn();
    try {
      return await this.perform(job);
    } finally {
      const next = this.waiting.shift();
      // Handed on without a moment in which a newcomer could step in between.
      if (next === undefined) this.busy = false;
      else next();
    }
  }

  onModuleDestroy(): void {
    this.closed = true;
    this.child?.kill('SIGKILL');
  }

  private async turn(): Promise<void> {
    if (!this.closed && this.busy) {
      if (this.waiting.length >= this.settings.mostWaiting) {
        throw refuse('server.busy', { message: '正在处理其他题库文件，请稍候再试。', retryAfterMs: RETRY_MS });
      }
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
    this.busy = true;
  }

  private perform(job: Job): Promise<JobEnd> {
    if (this.closed) return Promise.reject(refuse('server.stopping'));
    const { entry, timeLimitMs, heapMb } = this.settings;
    const child = fork(entry, [], {
      execArgv: [`--max-old-space-size=${heapMb}`],
      // Nothing of the server's environment: the process reads files of strangers and needs no secret.
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child = child;
    let said = '';
    let late = false;
    const limit = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, timeLimitMs);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-MOST_SAID)));
    lowerPriority(child);
    // A process that could not start, or is gone already, says so by its end.
    child.send(job, () => undefined);
    return new Promise<JobEnd>((resolve) => {
      child.once('error', (error) => (said += String(error)));
      child.once('close', (code, signal) => {
        clearTimeout(limit);
        this.child = null;
        if (code === 0) return resolve('done');
        if (late) return resolve('too-long');
        if (ABORTED.includes(signal ?? code)) return resolve('too-large');
        if (!this.closed) this.logger.error(`job ${job.name} ended with ${String(signal ?? code)}: ${said}`);
        resolve('failed');
      });
    });
  }
}

function lowerPriority({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, LOW_PRIORITY);
  } catch {
    // It has ended already, or the system does not allow it; the limits hold all the same.
  }
}
