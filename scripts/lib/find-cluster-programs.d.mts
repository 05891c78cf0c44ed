export interface MissingProgram {
  readonly name: string;
  /** Of Debian. */
  readonly package: string;
}
export function findPostgres(): string | null;
export function findFaketime(): string | null;
export function missingForCluster(): MissingProgram[];
