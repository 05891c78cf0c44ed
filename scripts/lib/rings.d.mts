export interface Ring {
  readonly name: string;
  readonly needs: readonly ('server' | 'web')[];
}
export interface JestReport {
  readonly numPassedTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}
export interface RingFigures {
  readonly ring: string;
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly string[];
  readonly skipped: readonly string[];
}
export function whyNot(
  ring: Ring,
  missing?: () => readonly { readonly name: string; readonly package: string }[],
): string | null;
export const RINGS: readonly Ring[];
export function summarise(ring: string, report: JestReport, status: number | null): RingFigures;
export function runRing(ring: Ring, patterns?: readonly string[]): RingFigures & { readonly seconds: number };
