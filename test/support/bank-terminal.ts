import { runBankCommand } from '../../src/cli/bank-command.js';

interface Ran {
  readonly code: number;
  /** Lines of both outputs. */
  readonly text: string;
  /** What was written as bytes. */
  readonly bytes: Uint8Array;
}

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: Uint8Array;
}

/** `npm run bank -- …` in this process. */
export async function runBank(
  args: readonly string[],
  { env = {}, input = new Uint8Array() }: Surroundings = {},
): Promise<Ran> {
  const lines: string[] = [];
  const written: Uint8Array[] = [];
  const line = (text: string) => void lines.push(text);
  const code = await runBankCommand(args, {
    env,
    now: Date.UTC(2026, 0, 5),
    out: line,
    fault: line,
    input: () => Promise.resolve(input),
    write: (bytes) => void written.push(bytes),
  });
  return { code, text: lines.join('\n'), bytes: Uint8Array.from(written.flatMap((bytes) => [...bytes])) };
}
