/** The line of a script in which the cursor stands, and where the next line with text begins. */
export interface CaptionLine {
  readonly text: string;
  /** Cursor position for the next line; null where no text follows. */
  readonly next: number | null;
  /** The text has no other line. */
  readonly last: boolean;
}

export function lineAt(script: string, cursor: number): CaptionLine {
  const from = script.lastIndexOf('\n', cursor - 1) + 1;
  const end = script.indexOf('\n', cursor);
  const text = script.slice(from, end < 0 ? undefined : end).trim();
  const rest = end < 0 ? '' : script.slice(end + 1);
  const next = rest.trim() === '' ? null : end + 1 + (rest.length - rest.trimStart().length);
  return { text, next, last: script.trim() === text };
}
