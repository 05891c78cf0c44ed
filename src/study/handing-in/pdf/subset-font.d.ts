declare module 'subset-font' {
  interface Options {
    readonly targetFormat?: 'sfnt' | 'truetype' | 'woff' | 'woff2';
    readonly variationAxes?: Readonly<Record<string, number>>;
  }
  /** @returns a font with the signs of `text` only */
  export default function subsetFont(font: Buffer, text: string, options?: Options): Promise<Buffer>;
}
