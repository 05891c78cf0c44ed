/** A figure with its word, in full ("12 人"), and what it means: done, refused, to be looked at, nothing. */
export interface FigureTile {
  readonly word: string;
  readonly text: string;
  readonly kind: 'right' | 'wrong' | 'warn' | 'none';
}

/** The kind where there is something to tell, else none. */
export const kindIf = (n: number, kind: FigureTile['kind']): FigureTile['kind'] => (n > 0 ? kind : 'none');
