/** Type that steps down to a floor and then pages: the arithmetic, without a browser. */

/** Stem sizes as shares of the stage height; the floor is 48 px of a 1080p stage, readable from the last row. */
export const STEM_STEPS = [0.074, 0.066, 0.059, 0.052, 0.0445] as const;

/** The largest size that fits, or the floor (the last) where none does. `sizes` descend. */
export function largestFit(sizes: readonly number[], fits: (size: number) => boolean): { size: number; fits: boolean } {
  for (const size of sizes) {
    if (fits(size)) return { size, fits: true };
  }
  return { size: sizes[sizes.length - 1] ?? 0, fits: false };
}

/** A block that should not be torn (a line of the stem, a choice, a row), in pixels from the top of the content. */
export interface Block {
  readonly top: number;
  readonly bottom: number;
}

/**
 * Where each page starts, in pixels from the top. Blocks stay whole; one that is higher than a page is cut at page
 * height, because nothing of it may be lost.
 */
export function pageStarts(blocks: readonly Block[], height: number): readonly number[] {
  const starts = [0];
  if (height <= 0) return starts;
  let start = 0;
  for (const { top, bottom } of blocks) {
    if (bottom - start <= height) continue;
    if (top > start) {
      start = top;
      starts.push(start);
    }
    while (bottom - start > height) {
      start += height;
      starts.push(start);
    }
  }
  return starts;
}
