import type { Role } from '../core/access/rights.js';
import { OperatorRescue, type RescuedOperator } from '../identity/operator-rescue.js';
import { AppConfig } from '../platform/config/app-config.js';
import { opaqueId } from '../platform/ids.js';
import { RefusalError } from '../platform/refusal.js';
import { Fault, faultSentences, messageOf, requireDatabase } from './database-faults.js';

export interface Terminal {
  readonly env: Readonly<Record<string, string | undefined>>;
  out(line: string): void;
  fault(line: string): void;
  /** The whole of standard input. */
  input(): Promise<string>;
}

const USAGE = [
  '用法 Usage:',
  '  npm run operator -- list                            列出账号 list the accounts',
  '  npm run operator -- unlock <login>                  取消登录等待 end the waiting after failed sign-ins',
  '  npm run operator -- reset-password <login>          设置随机新密码 set a random new password',
  '  npm run operator -- reset-password <login> --stdin  从标准输入读取新密码 read the new password from standard input',
  '  npm run operator -- reset-totp <login>              关闭两步验证（手机丢失时） switch one-time codes off for a lost phone',
];

/** Answers the exit code: 0 done, 1 failed, 2 called wrongly. */
export async function runOperatorCommand(args: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const [command = '', login = '', ...flags] = args;
  const run = COMMANDS[command];
  const wellCalled = command === 'list' ? args.length === 1 : login !== '' && flags.every((flag) => flag === '--stdin');
  if (!run || !wellCalled || (flags.length > 0 && command !== 'reset-password')) {
    USAGE.forEach((line) => terminal.fault(line));
    return 2;
  }
  try {
    await withRescue(terminal, (rescue) => run(rescue, login, flags.includes('--stdin'), terminal));
    return 0;
  } catch (error) {
    sentencesOf(error).forEach((line) => terminal.fault(line));
    return 1;
  }
}

type Run = (rescue: OperatorRescue, login: string, fromInput: boolean, terminal: Terminal) => Promise<void>;

const COMMANDS: Readonly<Record<string, Run | undefined>> = {
  list: async (rescue, _login, _fromInput, terminal) => {
    const operators = await rescue.list();
    if (operators.length === 0) terminal.out('还没有账号，请按服务器启动窗口的提示完成设置。 No account yet.');
    for (const { login, displayName, roles, disabled } of operators) {
      const state = disabled ? '已停用 disabled' : '正常 active';
      terminal.out([login, displayName, roles.map((role) => ROLES[role]).join('、') || NO_ROLE, state].join('\t'));
    }
  },
  unlock: async (rescue, login, _fromInput, terminal) => {
    const operator = found(await rescue.unlock(login), login);
    terminal.out(`“${operator.login}”可以立即登录。 "${operator.login}" can sign in at once.`);
    warnIfDisabled(operator, terminal);
  },
  'reset-password': async (rescue, login, fromInput, terminal) => {
    const password = fromInput ? (await terminal.input()).split(/\r?\n/, 1).join('') : randomPassword();
    const operator = found(await rescue.resetPassword(login, password), login);
    terminal.out(`“${operator.login}”的密码已重设，原有登录均已退出；本人登录后须先换成自己的密码。`);
    terminal.out(`The password of "${operator.login}" is reset and every session is signed out.`);
    if (!fromInput) terminal.out(`新密码（只显示这一次） New password, shown only once: ${password}`);
    warnIfDisabled(operator, terminal);
  },
  'reset-totp': async (rescue, login, _fromInput, terminal) => {
    const operator = found(await rescue.resetTotp(login), login);
    terminal.out(`“${operator.login}”的两步验证已关闭，原有登录均已退出；请登录后重新开启。`);
    terminal.out(`One-time codes of "${operator.login}" are off and every session is signed out; switch them on anew.`);
    warnIfDisabled(operator, terminal);
  },
};

const NO_ROLE = '没有角色 no role';
const ROLES: Readonly<Record<Role, string>> = {
  administrator: '管理员 administrator',
  'system-administrator': '系统管理员 system administrator',
  'security-administrator': '安全管理员 security administrator',
  auditor: '审计员 auditor',
  'bank-editor': '题库编辑 bank editor',
  'bank-reviewer': '题库审核 bank reviewer',
  organiser: '竞赛组织者 organiser',
  host: '主持人 host',
  scorekeeper: '记分员 scorekeeper',
  arbiter: '仲裁 arbiter',
  'branch-secretary': '支部书记 branch secretary',
};

/** 80 bits of chance in groups of four, easy to copy by hand. */
function randomPassword(): string {
  for (;;) {
    const password = opaqueId().replace(/(.{4})(?=.)/g, '$1-');
    // Letters, digits, hyphens: three classes, for the policy that asks for them.
    if (/\d/.test(password) && /[a-z]/.test(password)) return password;
  }
}

function found(operator: RescuedOperator | null, login: string): RescuedOperator {
  if (operator) return operator;
  throw new Fault(
    `没有用户名为“${login}”的账号，请用 list 查看。`,
    `There is no account "${login}"; see the list command.`,
  );
}

function warnIfDisabled(operator: RescuedOperator, terminal: Terminal): void {
  if (!operator.disabled) return;
  terminal.out('注意：该账号已停用，须由管理员在网页上启用后才能登录。');
  terminal.out('Note: this account is disabled; an administrator has to enable it before it can sign in.');
}

async function withRescue(terminal: Terminal, job: (rescue: OperatorRescue) => Promise<void>): Promise<void> {
  const config = AppConfig.read(terminal.env);
  requireDatabase(config.database);
  const rescue = await OperatorRescue.open(config);
  try {
    await job(rescue);
  } finally {
    await rescue.close();
  }
}

function sentencesOf(error: unknown): readonly string[] {
  if (error instanceof RefusalError && error.refusal.code === 'auth.weak-password') {
    return [error.refusal.message, 'The password needs 12 to 128 characters and must not be a common one.'];
  }
  return (
    faultSentences(error) ?? [
      `操作失败，没有改动任何账号：${messageOf(error)}`,
      `Failed, no account was changed: ${messageOf(error)}`,
    ]
  );
}
