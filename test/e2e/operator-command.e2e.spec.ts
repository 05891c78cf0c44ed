import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runOperatorCommand } from '../../src/cli/operator-command.js';
import { IdentityServer, PASSWORD } from '../support/identity-server.js';
import { databaseEnv } from '../support/ring-database.js';

const OTHER_PASSWORD = 'seven quiet herons wade';

let server: IdentityServer;

beforeEach(async () => {
  server = await IdentityServer.start();
});
afterEach(() => server.running.close());

describe('npm run operator', () => {
  async function operator(args: readonly string[], typed = '', elsewhere?: string) {
    const { dataDir } = server.running;
    const here = { DATA_DIR: dataDir, ...(await databaseEnv(dataDir)) };
    const out: string[] = [];
    const faults: string[] = [];
    const exitCode = await runOperatorCommand(args, {
      env: elsewhere === undefined ? here : { DATA_DIR: elsewhere },
      out: (line) => out.push(line),
      fault: (line) => faults.push(line),
      input: async () => typed,
    });
    return { exitCode, out: out.join('\n'), faults: faults.join('\n') };
  }

  it('unlocks and lists beside the running server', async () => {
    await server.administrator();
    for (let attempt = 0; attempt < 6; attempt += 1) await server.client().signIn('shili.admin', 'wrong');
    expect((await server.client().signIn('shili.admin', PASSWORD)).code).toBe('auth.delayed');
    expect(await operator(['unlock', 'Shili.Admin'])).toMatchObject({ exitCode: 0, faults: '' });
    expect((await server.client().signIn('shili.admin', PASSWORD)).code).toBeNull();
    expect((await operator(['list'])).out).toMatch(/^shili\.admin\t示例管理员\t管理员 administrator\t正常 active$/);
  });

  it('resets a password, shows it once and signs everybody out', async () => {
    const admin = await server.administrator();
    const { exitCode, out } = await operator(['reset-password', 'shili.admin']);
    expect(exitCode).toBe(0);
    const password = /once: (\S+)$/m.exec(out)?.[1] ?? '';
    expect((await admin.get('/api/session')).code).toBe('auth.session-expired');
    expect((await server.client().signIn('shili.admin', PASSWORD)).code).toBe('auth.bad-credentials');
    expect((await server.client().signIn('shili.admin', password)).code).toBeNull();
  });

  it('takes a password from standard input under the same rules', async () => {
    await server.administrator();
    const weak = await operator(['reset-password', 'shili.admin', '--stdin'], 'password1234\n');
    expect(weak).toMatchObject({ exitCode: 1, out: '' });
    expect((await server.client().signIn('shili.admin', PASSWORD)).code).toBeNull();
    const strong = await operator(['reset-password', 'shili.admin', '--stdin'], `${OTHER_PASSWORD}\r\n`);
    expect(strong.exitCode).toBe(0);
    expect(strong.out).not.toContain(OTHER_PASSWORD);
    expect((await server.client().signIn('shili.admin', OTHER_PASSWORD)).code).toBeNull();
  });

  it.each([
    ['a login nobody has', ['unlock', 'nobody'], 1, '没有用户名为“nobody”的账号'],
    ['a missing login', ['unlock'], 2, '用法'],
    ['an unknown command', ['promote', 'shili.admin'], 2, '用法'],
    ['an unknown flag', ['reset-password', 'shili.admin', '--force'], 2, '用法'],
  ])('says what to do about %s, in both languages', async (_what, args, exitCode, sentence) => {
    const answer = await operator(args);
    expect(answer).toMatchObject({ exitCode, out: '' });
    expect(answer.faults).toContain(sentence);
    expect(answer.faults).toMatch(/Usage|There is no account/);
  });

  it('says what to do where there is no database', async () => {
    const { exitCode, faults } = await operator(['list'], '', `${server.running.dataDir}/elsewhere`);
    expect(exitCode).toBe(1);
    expect(faults).toMatch(/没有找到数据库文件.*\nThere is no database file/);
  });
});
