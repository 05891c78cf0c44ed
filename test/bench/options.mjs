import { execFileSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const MOST_PARTICIPANTS = 50_000;
/** Files, database, standard streams and the sockets in between. */
const OTHER_FILES = 200;

export const USAGE = 'npm run --silent bench -- [--participants 1000] [--json] [--profile FOLDER]';

/** Throws an error whose message is the sentence for the person at the terminal. */
export function readOptions(argv) {
  const { values } = parseArgs({
    args: argv,
    options: {
      participants: { type: 'string', default: '1000' },
      json: { type: 'boolean', default: false },
      profile: { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  const participants = Number(values.participants);
  if (!Number.isInteger(participants) || participants < 1 || participants > MOST_PARTICIPANTS) {
    throw new Error(
      `--participants must be a whole number from 1 to ${MOST_PARTICIPANTS}. (参加人数须为 1 到 ${MOST_PARTICIPANTS} 的整数。)`,
    );
  }
  return { ...values, participants };
}

/** Each process holds one socket per participant. */
export function requireOpenFiles(participants) {
  const needed = participants + OTHER_FILES;
  const limit = execFileSync('sh', ['-c', 'ulimit -n'], { encoding: 'utf8' }).trim();
  if (limit === 'unlimited' || Number(limit) >= needed) return;
  throw new Error(
    `${participants} participants need ${needed} open files in a process, and ${limit} are allowed here: run \`ulimit -n ${needed}\` first. ` +
      `(每个进程需要打开 ${needed} 个文件，目前只允许 ${limit} 个，请先运行 ulimit -n ${needed}。)`,
  );
}
