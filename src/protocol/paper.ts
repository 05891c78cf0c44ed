/** A contest on paper. */

export const PAPER_PARTS = ['paper', 'key'] as const;
/** key: what only those who mark may see. */
export type PaperPart = (typeof PAPER_PARTS)[number];

export const PAPER_SIZES = ['normal', 'large'] as const;
/** large: 22 points. */
export type PaperSize = (typeof PAPER_SIZES)[number];
