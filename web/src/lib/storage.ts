/** JSON in localStorage or sessionStorage. Private windows and full disks refuse: then the value lives as long as the page. */
const memory = new Map<string, string>();

export type StorageArea = 'local' | 'session';

function area(kind: StorageArea): Storage | null {
  try {
    return kind === 'local' ? window.localStorage : window.sessionStorage;
  } catch {
    return null;
  }
}

export function readStored(kind: StorageArea, key: string): unknown {
  const name = `xuesai.${key}`;
  let text: string | null | undefined;
  try {
    text = area(kind)?.getItem(name);
  } catch {
    text = null;
  }
  text ??= memory.get(`${kind}:${name}`);
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

export function writeStored(kind: StorageArea, key: string, value: unknown): void {
  const name = `xuesai.${key}`;
  const text = JSON.stringify(value);
  memory.set(`${kind}:${name}`, text);
  try {
    area(kind)?.setItem(name, text);
  } catch {
    // kept in memory above
  }
}

export function removeStored(kind: StorageArea, key: string): void {
  const name = `xuesai.${key}`;
  memory.delete(`${kind}:${name}`);
  try {
    area(kind)?.removeItem(name);
  } catch {
    // nothing was stored
  }
}
