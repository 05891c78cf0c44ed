/** A text that grows line by line. A string that is looked at after each addition would be copied as often. */

const ENDED = /[。．.!！?？;；:：)）】\]]/u;
const POINT = /^\s*(?:[①-⑳]|[(（]\s*\d{1,2}\s*[)）]|\d{1,2}\s*[.、．)）](?!\d))/u;
const FILLED = /^\s*[(（【[][^)）\]】]{0,12}[)）\]】]?\s*[。.]?$/u;
const LATIN = /[ -\u024F]/u;

export class Prose {
  private readonly parts: string[] = [];
  private last = '';

  get empty(): boolean {
    return this.parts.length === 0;
  }

  /** What was added first. */
  get first(): string {
    return this.parts[1] ?? '';
  }

  /** Whether a sentence ends here. */
  get ended(): boolean {
    return ENDED.test(this.last) || this.last === '_';
  }

  /** Adds a line: in the same paragraph where the one before was broken off or its sentence goes on, unless it stands apart. */
  add(words: string, brokenOff: boolean, apart = false): void {
    if (words === '') return;
    this.parts.push(apart && !this.empty ? '\n' : this.glue(words, brokenOff), words);
    this.last = words.at(-1) ?? '';
  }

  toString(): string {
    return this.parts.join('');
  }

  private glue(words: string, brokenOff: boolean): string {
    if (this.empty) return '';
    if (!brokenOff && (ENDED.test(this.last) || POINT.test(words)) && !FILLED.test(words)) return '\n';
    return LATIN.test(this.last) && LATIN.test(words[0] ?? '') ? ' ' : '';
  }
}
