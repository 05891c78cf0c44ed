/** Browser name and version from the user agent string, against the floor this client is built for. */
export interface BrowserVersion {
  readonly name: string;
  readonly version: string;
  readonly supported: boolean;
}

interface Rule {
  readonly name: string;
  readonly pattern: RegExp;
  readonly floor: number;
}

// iOS comes first: every browser there is the system's engine, whatever it calls itself.
const RULES: readonly Rule[] = [
  { name: 'iOS', pattern: /(?:iPhone|iPad|iPod).*? OS (\d+)_(\d+)/, floor: 14.05 },
  { name: 'Edge', pattern: /Edg(?:A|iOS)?\/(\d+)\.(\d+)/, floor: 92 },
  { name: 'Firefox', pattern: /Firefox\/(\d+)\.(\d+)/, floor: 90 },
  { name: 'Chrome', pattern: /Chrom(?:e|ium)\/(\d+)\.(\d+)/, floor: 92 },
  { name: 'Safari', pattern: /Version\/(\d+)\.(\d+).*Safari/, floor: 14.01 },
];

export function browserVersion(agent: string): BrowserVersion | null {
  for (const { name, pattern, floor } of RULES) {
    const match = pattern.exec(agent);
    if (!match) continue;
    const major = Number(match[1]);
    const minor = Number(match[2]);
    return { name, version: `${major}.${minor}`, supported: major + minor / 100 >= floor };
  }
  return null;
}
