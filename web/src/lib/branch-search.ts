/** Finding one's branch by characters, in any order of words, or by pinyin initials. */
export interface SearchableBranch {
  readonly id: string;
  readonly name: string;
  readonly initials: string;
}

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();

export function searchBranches<B extends SearchableBranch>(branches: readonly B[], query: string): readonly B[] {
  const words = plain(query)
    .split(' ')
    .filter((word) => word !== '');
  if (words.length === 0) return branches;
  return branches.filter((branch) => {
    const name = plain(branch.name);
    const initials = branch.initials.toLowerCase();
    return words.every((word) => name.includes(word) || initials.includes(word));
  });
}

/** Six digits out of whatever was typed or pasted (full-width digits, spaces, a whole join address). */
export function pinFrom(text: string): string {
  const half = text.normalize('NFKC');
  const inAddress = /\/join\/(\d{6})(?:\D|$)/.exec(half)?.[1];
  return inAddress ?? half.replace(/\D/g, '').slice(0, 6);
}

/** Codes of contests that were entered before an update have 6 characters. */
export const isWholeRejoinCode = (code: string): boolean => code.length === 6 || code.length === 8;

/** In groups of four, to be read out and typed. */
export const groupedRejoinCode = (code: string): string => code.replace(/^(.{4})(?=.{4}$)/u, '$1 ');

/** 续答码 as it is printed: letters and digits, upper case. */
export function rejoinCodeFrom(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[^0-9a-z]/gi, '')
    .toUpperCase()
    .slice(0, 8);
}

/** A personal code as it is printed, also out of a whole entry link. */
export function entryCodeFrom(text: string): string {
  const linked = /#code=([0-9a-z%-]+)/iu.exec(text)?.[1] ?? text;
  return linked
    .normalize('NFKC')
    .replace(/[^0-9a-z]/giu, '')
    .toUpperCase()
    .slice(0, 12);
}

/** A study code as it is printed, also out of a whole link (/study/enter#CODE). */
export const studyCodeFrom = (text: string): string => entryCodeFrom(/\/study\/enter#(.+)/u.exec(text)?.[1] ?? text);

/** In groups of four, to be read out and typed. */
export const groupedCode = (code: string): string => (code.match(/.{1,4}/gu) ?? []).join(' ');
