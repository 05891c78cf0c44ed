import type { BankDocument, StoredBankItem } from '../../types.js';
import type { Loss, Printing } from '../reading.js';
import type { XmlElement } from '../xml-tree.js';
import { METADATA_FILE, printMetadata } from './bank-metadata.js';
import { printItem } from './print-item.js';
import { DIALECTS, element, inNamespace, type PrintVersion } from './print-words.js';

/**
 * A content package: the manifest and one file an item, by path. Other software gets stem, choices, key and explanation,
 * in QTI 3 also what is read aloud and the easy version; the rest stands in a file of its own for this software.
 */
export function printQti(
  bank: BankDocument<StoredBankItem>,
  version: PrintVersion,
): Printing<ReadonlyMap<string, XmlElement>> {
  const dialect = DIALECTS[version];
  const files = bank.items.map((item, index) => ({
    item,
    path: `items/item-${String(index + 1).padStart(4, '0')}.xml`,
  }));
  const resources = files.map(({ path }, index) =>
    element(
      'resource',
      { identifier: `RES-${index + 1}`, type: dialect.itemType, href: path },
      element('file', { href: path }),
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
      element(
        'resource',
        { identifier: 'BANK-METADATA', type: 'webcontent', href: METADATA_FILE },
        element('file', { href: METADATA_FILE }),
      ),
    ),
  );
  return {
    output: new Map([
      ['imsmanifest.xml', inNamespace(manifest, dialect.packageNamespace)],
      ...files.map(({ item, path }): [string, XmlElement] => [path, printItem(item, version)]),
      [METADATA_FILE, printMetadata(files, version === '2.1')],
    ]),
    losses: bank.items.flatMap(lossesOf),
  };
}

function lossesOf(item: StoredBankItem): readonly Loss[] {
  const choices = 'choices' in item ? item.choices : [];
  const targets = 'targets' in item ? item.targets : [];
  const withMedia = [item, ...choices, ...targets].some(({ media }) => media !== undefined && media.length > 0);
  const blanks = item.kind === 'fill-in' ? (item.stem.match(/_{4,}/gu)?.length ?? 0) : 1;
  const keys = item.kind === 'fill-in' ? (item.correctResponse?.length ?? blanks) : blanks;
  return [
    ...(withMedia
      ? [{ itemId: item.id, code: 'media.not-carried', message: '图片、录音和视频没有导出，请另外交付。' } as const]
      : []),
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
