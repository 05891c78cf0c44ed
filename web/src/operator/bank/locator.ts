/** Where in its document an item rests, in the order in which a reader looks it up. */
import type { BankSourceBody } from '@protocol/question-bank.js';

export function locatorOf({ article, section, paragraph }: BankSourceBody): { readonly locator?: string } {
  if (article !== undefined) return { locator: `第${article}条` };
  if (section !== undefined) return { locator: section };
  return paragraph === undefined ? {} : { locator: `第${paragraph}段` };
}
