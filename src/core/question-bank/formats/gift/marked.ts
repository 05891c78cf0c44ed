/** The signs that mean something in GIFT, unless a backslash stands before them. */
const ESCAPE = /\\[\\~=#{}:n]/gu;

/**
 * A piece of GIFT in which marks are looked for: `mask` is the text with every escaped sign made harmless and has the same
 * length, so that what is found in one is cut from the other.
 */
export class Marked {
  private constructor(
    private readonly source: string,
    private readonly mask: string,
  ) {}

  static of(text: string): Marked {
    return new Marked(text, text.replace(ESCAPE, 'xx'));
  }

  slice(from: number, to?: number): Marked {
    return new Marked(this.source.slice(from, to), this.mask.slice(from, to));
  }

  trim(): Marked {
    const from = this.source.length - this.source.trimStart().length;
    return this.slice(from, Math.max(from, this.source.trimEnd().length));
  }

  indexOf(mark: string, from = 0): number {
    return this.mask.indexOf(mark, from);
  }

  lastIndexOf(mark: string): number {
    return this.mask.lastIndexOf(mark);
  }

  startsWith(mark: string): boolean {
    return this.mask.startsWith(mark);
  }

  /** What lies before the first of the marks, then each mark with what follows it. */
  partsAt(marks: readonly string[]): { readonly before: Marked; readonly parts: readonly Part[] } {
    const places: number[] = [];
    for (let at = 0; at < this.mask.length; at += 1) if (marks.includes(this.mask[at] ?? '')) places.push(at);
    const parts = places.map((at, index) => ({
      mark: this.mask[at] ?? '',
      text: this.slice(at + 1, places[index + 1] ?? this.mask.length),
    }));
    return { before: this.slice(0, places[0] ?? this.mask.length), parts };
  }

  /** The first `#` and what follows it: a remark. */
  withRemark(): { readonly text: Marked; readonly remark: Marked } {
    const at = this.indexOf('#');
    if (at < 0) return { text: this, remark: this.slice(this.source.length) };
    return { text: this.slice(0, at), remark: this.slice(at + 1) };
  }

  /** As the author meant it; `\n` is a line break. */
  get words(): string {
    return this.source.replace(ESCAPE, (escape) => (escape === '\\n' ? '\n' : escape.slice(1)));
  }

  get isEmpty(): boolean {
    return this.source.trim() === '';
  }
}

interface Part {
  readonly mark: string;
  readonly text: Marked;
}

/** So that `Marked.of(escaped(text)).words` is the text again. */
export const escaped = (text: string): string =>
  text.replace(/[\\~=#{}:]/gu, (sign) => `\\${sign}`).replaceAll('\n', '\\n');
