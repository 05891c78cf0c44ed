import type { BankTerminal, ExitCode } from './bank-terminal.js';

export type { BankTerminal } from './bank-terminal.js';

const USAGE = [
  '用法 Usage:',
  '  npm run --silent bank -- verify [--sources DIR] [--json] [--banks DIR]',
  '    --sources DIR  原文所在文件夹，用来逐字核对引文 folder of the source texts, to check the quotes word for word',
  '    --banks DIR    题库文件夹，默认 question-banks folder of the banks',
  '  npm run --silent bank -- import FILE [--format F] [--dry-run] [--bank SLUG] [--mode M] [--json]',
  '    FILE           题库文件；- 表示标准输入 the file; - is standard input',
  '    --format F     不按内容识别，按此格式读取 read it as this, whatever its content looks like',
  '    --dry-run      只看结果，不写入数据库 only look, write nothing; needs no database',
  '    --bank SLUG    导入已有题库，默认新建一个 into a bank that is there; a new one otherwise',
  '    --mode M       all-or-nothing（默认）有一处不能读入就全部不导入；skip-bad 跳过不能读入的题目',
  '  npm run --silent bank -- export BANK --format F [--out FILE] [--status S] [--part paper] [--json]',
  '    BANK           题库的短名称 slug of the bank',
  '    --out FILE     写入的文件，默认按题库名称命名；- 表示标准输出 file to write; - is standard output',
  '    --status S     draft、reviewed、published 或 retired，默认全部 all by default',
  '    --json         输出 JSON print JSON',
];

/** `usage`: called wrongly. */
type Command = (args: readonly string[], terminal: BankTerminal) => Promise<ExitCode | 'usage'>;

/** Each is loaded when it is called: a dry run needs no database. */
const COMMANDS: Readonly<Record<string, (() => Promise<Command>) | undefined>> = {
  verify: async () => (await import('./bank-verify.js')).verifyCommand,
  import: async () => (await import('./bank-import.js')).importCommand,
  export: async () => (await import('./bank-export.js')).exportCommand,
};

/** Answers the exit code: 0 nothing to mend, 1 something to mend, 2 called wrongly or a file is missing. */
export async function runBankCommand(args: readonly string[], terminal: BankTerminal): Promise<ExitCode> {
  const [name = '', ...rest] = args;
  const command = await COMMANDS[name]?.();
  const ended = command === undefined ? 'usage' : await command(rest, terminal);
  if (ended !== 'usage') return ended;
  USAGE.forEach((line) => terminal.fault(line));
  return 2;
}
