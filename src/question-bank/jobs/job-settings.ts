const MINUTE_MS = 60_000;

/** How the process that does the jobs is started, and what it may use. */
export class JobSettings {
  /** The program; a server that runs from its sources, in a test, uses that of the build. */
  readonly entry: URL = new URL('./job-process.js', import.meta.url);
  /** A workbook at the limits of its reader takes about 15 s on one busy processor. */
  readonly timeLimitMs: number = MINUTE_MS;
  /** Of JavaScript's heap; what is unzipped lies beside it, within the limits of the readers. */
  readonly heapMb: number = 768;
  /** Jobs that may wait for the one that runs. */
  readonly mostWaiting: number = 8;

  static with(changes: Partial<JobSettings>): JobSettings {
    return Object.assign(new JobSettings(), changes);
  }
}
