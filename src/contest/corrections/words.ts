import { refuse } from '../../platform/refusal.js';

/** What a person has to write: without the spaces around it, and not nothing but spaces. @throws RefusalError rest.invalid */
export function written(text: string, path: string): string {
  const clean = text.trim();
  if (clean === '') throw refuse('rest.invalid', { details: [{ path, message: '请填写内容。' }] });
  return clean;
}
