import { zipSync } from 'fflate';

/** The first instant that the format can write, so that equal files make equal archives. */
const FIXED_DATE = new Date(1980, 0, 1);

/** An archive of the files by path, in the order given; equal files give equal bytes. */
export function zipFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  return zipSync(Object.fromEntries(files), { level: 6, mtime: FIXED_DATE });
}
