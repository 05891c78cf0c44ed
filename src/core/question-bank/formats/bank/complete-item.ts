import type { BankDocument, StoredBankItem } from '../../types.js';

/**
 * Gives each item what the file may leave out or says once for all: an empty list where it has no tags, and the title of
 * its source, so that a stored item can be shown without its bank. A title of the item's own stays.
 */
export function completeItems<I extends StoredBankItem>({
  documents,
  items,
}: Pick<BankDocument<I>, 'documents' | 'items'>): readonly I[] {
  const titles = new Map(documents.map(({ slug, title }) => [slug, title]));
  return items.map((item): I => {
    const { source } = item;
    const tags: readonly string[] | undefined = item.tags;
    const title = source === undefined ? undefined : (source.title ?? titles.get(source.document));
    const titled = source === undefined || title === undefined ? {} : { source: { ...source, title } };
    return { ...item, tags: tags ?? [], ...titled };
  });
}
