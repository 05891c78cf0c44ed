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

/** Everything this client ever stored on the device. */
export function clearStored(): void {
  memory.clear();
  for (const kind of ['local', 'session'] as const) {
    try {
      const store = area(kind);
      if (store === null) continue;
      for (const name of Object.keys(store)) if (name.startsWith('xuesai.')) store.removeItem(name);
    } catch {
      // nothing can be stored there, so nothing is
    }
  }
}
