import { err } from '../../result.js';
import type { ProblemCode } from '../formats/reading.js';

/** A problem before its place is known. */
export interface Fault {
  readonly code: ProblemCode;
  /** One Chinese sentence: the reason and what to do. */
  readonly message: string;
  /** The words in question. */
  readonly excerpt?: string;
}

const EXCERPT = 60;

/** As many of the words as a problem may quote. */
export function excerptOf(words: string, most = EXCERPT): string {
  const characters = Array.from(words.slice(0, 2 * most + 2));
  return characters.length <= most ? words : `${characters.slice(0, most - 1).join('')}…`;
}

export const fault = (code: ProblemCode, message: string, words?: string): Fault => ({
  code,
  message,
  ...(words === undefined || words === '' ? {} : { excerpt: excerptOf(words) }),
});

export const refuse = (code: ProblemCode, message: string, words?: string) => err(fault(code, message, words));
