/** A reflection as it stands in the form, kept on the device until the server has it. */
import type { OwnReflection, ReflectionFields } from '@protocol/own-reading.js';
import { REFLECTION_FORM_NAMES } from '@protocol/reading.js';
import { draftsOf } from '../drafts.js';

export interface ReflectionDraft extends ReflectionFields {
  readonly campaignId: string;
  /** Of the reflection that it builds on; null: there is none yet. */
  readonly baseVersion: number | null;
}

export const NEW = 'new-';
const PREFIX = 'reflection.';
export const draftName = (reflectionId: string): string => PREFIX + reflectionId;

export const emptyFields = (bookId: string | null): ReflectionFields => ({
  bookId,
  title: '',
  form: 'text',
  words: '',
  transcript: '',
});
export const fieldsOf = ({ bookId, title, form, words, transcript }: OwnReflection): ReflectionFields => ({
  bookId,
  title,
  form,
  words,
  transcript,
});

export const sameFields = (one: ReflectionFields, other: ReflectionFields): boolean =>
  one.bookId === other.bookId &&
  one.form === other.form &&
  (['title', 'words', 'transcript'] as const).every((name) => one[name].trim() === other[name].trim());

const isText = (value: unknown): value is string => typeof value === 'string';

/** Whatever an older page or somebody's hand left there. */
function readDraft(kept: unknown): ReflectionDraft | null {
  if (typeof kept !== 'object' || kept === null) return null;
  const { campaignId, baseVersion, bookId, title, form, words, transcript } = kept as Partial<ReflectionDraft>;
  const whole =
    isText(campaignId) &&
    (baseVersion === null || Number.isSafeInteger(baseVersion)) &&
    (bookId === null || isText(bookId)) &&
    [title, words, transcript].every(isText) &&
    REFLECTION_FORM_NAMES.some((name) => name === form);
  return whole ? (kept as ReflectionDraft) : null;
}

export const draftOf = (personId: string, reflectionId: string): ReflectionDraft | null =>
  readDraft(draftsOf(personId)[draftName(reflectionId)]);

/** Reflections of the campaign that the server has never seen. */
export function newOnDevice(
  personId: string,
  campaignId: string,
): readonly { readonly id: string; readonly title: string }[] {
  return Object.entries(draftsOf(personId)).flatMap(([name, kept]) => {
    const draft = readDraft(kept);
    if (!name.startsWith(PREFIX + NEW) || draft?.campaignId !== campaignId) return [];
    return [{ id: name.slice(PREFIX.length), title: draft.title }];
  });
}
