/** Pictures and recordings that come with a file and are kept with its items. */
import type { BankMedia } from '../types.js';
import { fault, type Fault } from '../understand/fault.js';

/** One that was checked and can be kept; `file` as in `BankMedia`. */
export interface KeptFile {
  readonly kind: BankMedia['kind'] | 'captions';
  readonly file: string;
}

/** By the path within the package, or by the base64 text that stands in the file itself. */
export type KeptFiles = ReadonlyMap<string, KeptFile>;

export const NOTHING_KEPT: KeptFiles = new Map();

/** The kept file that an address in a text means; undefined where it is not there or cannot be kept. */
export type Carry = (address: string) => KeptFile | undefined;

/** A carried file where it stood, with its own name. */
export interface Carried {
  readonly name: string;
  readonly media: BankMedia;
}

const INLINE = /^data:[a-z]+\/[\w.+-]+;base64,(.*)$/isu;

/** What `data:image/png;base64,…` holds. */
export const inlineBytes = (address: string): string | undefined => INLINE.exec(address)?.[1]?.replace(/\s+/gu, '');

export const mediaOf = (carried: readonly Carried[]): readonly BankMedia[] => carried.map(({ media }) => media);

/** A property for an item or a choice that has some. */
export const withMedia = (media: readonly BankMedia[]): { readonly media?: readonly BankMedia[] } =>
  media.length === 0 ? {} : { media };

/** What a person has to see to before the item is published. */
export const carriedWarnings = (carried: readonly Carried[]): readonly Fault[] =>
  carried.flatMap(({ name, media }) => {
    if (media.kind === 'audio') {
      return [fault('feature.dropped', `录音“${name}”已作为题目的朗读录音导入，请听一遍核对。`, name)];
    }
    if (media.kind === 'sign-video') {
      return media.captions === undefined
        ? [fault('media.missing', `手语视频“${name}”没有字幕，请补上再发布。`, name)]
        : [];
    }
    return media.alt === undefined ? [fault('media.missing', `图片“${name}”没有替代文字，请补上再发布。`, name)] : [];
  });
