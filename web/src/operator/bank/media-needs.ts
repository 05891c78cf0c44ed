/** What a picture, recording or sign video still lacks before its item may be published. */
import type { BankMediaKind, BankMediaRef } from '@protocol/question-bank.js';

/** Message keys under `bank.edit.media`. */
export type MediaNeed = 'missingAlt' | 'missingCaptions';

export function mediaNeeds({ kind, alt, captions }: BankMediaRef): readonly MediaNeed[] {
  return [
    ...(kind === 'image' && (alt ?? '').trim() === '' ? (['missingAlt'] as const) : []),
    ...(kind === 'sign-video' && captions === undefined ? (['missingCaptions'] as const) : []),
  ];
}

/** What the file chooser offers; the server looks at the bytes. */
export const ACCEPTED: Readonly<Record<BankMediaKind, string>> = {
  image: 'image/jpeg,image/png,image/webp',
  audio: 'audio/mpeg,audio/mp4,.mp3,.m4a',
  'sign-video': 'video/mp4,.mp4',
  captions: '.vtt,text/vtt',
};
