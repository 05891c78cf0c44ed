import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** About 2 ms to parse. */
const ENTRIES_A_LINE = 250;
/** Lets the server do something else in between. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

type ListName<Files> = {
  [Name in keyof Files]: Files[Name] extends readonly unknown[] ? Name & string : never;
}[keyof Files];

const OWNER_FOLDER = 0o700;
const OWNER_FILE = 0o600;

/**
 * A folder through which the server and the process of a job hand things over, each in a file of its name; only the owner
 * may look into it. `Files`: what is in those that hold JSON.
 */
export class JobFolder<Files extends object> {
  constructor(readonly path: string) {}

  static async create<Files extends object>(path: string): Promise<JobFolder<Files>> {
    await mkdir(path, { recursive: true, mode: OWNER_FOLDER });
    return new JobFolder<Files>(path);
  }

  pathOf(name: string): string {
    return join(this.path, name);
  }

  /** Throws where the file is not there: ENOENT. */
  async read<Name extends keyof Files & string>(name: Name): Promise<Files[Name]> {
    return JSON.parse(await readFile(this.pathOf(`${name}.json`), 'utf8')) as Files[Name];
  }

  async write<Name extends keyof Files & string>(name: Name, value: Files[Name]): Promise<void> {
    await writeFile(this.pathOf(`${name}.json`), JSON.stringify(value), { mode: OWNER_FILE });
  }

  async forget(name: keyof Files & string): Promise<void> {
    await rm(this.pathOf(`${name}.json`), { force: true });
  }

  /** A long list, so many entries a line: parsed whole, that of a large bank would hold up the server for 50 ms. */
  async writeList<Name extends ListName<Files>>(name: Name, list: Files[Name]): Promise<void> {
    const entries = list as readonly unknown[];
    const lines: string[] = [];
    for (let from = 0; from < entries.length; from += ENTRIES_A_LINE) {
      lines.push(JSON.stringify(entries.slice(from, from + ENTRIES_A_LINE)));
    }
    await writeFile(this.pathOf(`${name}.jsonl`), lines.join('\n'), { mode: OWNER_FILE });
  }

  async readList<Name extends ListName<Files>>(name: Name): Promise<Files[Name]> {
    const lines = (await readFile(this.pathOf(`${name}.jsonl`), 'utf8')).split('\n').filter((line) => line !== '');
    const list: unknown[] = [];
    for (const line of lines) {
      list.push(...(JSON.parse(line) as unknown[]));
      await turn();
    }
    return list as unknown as Files[Name];
  }

  readBytes(name: string): Promise<Uint8Array> {
    return readFile(this.pathOf(name));
  }

  async writeBytes(name: string, bytes: Uint8Array): Promise<void> {
    await writeFile(this.pathOf(name), bytes, { mode: OWNER_FILE });
  }

  /** Bytes of all its files; 0 where it is not there. */
  async size(): Promise<number> {
    const names = await readdir(this.path).catch(() => []);
    const sizes = names.map((name) =>
      stat(this.pathOf(name)).then(
        ({ size }) => size,
        () => 0,
      ),
    );
    return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  }

  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true });
  }
}
