import { fork, type ChildProcess } from 'node:child_process';
import { setPriority } from 'node:os';

import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';

import type { ExportJob, ExportProgress } from './export-job.js';

/** How the process that makes the files is started. */
export class ExportSettings {
  /** The program; a server that runs from its sources, in a test, uses that of the build. */
  readonly entry: URL = new URL('./export-process.js', import.meta.url);
  /** Ledgers of 800 branches take about ten minutes. */
  readonly timeLimitMs: number = 60 * 60_000;
  readonly heapMb: number = 768;

  static with(changes: Partial<ExportSettings>): ExportSettings {
    return Object.assign(new ExportSettings(), changes);
  }
}

const MOST_SAID = 4000;
/** Below whatever runs a contest. */
const LOW_PRIORITY = 10;

/** Makes the files of exports, one export after the other, in a process of its own and at low priority. */
@Injectable()
export class ExportRunner implements OnModuleDestroy {
  private readonly logger = new Logger('export');
  private last: Promise<unknown> = Promise.resolve();
  private child: ChildProcess | null = null;
  private closed = false;

  constructor(private readonly settings: ExportSettings) {}

  /** @returns whether the file was made */
  run(job: ExportJob, progress: (done: number) => void): Promise<boolean> {
    const turn = this.last.then(() => (this.closed ? false : this.perform(job, progress)));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  onModuleDestroy(): void {
    this.closed = true;
    this.child?.kill('SIGKILL');
  }

  private perform(job: ExportJob, progress: (done: number) => void): Promise<boolean> {
    const { entry, timeLimitMs, heapMb } = this.settings;
    const child = fork(entry, [], {
      execArgv: [`--max-old-space-size=${heapMb}`],
      env: {},
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    this.child = child;
    let said = '';
    const limit = setTimeout(() => child.kill('SIGKILL'), timeLimitMs);
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-MOST_SAID)));
    child.on('message', ({ done }: ExportProgress) => progress(done));
    lowerPriority(child);
    child.send(job, () => undefined);
    return new Promise<boolean>((resolve) => {
      child.once('error', (error) => (said += String(error)));
      child.once('close', (code, signal) => {
        clearTimeout(limit);
        this.child = null;
        if (code !== 0 && !this.closed) this.logger.error(`ended with ${String(signal ?? code)}: ${said}`);
        resolve(code === 0);
      });
    });
  }
}

function lowerPriority({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, LOW_PRIORITY);
  } catch {
    // It has ended already, or the system does not allow it.
  }
}
