/** Finds the file of a package that an address in one of its texts means. */
import { inlineBytes, type Carry, type KeptFile, type KeptFiles } from '../carried-media.js';
import { resolvePath } from './qti-file.js';

/** Canvas: the folder of the course's files. */
const COURSE_FILES = /^(?:\$|%24)IMS[-_]CC[-_]FILEBASE(?:\$|%24)\/?/iu;
const COURSE_FOLDER = 'web_resources';

const nameOf = (path: string): string => (path.split('/').at(-1) ?? '').toLowerCase();

/** For the file at a path: its own folder first, then the root, at last the only file of that name. */
export function carryIn(kept: KeptFiles): (from: string) => Carry {
  const loose = new Map([...kept].map(([path, file]) => [path.toLowerCase(), file]));
  const named = new Map<string, readonly KeptFile[]>();
  for (const [path, file] of kept) named.set(nameOf(path), [...(named.get(nameOf(path)) ?? []), file]);
  return (from) => (address) => {
    const inline = inlineBytes(address);
    if (inline !== undefined) return kept.get(inline);
    if (kept.size === 0 || /^[a-z][a-z0-9+.-]*:/iu.test(address)) return undefined;
    const bare = address.replace(COURSE_FILES, '');
    const roots = bare === address ? [from, ''] : [`${COURSE_FOLDER}/`, ''];
    for (const root of roots) {
      const path = resolvePath(bare, root).toLowerCase();
      const found = loose.get(path);
      if (found !== undefined) return found;
    }
    const [only, ...others] = named.get(nameOf(resolvePath(bare, ''))) ?? [];
    return others.length === 0 ? only : undefined;
  };
}
