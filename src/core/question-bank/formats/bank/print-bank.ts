import type { BankDocument, BankSource, StoredBankItem } from '../../types.js';
import type { Loss, Printing } from '../reading.js';

/** In this order an item is written: what it asks, what is right, why, and then what is said about it. */
const FIELDS = [
  'id',
  'kind',
  'select',
  'stem',
  'media',
  'choices',
  'targets',
  'correctResponse',
  'anyOrder',
  'explanation',
  'difficulty',
  'points',
  'tags',
  'readAloud',
  'easyRead',
  'source',
  'verification',
  'validUntil',
] as const;

/**
 * The bank as our own format has it, to be written as YAML or JSON. Titles of sources that `documents` gives are not
 * repeated. Nothing is lost but the files that media refer to, which stay where they are stored.
 */
export function printBank(bank: BankDocument<StoredBankItem>): Printing<BankDocument<StoredBankItem>> {
  const titles = new Map(bank.documents.map(({ slug, title }) => [slug, title]));
  return {
    output: { ...bank, items: bank.items.map((item) => written(item, titles)) },
    losses: bank.items.flatMap(mediaLosses),
  };
}

function written(item: StoredBankItem, titles: ReadonlyMap<string, string>): StoredBankItem {
  const all: Readonly<Partial<Record<string, unknown>>> = {
    ...item,
    ...(item.source === undefined ? {} : { source: untitled(item.source, titles) }),
  };
  return Object.fromEntries(
    FIELDS.flatMap((field) => (all[field] === undefined ? [] : [[field, all[field]]])),
  ) as unknown as StoredBankItem;
}

function untitled(source: BankSource, titles: ReadonlyMap<string, string>): BankSource {
  const { title, ...rest } = source;
  return title === undefined || titles.get(source.document) === title ? rest : source;
}

function mediaLosses(item: StoredBankItem): Loss[] {
  const choices = [...('choices' in item ? item.choices : []), ...('targets' in item ? item.targets : [])];
  const media = [...(item.media ?? []), ...choices.flatMap((choice) => choice.media ?? [])];
  if (media.length === 0) return [];
  return [
    {
      itemId: item.id,
      code: 'media.not-carried',
      message: `文件里只记下 ${media.length} 个图片、录音或视频的编号，在别的服务器上需要重新上传。`,
    },
  ];
}
