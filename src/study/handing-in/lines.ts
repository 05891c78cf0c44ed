/**
 * How many lines a text takes in a cell, as an upper limit: Chinese signs are squares, so that it can be told without a
 * font, and what is not Chinese is taken for wider than it is. Upper limits are what page numbers of a table of contents
 * need: a page that is cut too early still is the page that was said.
 */

/** In units of half a square. */
const widthOf = (sign: string): number => {
  if (/[\u0020-\u007e]/u.test(sign)) return /[A-Z@%&mwMW]/u.test(sign) ? 2 : 1.2;
  return 2;
};

/** The lines of a text; a word of Latin letters that does not fit goes to the next line, as it does in Word. */
export function linesOf(text: string, squares: number): readonly string[] {
  // A stop must not begin a line: Word takes the sign before it down with it.
  const limit = Math.max(4, squares * 2 - 2);
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = [];
    let line = '';
    let width = 0;
    for (const piece of paragraph.match(/[\u0021-\u007e]+|./gsu) ?? []) {
      for (const part of chopped(piece, limit)) {
        const more = [...part].reduce((sum, sign) => sum + widthOf(sign), 0);
        if (width + more > limit && line !== '') {
          lines.push(line);
          line = '';
          width = 0;
        }
        line += part;
        width += more;
      }
    }
    return [...lines, line];
  });
}

function chopped(piece: string, limit: number): readonly string[] {
  const signs = [...piece];
  const most = Math.max(1, Math.floor(limit / 2));
  if (signs.length <= most) return [piece];
  return Array.from({ length: Math.ceil(signs.length / most) }, (_, index) =>
    signs.slice(index * most, (index + 1) * most).join(''),
  );
}

/** A row of a table cut so that no part of it is higher than `most` lines; cells that end earlier are empty further on. */
export function cutRow(
  cells: readonly string[],
  squares: readonly number[],
  most: number,
): readonly { readonly cells: readonly string[]; readonly lines: number }[] {
  const all = cells.map((text, index) => paragraphsOf(text, squares[index] ?? 4));
  const parts: { cells: string[]; lines: number }[] = [];
  const rest = all.map((paragraphs) => [...paragraphs]);
  do {
    const taken = rest.map((paragraphs) => take(paragraphs, most));
    parts.push({ cells: taken.map(({ text }) => text), lines: Math.max(1, ...taken.map(({ lines }) => lines)) });
  } while (rest.some(({ length }) => length > 0));
  return parts;
}

const paragraphsOf = (text: string, squares: number): (readonly string[])[] =>
  text.split('\n').map((paragraph) => linesOf(paragraph, squares));

/** Takes lines off the front; a paragraph that is cut goes on as a paragraph. */
function take(paragraphs: (readonly string[])[], most: number): { readonly text: string; readonly lines: number } {
  const texts: string[] = [];
  let left = most;
  while (left > 0) {
    const [first] = paragraphs;
    if (first === undefined) break;
    const some = first.slice(0, left);
    texts.push(some.join(''));
    left -= some.length;
    if (some.length === first.length) paragraphs.shift();
    else paragraphs[0] = first.slice(some.length);
  }
  return { text: texts.join('\n'), lines: most - left };
}
