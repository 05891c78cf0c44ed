import type { KeptFiles } from '../carried-media.js';
import type { XmlElement } from '../xml-tree.js';
import type { Common } from './graded.js';
import type { Notes, TextFormat } from './notes.js';
import type { Remark } from './remarks.js';

/** What the makers of each type get. */
export interface Parts {
  readonly element: XmlElement;
  /** Of the stem; other texts have it where they say nothing else. */
  readonly format: TextFormat;
  readonly head: Omit<Common, 'stem'>;
  readonly general: string;
  readonly notes: Notes;
  /** Pictures and recordings that the item may keep. */
  readonly kept: KeptFiles;
  readonly common: (remarks: readonly Remark[]) => Common;
}
