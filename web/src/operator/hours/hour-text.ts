import type { PackageIndicator } from '@protocol/study-export.js';
import type { EntryKind } from '@protocol/study.js';

/** 150 → '1.5' */
export const hoursOf = (hundredths: number): string => String(hundredths / 100);
/** Hours as typed; whole hundredths, since 0.29 × 100 is not 29. */
export const hundredthsOf = (hours: number): number => Math.round(hours * 100);

export function sizeOf(bytes: number): string {
  const kilobytes = bytes / 1024;
  return kilobytes < 1024 ? `${Math.max(1, Math.round(kilobytes))} KB` : `${(kilobytes / 1024).toFixed(1)} MB`;
}

/** Lines of number, name and kinds; `badLine` from 1, null where all are understood. */
export function readIndicators(
  text: string,
  kinds: ReadonlyMap<string, EntryKind>,
): { readonly indicators: readonly PackageIndicator[]; readonly badLine: number | null } {
  const indicators: PackageIndicator[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const [number = '', name = '', ...words] = line.split(/[,，]/u).map((part) => part.trim());
    const known = words.flatMap((word) => kinds.get(word) ?? []);
    const understood = number !== '' && name !== '' && words.length > 0 && known.length === words.length;
    if (!understood) return { indicators, badLine: index + 1 };
    indicators.push({ number, name, kinds: known, modes: [] });
  }
  return { indicators, badLine: null };
}
