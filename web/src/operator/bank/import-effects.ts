/** What loading does with the items of a file, as figures that add up. */
import type { ImportReport } from '@protocol/question-bank.js';

type Effects = Pick<ImportReport, 'accepted' | 'rejected' | 'added' | 'revised' | 'repeated' | 'unchanged'>;

/** Items that would be loaded: new ones and changed ones. */
export const fresh = ({ added, revised }: Effects): number => added + revised.length;

/** For the sentences of the pages; `found` is the sum of `added`, `revised`, `repeated` and `rejected`. */
export function effectValues({ accepted, rejected, added, revised, repeated, unchanged }: Effects) {
  return {
    found: accepted + rejected.length,
    accepted,
    added,
    revised: revised.length,
    repeated: repeated.length,
    unchanged,
    twice: repeated.length - unchanged,
    rejected: rejected.length,
  };
}
