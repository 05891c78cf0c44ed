import { unzipSync } from 'fflate';

/** The parts of a .docx or .xlsx as text, by their path. */
export function partsOfOffice(bytes: Uint8Array): ReadonlyMap<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([path, part]) => [path, new TextDecoder().decode(part)]));
}

export function partOfOffice(bytes: Uint8Array, path: string): string {
  const part = partsOfOffice(bytes).get(path);
  if (part === undefined) throw new Error(`no ${path} in the file`);
  return part;
}
