/** Reads what strace saw of a server: was a response on disk before its ack went out? */

/** The options under which `unsynced` can read the trace; pages of 4,096 bytes are shown whole. */
export const STRACE_OPTIONS = [
  '-f',
  '-y',
  '--seccomp-bpf',
  '-s',
  '5000',
  '-e',
  'trace=fsync,fdatasync,pwrite64,write,writev,sendto,sendmsg',
] as const;

interface Step {
  readonly kind: 'log-write' | 'sync-begun' | 'sync-done' | 'ack';
  readonly text: string;
}

/**
 * The submission ids whose ack went to a socket without a sync of the log that began after the row was written there
 * and had ended well by then; an id whose row or ack is not in the trace at all is among them too.
 */
export function unsynced(trace: string, submissionIds: readonly string[]): readonly string[] {
  const steps = stepsOf(trace);
  return submissionIds.filter((id) => {
    const written = steps.findIndex(({ kind, text }) => kind === 'log-write' && text.includes(id));
    const acked = steps.findIndex(({ kind, text }) => kind === 'ack' && text.includes(id));
    if (written === -1 || acked === -1) return true;
    // One writer: all frames of a transaction are written, then synced, before the next one's first.
    const begun = steps.findIndex(({ kind }, index) => kind === 'sync-begun' && index > written);
    const done = steps.findIndex(({ kind }, index) => kind === 'sync-done' && index > begun);
    return begun === -1 || done === -1 || done > acked;
  });
}

function stepsOf(trace: string): readonly Step[] {
  /** Threads in the middle of a sync of the log. */
  const syncing = new Set<string>();
  return trace.split('\n').flatMap((line): Step[] => {
    const thread = line.slice(0, line.indexOf(' '));
    if (/ pwrite64\(\d+<[^>]*-wal>/.test(line)) return [{ kind: 'log-write', text: line }];
    if (/ f(data)?sync\(\d+<[^>]*-wal>/.test(line)) {
      if (line.includes('<unfinished')) {
        syncing.add(thread);
        return [{ kind: 'sync-begun', text: '' }];
      }
      return [{ kind: 'sync-begun', text: '' }, ...done(line)];
    }
    if (/<\.\.\. f(data)?sync resumed>/.test(line) && syncing.delete(thread)) return done(line);
    // Two chunks of one ack go out in one call; frames of the server to its clients are not masked.
    return line.includes('43/contest,') ? [{ kind: 'ack', text: line }] : [];
  });
}

const done = (line: string): Step[] => (line.endsWith('= 0') ? [{ kind: 'sync-done', text: '' }] : []);
