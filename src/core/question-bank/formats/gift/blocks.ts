import { categoryTags } from '../moodle/headers.js';
import { Marked } from './marked.js';

/** An item stands alone between empty lines. */
export interface Block {
  /** Of the first line that is no comment. */
  readonly line: number;
  readonly text: string;
  /** From a comment above it: `// [id:…] [tag:…]`. */
  readonly id?: string;
  readonly tags: readonly string[];
  /** Tags from the last `$CATEGORY:`. */
  readonly category: readonly string[];
}

interface Lines {
  readonly line: number;
  readonly lines: readonly string[];
}

/** How far the other brace may be where empty lines stand between an item's choices. */
const FARTHEST_BRACE = 40;
const CATEGORY = /^\$CATEGORY:\s*(.*)$/u;
const ID = /\[id:((?:\\\]|[^\]]){1,300})\]/u;
const TAG = /\[tag:((?:\\\]|[^\]]){1,300})\]/gu;
const inBrackets = (written: string) => written.replaceAll('\\]', ']').trim();

export const bracketed = (name: 'id' | 'tag', text: string): string => `[${name}:${text.replaceAll(']', '\\]')}]`;

export function blocksOf(text: string): readonly Block[] {
  let category: readonly string[] = [];
  const blocks: Block[] = [];
  for (const { line, lines } of joined(separated(text).flatMap(atTitles))) {
    const comments = lines.filter(isComment);
    const words: string[] = [];
    let first = 0;
    lines.forEach((written, index) => {
      const named = CATEGORY.exec(written)?.[1];
      if (named !== undefined && words.length === 0) category = categoryTags(named);
      else if (!isComment(written)) {
        if (words.length === 0) first = line + index;
        words.push(written);
      }
    });
    if (words.length === 0) continue;
    const said = comments.join('\n');
    const id = ID.exec(said)?.[1];
    const tags = [...said.matchAll(TAG)].map(([, tag = '']) => inBrackets(tag));
    blocks.push({
      line: first,
      text: words.join('\n').trim(),
      tags,
      category,
      ...(id === undefined ? {} : { id: inBrackets(id) }),
    });
  }
  return blocks;
}

const isComment = (line: string) => line.startsWith('//');

function separated(text: string): Lines[] {
  const groups: Lines[] = [];
  let lines: string[] = [];
  let start = 1;
  const all = text.replace(/^\uFEFF/u, '').split(/\r\n|\r|\n/u);
  all.forEach((written, index) => {
    const line = written.trim();
    if (line !== '') {
      if (lines.length === 0) start = index + 1;
      lines.push(line);
    }
    if (lines.length > 0 && (line === '' || index === all.length - 1)) {
      groups.push({ line: start, lines });
      lines = [];
    }
  });
  return groups;
}

/** What no line within an item begins with. */
const BEGINS = /^(?:::(?:\\.|[^:\\]){1,300}::|\$CATEGORY:)/u;

/** Authors forget the empty line: a title or a category begins the next item, with the comments right above it. */
function atTitles({ line, lines }: Lines): Lines[] {
  const from = [0];
  let behind = 0;
  lines.forEach((written, index) => {
    if (BEGINS.test(written) && behind > 0) from.push(behind);
    if (!isComment(written)) behind = index + 1;
  });
  return from.map((start, index) => ({ line: line + start, lines: lines.slice(start, from[index + 1]) }));
}

/** By the format an empty line ends the item; where the braces are still open, it is one that the author put between choices. */
function joined(groups: readonly Lines[]): Lines[] {
  const whole: Lines[] = [];
  const braces = groups.map(({ lines }) => bracesOf(lines));
  for (let index = 0; index < groups.length; index += 1) {
    const group = groups[index];
    if (group === undefined) continue;
    const last = braces[index]?.endsWith('{') === true ? closingGroup(braces, index + 1) : undefined;
    if (last === undefined) {
      whole.push(group);
      continue;
    }
    const lines = [...group.lines];
    for (const next of groups.slice(index + 1, last + 1)) {
      // Lines keep their numbers.
      while (group.line + lines.length < next.line) lines.push('');
      lines.push(...next.lines);
    }
    whole.push({ line: group.line, lines });
    index = last;
  }
  return whole;
}

function bracesOf(lines: readonly string[]): string {
  const text = Marked.of(lines.filter((line) => !isComment(line)).join('\n'));
  const { parts } = text.partsAt(['{', '}']);
  return parts.map(({ mark }) => mark).join('');
}

function closingGroup(braces: readonly string[], from: number): number | undefined {
  const next = braces.slice(from, from + FARTHEST_BRACE).findIndex((found) => found !== '');
  return next >= 0 && braces[from + next] === '}' ? from + next : undefined;
}
