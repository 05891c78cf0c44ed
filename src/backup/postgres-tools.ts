import { spawn } from 'node:child_process';

import { Fault } from '../platform/fault.js';

/** pg_dump or pg_restore, which come with PostgreSQL's client. @throws Fault with what the tool said */
export async function runPostgresTool(
  tool: 'pg_dump' | 'pg_restore',
  url: string,
  args: readonly string[],
): Promise<string> {
  // Everybody on the machine can read arguments; the environment is the owner's.
  const { hostname, port, username, password, pathname, searchParams } = new URL(url);
  const env = {
    ...process.env,
    PGHOST: searchParams.get('host') ?? decodeURIComponent(hostname),
    ...(port === '' ? {} : { PGPORT: port }),
    ...(username === '' ? {} : { PGUSER: decodeURIComponent(username) }),
    ...(password === '' ? {} : { PGPASSWORD: decodeURIComponent(password) }),
    ...(searchParams.has('sslmode') ? { PGSSLMODE: searchParams.get('sslmode') ?? '' } : {}),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
  };
  const child = spawn(tool, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', (error: NodeJS.ErrnoException) => reject(error.code === 'ENOENT' ? missing(tool) : error));
    child.on('close', resolve);
  });
  if (code === 0) return said.out;
  const reason = said.err.trim().split('\n').slice(-3).join(' ');
  throw new Fault(`${tool} 没有成功：${reason}`, `${tool} failed: ${reason}`);
}

const missing = (tool: string): Fault =>
  new Fault(
    `这台机器上没有 ${tool}，请安装 PostgreSQL 的客户端工具。`,
    `There is no ${tool} on this machine: install PostgreSQL's client tools.`,
  );
