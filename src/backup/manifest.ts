/** The last entry of an archive: what is in it, so that a copy can be checked without the server it came from. */
export interface Manifest {
  readonly format: 1;
  /** Of the program that made it. */
  readonly version: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  readonly database: {
    readonly kind: 'sqlite' | 'postgres';
    /** Name of the last migration that ran. */
    readonly migration: string;
    /** Rows of each table, counted in the copy. */
    readonly rows: Readonly<Record<string, number>>;
  };
  readonly files: readonly ArchivedFile[];
}

export interface ArchivedFile {
  /** Path in the archive, with forward slashes. */
  readonly path: string;
  readonly bytes: number;
  /** Hexadecimal. */
  readonly sha256: string;
}

export const MANIFEST = 'manifest.json';

/** Null: no manifest of this format. */
export function readManifest(text: string): Manifest | null {
  try {
    const { format, ...rest } = JSON.parse(text) as Partial<Manifest>;
    if (format !== 1 || !Array.isArray(rest.files) || typeof rest.database?.migration !== 'string') return null;
    return { format, ...rest } as Manifest;
  } catch {
    return null;
  }
}

/** What differs between the manifest and what was unpacked: a path for each file that is missing, changed or too many. */
export function differences(manifest: Manifest, unpacked: readonly ArchivedFile[]): readonly string[] {
  const found = new Map(unpacked.map((file) => [file.path, file.sha256]));
  const changed = manifest.files.filter(({ path, sha256 }) => found.get(path) !== sha256).map(({ path }) => path);
  const listed = new Set(manifest.files.map(({ path }) => path));
  return [...changed, ...unpacked.filter(({ path }) => !listed.has(path)).map(({ path }) => path)];
}
