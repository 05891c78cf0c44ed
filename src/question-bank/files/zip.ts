import { zipSync, type ZippableFile } from 'fflate';

/** The first instant that the format can write, so that equal files make equal archives. */
const FIXED_DATE = new Date(1980, 0, 1);

/** Packed already: deflating them takes seconds and gains nothing. */
const PACKED = /\.(?:jpg|png|webp|mp3|m4a|mp4)$/u;

/** An archive of the files by path, in the order given; equal files give equal bytes. */
export function zipFiles(files: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const entries = [...files].map(
    ([path, bytes]) => [path, [bytes, { level: PACKED.test(path) ? 0 : 6 }] satisfies ZippableFile] as const,
  );
  return zipSync(Object.fromEntries(entries), { mtime: FIXED_DATE });
}
