import { spawn } from 'node:child_process';

import { Fault } from '../platform/fault.js';

/** Of the process that calls, handed down from its entry. */
export type Env = Readonly<Record<string, string | undefined>>;

/** pg_dump or pg_restore, which come with PostgreSQL's client. @throws Fault with what the tool said */
export async function runPostgresTool(
  tool: 'pg_dump' | 'pg_restore',
  args: readonly string[],
  env: Env,
): Promise<void> {
  const child = spawn(tool, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? missing(tool) : error));
    child.on('close', resolve);
  });
  if (code === 0) return;
  const reason = said.trim().split('\n').slice(-3).join(' ');
  throw new Fault(`${tool} 没有成功：${reason}`, `${tool} failed: ${reason}`);
}

/** Where the database is, for the tools: everybody on the machine can read arguments, the environment is the owner's. */
export function connectionEnv(url: string, env: Env): Env {
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  return {
    ...env,
    PGHOST: searchParams.get('host') ?? decodeURIComponent(hostname),
    ...(port === '' ? {} : { PGPORT: port }),
    ...(username === '' ? {} : { PGUSER: decodeURIComponent(username) }),
    ...(password === '' ? {} : { PGPASSWORD: decodeURIComponent(password) }),
    ...(searchParams.has('sslmode') ? { PGSSLMODE: searchParams.get('sslmode') ?? '' } : {}),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
  };
}

const missing = (tool: string): Fault =>
  new Fault(
    `这台机器上没有 ${tool}，请安装 PostgreSQL 的客户端工具。`,
    `There is no ${tool} on this machine: install PostgreSQL's client tools.`,
  );
