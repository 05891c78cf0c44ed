export const EXIT_CONFIGURATION: 78;
export const EXIT_DATABASE_HELD: 75;
export const EXIT_UNREACHABLE: 69;

export interface SuperviseOptions {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** How long a stopping server may take before it is killed. */
  readonly graceMs?: number;
  readonly say?: (line: string) => void;
  readonly later?: (run: () => void, ms: number) => void;
  readonly now?: () => number;
}
export interface Supervised {
  /** Resolves with the exit code for the supervisor. */
  readonly done: Promise<number>;
  /** Asks once politely; a second call kills. */
  readonly stop: () => void;
  readonly pid: () => number | undefined;
}
export function supervise(options: SuperviseOptions): Supervised;
export function whenOrphaned(
  act: () => void,
  options?: { readonly parent?: () => number; readonly everyMs?: number },
): void;
