import { parseArgs, type ParseArgsConfig } from 'node:util';

export interface BankTerminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  readonly now: number;
  out(line: string): void;
  fault(line: string): void;
  /** Standard input, at most `limit` bytes and one more. */
  input(limit: number): Promise<Uint8Array>;
  /** Standard output, without a line break of its own. */
  write(bytes: Uint8Array): void;
}

/** 0 well done, 1 something to mend, 2 called wrongly. */
export type ExitCode = 0 | 1 | 2;

/** Null: called wrongly. @param positionals how many there must be */
export function argumentsOf<Options extends NonNullable<ParseArgsConfig['options']>>(
  args: readonly string[],
  options: Options,
  positionals: number,
) {
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals: true });
    return parsed.positionals.length === positionals ? parsed : null;
  } catch {
    return null;
  }
}
