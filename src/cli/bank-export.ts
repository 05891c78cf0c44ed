import { writeFile } from 'node:fs/promises';

import { BANK_ITEM_STATUSES, EXPORT_FORMATS } from '../protocol/question-bank.js';
import { newId } from '../platform/ids.js';
import { argumentsOf, type BankTerminal, type ExitCode } from './bank-terminal.js';

const OPTIONS = {
  format: { type: 'string' },
  out: { type: 'string' },
  status: { type: 'string', default: 'all' },
  part: { type: 'string', default: 'both' },
  json: { type: 'boolean', default: false },
} as const;

const STATUSES = [...BANK_ITEM_STATUSES, 'all'] as const;
const PARTS = ['both', 'paper'] as const;

/** 0 written, also where the format cannot carry everything (that is said); 2 the bank or the database is not there. */
export async function exportCommand(args: readonly string[], terminal: BankTerminal): Promise<ExitCode | 'usage'> {
  const parsed = argumentsOf(args, OPTIONS, 1);
  const [name] = parsed?.positionals ?? [];
  const format = EXPORT_FORMATS.find((one) => one === parsed?.values.format);
  const status = STATUSES.find((one) => one === parsed?.values.status);
  const part = PARTS.find((one) => one === parsed?.values.part);
  if (parsed === null || name === undefined || format === undefined || status === undefined || part === undefined) {
    terminal.fault(`可用的格式 formats：${EXPORT_FORMATS.join(' ')}`);
    return 'usage';
  }
  const { withBanks } = await import('./bank-database.js');
  const { bankContent, bankDocument } = await import('../question-bank/export/bank-content.js');
  const { exportName } = await import('../question-bank/export/export-name.js');
  const { exportMark } = await import('../question-bank/export/export-mark.js');
  const { PRINTERS } = await import('../question-bank/export/printers.js');
  return withBanks(terminal, async ({ manager, media, recordExport, idOf }) => {
    const bankId = await idOf(name);
    const bank = bankDocument(await bankContent(manager, bankId, status));
    const exportId = newId();
    const mark = exportMark({ by: '命令行', at: Date.now(), id: exportId });
    const { bytes, losses } = await PRINTERS[format].print(bank, part, mark, (file) => media.read(file));
    await recordExport({ bankId, format, status, part, items: bank.items.length, exportId });
    const out = parsed.values.out ?? exportName(bank.title, format, part);
    if (out === '-') terminal.write(bytes);
    else await writeFile(out, bytes);
    const items = bank.items.length;
    // With - the standard output is the file itself.
    const say = out === '-' ? terminal.fault.bind(terminal) : terminal.out.bind(terminal);
    if (parsed.values.json) say(JSON.stringify({ file: out, format, items, losses }, null, 2));
    else [`已导出 ${items} 道题：${out}`, ...lossLines(losses)].forEach(say);
    return 0;
  });
}

function lossLines(losses: readonly { readonly itemId: string; readonly message: string }[]): string[] {
  if (losses.length === 0) return [];
  return [
    `这种格式有 ${losses.length} 处不能完整表示：`,
    ...losses.map(({ itemId, message }) => `  ${itemId === '' ? '整个题库' : itemId}：${message}`),
  ];
}
