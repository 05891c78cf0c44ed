/**
 * Branches as an organiser has them: a table pasted from Excel (cells parted by tabs), a list from a document or
 * plain lines. Nothing is guessed silently; each line that cannot be used is named with its number.
 */
export interface PastedBranch {
  readonly line: number;
  readonly name: string;
  readonly expected: number | null;
}

export type PasteProblemCode = 'no-name' | 'bad-headcount' | 'duplicate' | 'too-long';

/** `firstLine` of a duplicate is where the name stood first. */
export interface PasteProblem {
  readonly line: number;
  readonly code: PasteProblemCode;
  readonly text: string;
  readonly firstLine?: number;
}

export interface PastedBranches {
  readonly branches: readonly PastedBranch[];
  readonly problems: readonly PasteProblem[];
}

export const BRANCH_NAME_MAX = 60;
const HEADCOUNT_MAX = 100_000;
const HEADER_NAMES = ['支部', '支部名称', '名称', '单位', '党支部', 'branch', 'name'];
const ORDINAL_HEADERS = ['序号', '编号', 'no', 'no.'];

/** Excel and input methods leave full-width digits, no-break spaces and byte order marks behind. */
const clean = (cell: string): string =>
  cell
    .normalize('NFKC')
    .replace(/[\u200B-\u200D\uFEFF]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

/** `机关第一支部 12` and `机关第一支部，12人` are one line of a list as people type it. */
const TYPED = /^(.*?\S)\s*[,，、;；:： ]\s*(\d+)\s*(?:人|名)?$/;

function cells(line: string): readonly string[] {
  if (line.includes('\t')) return line.split('\t').map(clean);
  const typed = TYPED.exec(clean(line));
  return typed?.[1] !== undefined && typed[2] !== undefined ? [typed[1], typed[2]] : [clean(line)];
}

function headcount(cell: string): number | null | undefined {
  if (cell === '' || cell === '-' || cell === '—') return null;
  const digits = /^(\d{1,3}(?:,\d{3})+|\d+)(?:\.0+)?\s*(?:人|名)?$/.exec(cell)?.[1];
  if (digits === undefined) return undefined;
  const value = Number(digits.replaceAll(',', ''));
  return value >= 1 && value <= HEADCOUNT_MAX ? value : undefined;
}

const isHeader = (row: readonly string[]): boolean =>
  row.some((cell) => HEADER_NAMES.includes(cell.toLowerCase())) && row.every((cell) => !/^\d+$/.test(cell));

export function parseBranches(text: string): PastedBranches {
  const branches: PastedBranch[] = [];
  const problems: PasteProblem[] = [];
  const firstLines = new Map<string, number>();
  let skipOrdinal = false;

  for (const [index, raw] of text.split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const whole = cells(raw);
    if (whole.every((cell) => cell === '')) continue;
    if (firstLines.size === 0 && problems.length === 0 && isHeader(whole)) {
      skipOrdinal = ORDINAL_HEADERS.includes((whole[0] ?? '').toLowerCase());
      continue;
    }
    const row = skipOrdinal ? whole.slice(1) : whole;
    const name = row[0] ?? '';
    const expected = headcount(row[1] ?? '');
    const first = firstLines.get(name);
    if (name === '') problems.push({ line, code: 'no-name', text: clean(raw) });
    else if (name.length > BRANCH_NAME_MAX) problems.push({ line, code: 'too-long', text: name });
    else if (first !== undefined) problems.push({ line, code: 'duplicate', text: name, firstLine: first });
    else if (expected === undefined) problems.push({ line, code: 'bad-headcount', text: row[1] ?? '' });
    else {
      firstLines.set(name, line);
      branches.push({ line, name, expected });
    }
  }
  return { branches, problems };
}

/** The table again, for editing what is stored. */
export const printBranches = (
  branches: readonly { readonly name: string; readonly expected: number | null }[],
): string => branches.map(({ name, expected }) => (expected === null ? name : `${name}\t${expected}`)).join('\n');
