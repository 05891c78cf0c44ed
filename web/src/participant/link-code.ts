/** The personal code of an entry link (#code=…), taken out of the address so that no history or screenshot keeps it. */
import { entryCodeFrom } from '../lib/branch-search.js';

export function codeOfLink(): string {
  const code = entryCodeFrom(new URLSearchParams(window.location.hash.slice(1)).get('code') ?? '');
  if (code !== '') history.replaceState(history.state, '', window.location.pathname + window.location.search);
  return code;
}
