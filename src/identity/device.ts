/** Kinds of devices by what browsers call them; the first that fits. Enough to know one's own sessions apart. */
const SYSTEMS = [
  [/iPad/, 'iPad'],
  [/iPhone/, 'iPhone'],
  [/OpenHarmony|HarmonyOS/, 'HarmonyOS'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Macintosh|Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
] as const;
const BROWSERS = [
  [/Edg(A|iOS)?\//, 'Edge'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/MicroMessenger\//, 'WeChat'],
  [/Chrom(e|ium)\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
] as const;

const nameIn = (kinds: readonly (readonly [RegExp, string])[], words: string): string | undefined =>
  kinds.find(([pattern]) => pattern.test(words))?.[1];

/** `Chrome · Windows`; null where the browser says nothing that is known here. Its own words are not kept. */
export function deviceOf(userAgent: string | undefined): string | null {
  const words = (userAgent ?? '').slice(0, 512);
  const known = [nameIn(BROWSERS, words), nameIn(SYSTEMS, words)].filter((name) => name !== undefined);
  return known.length === 0 ? null : known.join(' · ');
}
