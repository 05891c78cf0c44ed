/** An item of a bank in the shapes that the participants' components show. */
import type { CorrectResponse, ItemFrame, ItemKind, Media } from '@protocol/item.js';
import type { BankChoiceBody, BankItemBody, BankMediaRef } from '@protocol/question-bank.js';
import { letterOf } from '../item-draft.js';
import { bankFile } from './bank-api.js';
import { blanksIn } from './bank-item-draft.js';

const SECONDS_SHOWN = 30;
const POINTS_SHOWN = 10;

export type PlayableBody = BankItemBody & { readonly kind: ItemKind };
export const isPlayableBody = (item: BankItemBody): item is PlayableBody => item.kind !== 'short-answer';

const mediaOf = (media: readonly BankMediaRef[] | undefined): readonly Media[] =>
  (media ?? []).map(({ kind, file, alt, captions }) => ({
    kind,
    url: bankFile.media(file),
    ...(alt === undefined ? {} : { alt }),
    ...(captions === undefined ? {} : { captionsUrl: bankFile.media(captions) }),
  }));

const entriesOf = (
  list: readonly BankChoiceBody[] | undefined,
  label: (index: number) => string,
): ItemFrame['choices'] =>
  (list ?? []).map(({ id, text, media }, index) => ({ id, text, label: label(index), media: mediaOf(media) }));

/** The item as participants will see it, as the only one of a contest. */
export function frameOfBody(item: PlayableBody): ItemFrame {
  return {
    contestItemId: 'preview',
    opening: 1,
    number: 1,
    of: 1,
    warmUp: false,
    kind: item.kind,
    ...(item.select === undefined ? {} : { select: item.select }),
    stem: item.stem,
    ...(item.readAloud === undefined ? {} : { readAloud: item.readAloud }),
    ...(item.easyRead === undefined ? {} : { easyRead: item.easyRead }),
    choices: entriesOf(item.choices, letterOf),
    ...(item.kind === 'matching' ? { targets: entriesOf(item.targets, (index) => String(index + 1)) } : {}),
    ...(item.kind === 'fill-in' ? { blanks: Math.max(1, blanksIn(item.stem)) } : {}),
    media: mediaOf(item.media),
    points: item.points ?? POINTS_SHOWN,
    timeLimitSeconds: SECONDS_SHOWN,
    opensAt: null,
    closesAt: null,
  };
}

/** The key in the participants' shape; null where there is none yet. A range reads as 3～5. */
export function keyOfBody(item: PlayableBody): CorrectResponse | null {
  const key = item.correctResponse;
  if (key === undefined) return null;
  if (typeof key === 'boolean') return { value: key };
  if (typeof key === 'string') return { choices: [key] };
  if (!Array.isArray(key)) return { pairs: Object.entries(key as Readonly<Record<string, string>>) };
  if (item.kind === 'fill-in') {
    const blanks = key as readonly (readonly string[] | { readonly min: number; readonly max: number })[];
    return { texts: blanks.map((blank) => ('min' in blank ? [`${blank.min}～${blank.max}`] : blank)) };
  }
  const ids = key as readonly string[];
  return item.kind === 'ordering' ? { order: ids } : { choices: ids };
}
