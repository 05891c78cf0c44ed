import { resolve } from 'node:path';

import { verifyBanks, type BankSummary, type VerifyReport } from '../question-bank/verify-banks.js';
import { argumentsOf, type BankTerminal, type ExitCode } from './bank-terminal.js';

const OPTIONS = {
  sources: { type: 'string' },
  banks: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

/** 0 nothing to mend, 1 findings, 2 a folder is missing. */
export async function verifyCommand(args: readonly string[], terminal: BankTerminal): Promise<ExitCode | 'usage'> {
  const call = argumentsOf(args, OPTIONS, 0)?.values;
  if (call === undefined) return 'usage';
  const directory = resolve(call.banks ?? terminal.env['QUESTION_BANKS_DIR'] ?? 'question-banks');
  const sources = call.sources === undefined ? null : resolve(call.sources);
  const today = new Date(terminal.now).toISOString().slice(0, 10);
  let report: VerifyReport;
  try {
    report = await verifyBanks({ directory, sources, today });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    terminal.fault(`找不到题库文件夹 ${directory}。No such folder.`);
    return 2;
  }
  if (call.json) terminal.out(JSON.stringify({ ok: report.findings.length === 0, ...report }, null, 2));
  else linesOf(report, sources).forEach((line) => terminal.out(line));
  return report.findings.length === 0 ? 0 : 1;
}

function linesOf(report: VerifyReport, sources: string | null): string[] {
  const total = report.banks.reduce((sum, { items }) => sum + items, 0);
  const { structure, withoutSource } = report.unchecked;
  return [
    ...report.banks.flatMap(bankLines),
    ...report.findings.map(
      ({ itemId, severity, message }) =>
        `${severity === 'error' ? '错误' : '建议'} ${itemId ?? '整个题库'}：${message}`,
    ),
    `共 ${report.banks.length} 个题库、${total} 道题；核对引文 ${report.quotesChecked} 条；发现 ${report.findings.length} 处。`,
    ...(sources === null
      ? ['没有核对：未给出 --sources，引文没有与原文逐字核对。The quotes were not checked: no --sources.']
      : []),
    ...(sources !== null && withoutSource.length > 0
      ? [`没有核对：缺少这些题的原文 ${withoutSource.join('、')}。`]
      : []),
    ...(structure.length > 0 ? [`没有核对：这些题依据公开的篇章结构，没有引文 ${structure.join('、')}。`] : []),
  ];
}

function bankLines(bank: BankSummary): string[] {
  const table = (counts: BankSummary['kinds']) =>
    Object.entries(counts)
      .map(([name, count]) => `${name} ${count}`)
      .join('，');
  return [
    `${bank.title}（${bank.slug}）${bank.items} 题，易读版 ${bank.easyRead}，朗读文本 ${bank.readAloud}`,
    `  题型：${table(bank.kinds)}`,
    `  部分：${table(bank.parts)}`,
    `  难度：${table(bank.difficulties)}`,
    `  答案：${table(bank.keys)}`,
  ];
}
