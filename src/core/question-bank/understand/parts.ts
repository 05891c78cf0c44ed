import type { Choices } from './choices.js';

/** What the kind of an item is told from and its body is made of: everything is tidied and the key is there, or it is a draft. */
export interface Parts {
  readonly stem: string;
  readonly choices: Choices;
  /** Undefined in a draft. */
  readonly key: string | undefined;
}
