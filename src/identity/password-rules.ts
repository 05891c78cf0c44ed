import { COMMON_WORDS } from './common-passwords.js';

/**
 * Length and a weak-list check, no composition rule and no forced rotation (OWASP ASVS v5.0.0-6.2.1, 6.2.4, 6.2.5, 6.2.10).
 * Guessable pieces (common words, forwards and backwards, keyboard runs, dates, the person's own name) count as one
 * character each: what is tried first when passwords are guessed stays short, whatever is put around it.
 */
export const PASSWORD_MIN_LENGTH = 12;
export const PASSWORD_MAX_LENGTH = 128;
const MIN_EFFECTIVE_LENGTH = 7;
/** Bounds the work on a long password; a longer run counts as several. */
const LONGEST_RUN = 40;

const KEYBOARD_RUNS = [
  '1234567890 qwertyuiop asdfghjkl zxcvbnm !@#$%^&*() ~!@#$%^&*()_+',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p 1q2w3e4r5t6y7u8i9o0p q1w2e3r4t5y6u7i8o9p0 !qaz@wsx#edc$rfv%tgb^yhn',
].flatMap((line) => line.split(' '));
const RUNS = KEYBOARD_RUNS.flatMap((run) => [run, [...run].reverse().join('')]);

/** Backwards too: it is the second thing to be tried. */
const COMMON_PIECES = COMMON_WORDS.flatMap((word) => [[...word], [...word].reverse()]);

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'il',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

const YEAR = /^(19|20)\d\d$/;
const DATE = /^(19|20)?\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/;

/** The form in which passwords are compared and hashed, so that input methods cannot change it (NIST SP 800-63B 3.1.1.2). */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** True where the password is too short, too long or easily guessed; `own` are the login and display name of its owner. */
export function isWeakPassword(password: string, own: readonly string[]): boolean {
  const length = [...normalisePassword(password)].length;
  if (length < PASSWORD_MIN_LENGTH || length > PASSWORD_MAX_LENGTH) return true;
  const characters = [...normalisePassword(password).toLowerCase()];
  if (new Set(characters).size < 5) return true;
  const words = [...COMMON_PIECES, ...own.flatMap(ownPieces).map((word) => [...word])];
  return effectiveLength(repeatedUnit(characters), words) < MIN_EFFECTIVE_LENGTH;
}

function ownPieces(name: string): string[] {
  const whole = normalisePassword(name).toLowerCase();
  return [whole, ...whole.split(/[^\p{L}\p{N}]+/u)].filter((piece) => [...piece].length >= 2);
}

/** `abcabcabc` is guessed as `abc`. */
function repeatedUnit(characters: readonly string[]): readonly string[] {
  for (let size = 1; size <= characters.length / 2; size += 1) {
    if (characters.every((character, index) => character === characters[index % size]))
      return characters.slice(0, size);
  }
  return characters;
}

/** The fewest pieces that spell the password: a guessable piece costs one, any other character costs one. */
function effectiveLength(characters: readonly string[], words: readonly (readonly string[])[]): number {
  const cost: number[] = [0];
  for (let end = 1; end <= characters.length; end += 1) {
    let best = (cost[end - 1] ?? 0) + 1;
    for (const word of words) {
      const start = end - word.length;
      if (start >= 0 && word.every((letter, index) => alike(characters[start + index] ?? '', letter))) {
        best = Math.min(best, (cost[start] ?? 0) + 1);
      }
    }
    for (let start = end - 3; start >= Math.max(0, end - LONGEST_RUN); start -= 1) {
      if (isRun(characters.slice(start, end))) best = Math.min(best, (cost[start] ?? 0) + 1);
    }
    cost.push(best);
  }
  return cost[characters.length] ?? 0;
}

function alike(character: string, letter: string): boolean {
  return character === letter || (LOOKALIKES[character]?.includes(letter) ?? false);
}

function isRun(characters: readonly string[]): boolean {
  const text = characters.join('');
  if (YEAR.test(text) || DATE.test(text) || RUNS.some((run) => run.includes(text))) return true;
  const codes = characters.map((character) => character.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  return Math.abs(step) <= 1 && codes.every((code, index) => index === 0 || code - (codes[index - 1] ?? 0) === step);
}
