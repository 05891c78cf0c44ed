/**
 * What a bank says of its items and QTI has no place for. It stands in a file of its own beside the items, which the
 * manifest lists as content of the web: the schema of QTI 3 allows no elements of others in the manifest itself.
 */
import type { BankSource, Difficulty, StoredBankItem } from '../../types.js';
import { dayOf, pointsOf } from '../../understand/fields.js';
import type { XmlElement } from '../xml-tree.js';
import type { ItemDraft } from './item-draft.js';
import { resolvePath, type QtiFile } from './qti-file.js';
import { attributeOf, childNamed, childrenNamed, wholeText } from './qti-tree.js';

export const METADATA_FILE = 'bank-metadata.xml';
const NAMESPACE = 'urn:xuesai:bank-metadata:1';

const KINDS = ['true-false', 'choice', 'fill-in', 'ordering', 'matching', 'short-answer'] as const;

export type BankMetadata = Pick<ItemDraft, 'fields'> & Required<Pick<ItemDraft, 'own'>>;

const text = (name: string, content: string | undefined, attributes: Record<string, string> = {}): XmlElement[] =>
  content === undefined ? [] : [{ name, namespace: NAMESPACE, attributes, children: [content], line: 0 }];

/** An attribute for each value that is there. */
const written = (values: Readonly<Record<string, string | number | boolean | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );

/** `alternatives`: the files of the items have no place for them (QTI 2). */
export const printMetadata = (
  items: readonly { readonly item: StoredBankItem; readonly path: string }[],
  alternatives: boolean,
): XmlElement => ({
  name: 'bank',
  namespace: NAMESPACE,
  attributes: {},
  children: items.map(({ item, path }) => printEntry(item, path, alternatives)),
  line: 0,
});

function printEntry(item: StoredBankItem, path: string, alternatives: boolean): XmlElement {
  const { source } = item;
  return {
    name: 'item',
    namespace: NAMESPACE,
    attributes: written({
      href: path,
      kind: item.kind,
      difficulty: item.difficulty,
      points: item.points,
      verification: item.verification,
      validUntil: item.validUntil,
      anyOrder: item.kind === 'fill-in' ? item.anyOrder : undefined,
      keyless: item.correctResponse === undefined ? true : undefined,
    }),
    children: [
      ...item.tags.flatMap((tag) => text('tag', tag)),
      ...(alternatives ? [...text('readAloud', item.readAloud), ...text('easyRead', item.easyRead)] : []),
      ...(source === undefined ? [] : [printSource(source)]),
    ],
    line: 0,
  };
}

function printSource({ document, title, article, paragraph, section, quote }: BankSource): XmlElement {
  return {
    name: 'source',
    namespace: NAMESPACE,
    attributes: written({ document, title, article, paragraph, section }),
    children: text('quote', quote),
    line: 0,
  };
}

/** By the path of the item; empty where the package is not of this software. */
export function readMetadata(files: readonly QtiFile[]): ReadonlyMap<string, BankMetadata> {
  const entries = files.flatMap(({ path, root }) =>
    root?.name === 'bank' && root.namespace === NAMESPACE
      ? childrenNamed(root, 'item').flatMap((element): [string, BankMetadata][] => {
          const metadata = readEntry(element);
          return metadata === undefined ? [] : [[resolvePath(attributeOf(element, 'href'), path), metadata]];
        })
      : [],
  );
  return new Map(entries);
}

/** What cannot be read is left out. */
function readEntry(element: XmlElement): BankMetadata | undefined {
  const kind = KINDS.find((known) => known === attributeOf(element, 'kind'));
  if (kind === undefined) return undefined;
  const verification = attributeOf(element, 'verification');
  const said = (name: string) => {
    const child = childNamed(element, name);
    return child === undefined || wholeText(child) === '' ? undefined : wholeText(child);
  };
  const fields = {
    difficulty: /^[1-5]$/u.test(attributeOf(element, 'difficulty'))
      ? (Number(attributeOf(element, 'difficulty')) as Difficulty)
      : undefined,
    points: pointsOf(attributeOf(element, 'points')),
    verification: verification === 'quoted' || verification === 'structure' ? verification : undefined,
    validUntil: dayOf(attributeOf(element, 'validUntil')) ?? undefined,
    anyOrder: attributeOf(element, 'anyOrder') === 'true' ? true : undefined,
    readAloud: said('readAloud'),
    easyRead: said('easyRead'),
    source: readSource(childNamed(element, 'source')),
    tags: childrenNamed(element, 'tag').map(wholeText),
  };
  return {
    own: { kind, keyless: attributeOf(element, 'keyless') === 'true' },
    fields: Object.fromEntries(
      Object.entries(fields).filter(([, value]) => value !== undefined),
    ) as unknown as BankMetadata['fields'],
  };
}

function readSource(element: XmlElement | undefined): BankSource | undefined {
  const document = attributeOf(element, 'document');
  if (element === undefined || document === '') return undefined;
  const number = (name: string) => {
    const value = Number(attributeOf(element, name));
    return Number.isInteger(value) && value > 0 ? { [name]: value } : {};
  };
  const words = (name: string) => (attributeOf(element, name) === '' ? {} : { [name]: attributeOf(element, name) });
  const quote = childNamed(element, 'quote');
  return {
    document,
    ...words('title'),
    ...number('article'),
    ...number('paragraph'),
    ...words('section'),
    ...(quote === undefined ? {} : { quote: wholeText(quote) }),
  };
}
