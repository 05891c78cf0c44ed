import { ref } from 'vue';
import type { Ref } from 'vue';
import type { Result } from '../lib/refusal.js';

interface FieldError {
  readonly fieldId?: string;
  readonly message: string;
}

export interface Saving {
  readonly errors: Ref<readonly FieldError[]>;
  readonly busy: Ref<boolean>;
  /** What is wrong with that field. */
  readonly of: (fieldId: string) => string | undefined;
  /**
   * Sends once at a time, and only where `missing` is empty.
   * @returns what the server said, or null where it refused or was not asked; the reasons are in `errors` then
   */
  readonly save: <T>(missing: readonly FieldError[], send: () => Promise<Result<T>>) => Promise<T | null>;
}

/**
 * The saving of a form.
 * @param fields the id of the field for each path that a refusal may name
 */
export function useSaving(fields: Readonly<Record<string, string>>): Saving {
  const errors = ref<readonly FieldError[]>([]);
  const busy = ref(false);

  async function save<T>(missing: readonly FieldError[], send: () => Promise<Result<T>>): Promise<T | null> {
    if (busy.value) return null;
    errors.value = missing;
    if (missing.length > 0) return null;
    busy.value = true;
    const reply = await send();
    busy.value = false;
    if (reply.ok) return reply.data;
    errors.value = reply.error.details?.map(({ path, message }) => {
      const fieldId = fields[path];
      return fieldId === undefined ? { message } : { fieldId, message };
    }) ?? [{ message: reply.error.message }];
    return null;
  }

  return { errors, busy, of: (id) => errors.value.find(({ fieldId }) => fieldId === id)?.message, save };
}
