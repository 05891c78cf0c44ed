/** What an export is made of: its documents one after the other, so that a province never stands in memory. */
import { assertNever } from '../../core/result.js';
import { refuse } from '../../platform/refusal.js';
import type { DocumentInput } from './jobs/export-job.js';
import type { LedgerReader } from './ledger-reader.service.js';
import type { MonthReader } from './month-reader.js';
import type { StudyExportEntity } from './persistence/study-export.entity.js';

export interface Gathered {
  readonly inputs: AsyncIterable<DocumentInput>;
  readonly count: number;
  /** Several documents in one zip. */
  readonly archive: boolean;
  readonly name: string;
  readonly extension: string;
}

const MEGABYTE = 1024 * 1024;

export async function documentsOf(months: MonthReader, row: StudyExportEntity, attachments: string): Promise<Gathered> {
  const reader = months.ledger;
  const { kind, unitId, year, month, options } = row;
  const { named = null, figures = true } = options.sight ?? {};
  const names = (id: string): boolean => named === null || named === id;
  const { unitName } = await reader.year(unitId, year, false);
  switch (kind) {
    case 'ledger-xlsx':
    case 'ledger-docx': {
      const extension = kind === 'ledger-xlsx' ? '.xlsx' : '.docx';
      const name = `${unitName}-${year}年度学习台账`;
      if (!options.below) return { inputs: one({ kind, name: '', data: await reader.year(unitId, year, names(unitId)) }), count: 1, archive: false, name, extension };
      const units = await reader.unitsBelow(unitId, year);
      return { inputs: ledgers(reader, kind, units, { year, names }), count: units.length, archive: true, name, extension: '.zip' };
    }
    case 'cards': {
      const cards = await reader.cards(unitId, year);
      const inputs = cards.map((data, index): DocumentInput => ({ kind: 'card', name: `${two(index + 1)}-${data.name}.docx`, data }));
      return { inputs: several(inputs), count: inputs.length, archive: true, name: `${unitName}-${year}年度学习卡`, extension: '.zip' };
    }
    case 'brief': {
      const data = await months.of(unitId, { year, month: month ?? 1, figures });
      return { inputs: one({ kind, name: '', data }), count: 1, archive: false, name: `${unitName}-${year}年${month ?? 1}月学习简报（草稿）`, extension: '.docx' };
    }
    case 'package': {
      if (options.package === null) throw refuse('study.export-rejected');
      const { largestMb, ...rest } = options.package;
      const settings = { ...rest, largestFile: largestMb * MEGABYTE };
      const data = { unitName, settings, entries: await reader.entries(unitId, reader.yearOfPeriod(year)), attachments };
      return { inputs: one({ kind, name: '', data }), count: 1, archive: true, name: `${unitName}-${year}年材料包`, extension: '.zip' };
    }
    default:
      return assertNever(kind);
  }
} // prettier-ignore

async function* one(input: DocumentInput): AsyncIterable<DocumentInput> {
  yield await Promise.resolve(input);
}

async function* several(inputs: readonly DocumentInput[]): AsyncIterable<DocumentInput> {
  for (const input of inputs) yield await Promise.resolve(input);
}

async function* ledgers(
  reader: LedgerReader,
  kind: 'ledger-xlsx' | 'ledger-docx',
  units: readonly string[],
  { year, names }: { readonly year: number; readonly names: (unitId: string) => boolean },
): AsyncIterable<DocumentInput> {
  const taken = new Map<string, number>();
  for (const unitId of units) {
    const data = await reader.year(unitId, year, names(unitId));
    const name = [...data.above.slice(1), data.unitName].join('-').replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]/gu, ' ').slice(0, 80);
    const times = (taken.get(name) ?? 0) + 1;
    taken.set(name, times);
    yield { kind, name: `${name}${times === 1 ? '' : `(${times})`}${kind === 'ledger-xlsx' ? '.xlsx' : '.docx'}`, data };
  }
} // prettier-ignore

const two = (value: number): string => String(value).padStart(2, '0');
