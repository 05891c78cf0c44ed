import type { BankDocument, StoredBankItem } from '../../types.js';
import { filesOfItem, LACKING_MEDIA } from '../media-markup.js';
import type { Loss, Printing } from '../reading.js';
import type { XmlElement } from '../xml-tree.js';
import { METADATA_FILE, printMetadata } from './bank-metadata.js';
import { printItem } from './print-item.js';
import { mediaPath, mediaPrinter } from './print-media.js';
import { DIALECTS, element, inNamespace, type PrintVersion } from './print-words.js';

/**
 * A content package: the manifest and one file an item, by path. Other software gets stem, choices, key and explanation,
 * in QTI 3 also what is read aloud and the easy version; the rest stands in a file of its own for this software. Whoever
 * puts the package together adds each of `media` at its `mediaPath`.
 * @param media ids of the files that are to be had; what others show is a loss
 */
export function printQti(
  bank: BankDocument<StoredBankItem>,
  version: PrintVersion,
  media: ReadonlySet<string> = new Set(),
): Printing<ReadonlyMap<string, XmlElement>> {
  const dialect = DIALECTS[version];
  const files = bank.items.map((item, index) => ({
    item,
    path: `items/item-${String(index + 1).padStart(4, '0')}.xml`,
  }));
  const shown = [...new Set(bank.items.flatMap(filesOfItem))].filter((file) => media.has(file));
  const resources = files.map(({ item, path }, index) =>
    element(
      'resource',
      { identifier: `RES-${index + 1}`, type: dialect.itemType, href: path },
      element('file', { href: path }),
      ...filesOfItem(item)
        .filter((file) => media.has(file))
        .map((file) => element('dependency', { identifierref: mediaName(shown.indexOf(file)) })),
    ),
  );
  const manifest = element(
    'manifest',
    { identifier: `MANIFEST-${bank.slug}` },
    element('metadata', {}, element('schema', {}, dialect.schema), element('schemaversion', {}, dialect.schemaVersion)),
    element('organizations', {}),
    element(
      'resources',
      {},
      ...resources,
      ...shown.map((file, index) => webContent(mediaName(index), mediaPath(file))),
      webContent('BANK-METADATA', METADATA_FILE),
    ),
  );
  return {
    output: new Map([
      ['imsmanifest.xml', inNamespace(manifest, dialect.packageNamespace)],
      ...files.map(({ item, path }): [string, XmlElement] => [
        path,
        printItem(item, { version, media: mediaPrinter(version, media) }),
      ]),
      [METADATA_FILE, printMetadata(files, version === '2.1')],
    ]),
    losses: bank.items.flatMap((item) => lossesOf(item, media)),
  };
}

const mediaName = (index: number) => `MEDIA-${index + 1}`;

const webContent = (identifier: string, href: string) =>
  element('resource', { identifier, type: 'webcontent', href }, element('file', { href }));

function lossesOf(item: StoredBankItem, media: ReadonlySet<string>): readonly Loss[] {
  const lacking = filesOfItem(item).some((file) => !media.has(file));
  const blanks = item.kind === 'fill-in' ? (item.stem.match(/_{4,}/gu)?.length ?? 0) : 1;
  const keys = item.kind === 'fill-in' ? (item.correctResponse?.length ?? blanks) : blanks;
  return [
    ...(lacking ? [{ itemId: item.id, code: 'media.not-carried', message: LACKING_MEDIA } as const] : []),
    ...(blanks === 0
      ? [
          {
            itemId: item.id,
            code: 'field.not-carried',
            message: '题干里没有空，导出时在末尾补了一个空，请核对。',
          } as const,
        ]
      : []),
    ...(blanks > 0 && keys !== blanks
      ? [
          {
            itemId: item.id,
            code: 'key.not-carried',
            message: `题干有 ${blanks} 个空，答案有 ${keys} 组，对不上的没有导出。`,
          } as const,
        ]
      : []),
  ];
}
