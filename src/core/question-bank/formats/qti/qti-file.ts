import type { Problem } from '../reading.js';
import type { XmlElement } from '../xml-tree.js';

/** A file of a package, or the only file there is. `fault`: it should be XML and is not, in one Chinese sentence. */
export type QtiFile =
  | { readonly path: string; readonly root: XmlElement }
  | { readonly path: string; readonly root?: undefined; readonly fault: Pick<Problem, 'code' | 'message'> };

export type QtiVersion = '1.2' | '2.1' | '2.2' | '3.0';

export const ITEM = 'assessmentItem';
export const TEST = 'assessmentTest';
export const SECTION = 'assessmentSection';
export const STIMULUS = 'assessmentStimulus';
/** Roots of QTI 1.2; one that is cut out of a larger file is an item or a section. */
export const QTI12_ROOTS = ['questestinterop', 'assessment', 'section', 'item', 'objectbank'];

/** Without `.` and `..`, as the archive names its files; relative to the file `from`. */
export function resolvePath(href: string, from: string): string {
  const bare = decoded(href.split(/[?#]/u)[0] ?? '').replaceAll('\\', '/');
  const parts = bare.startsWith('/') ? [] : from.split('/').slice(0, -1);
  for (const part of bare.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** A name with a bare % is no URI, but a name. */
function decoded(href: string): string {
  try {
    return decodeURIComponent(href);
  } catch {
    return href;
  }
}
