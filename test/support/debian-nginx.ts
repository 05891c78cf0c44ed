/** The steps of docs/operations.md for nginx, run word for word beside the files that Debian's own nginx brings. */
import { spawnSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { changeFile, listening, selfSigned, type Site } from './shipped-nginx.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PORT = 18_090;

/** /etc/nginx/nginx.conf of Debian, without its remarks and the account, which only root may choose. */
const debianConf = (tokens: string): string => `
worker_processes auto;
pid /run/nginx.pid;
error_log /var/log/nginx/error.log;
include /etc/nginx/modules-enabled/*.conf;

events {
	worker_connections 768;
	# multi_accept on;
}

http {
	sendfile on;
	tcp_nopush on;
	types_hash_max_size 2048;
	${tokens}
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	ssl_protocols TLSv1 TLSv1.1 TLSv1.2 TLSv1.3;
	ssl_prefer_server_ciphers on;
	access_log /var/log/nginx/access.log;
	gzip on;
	include /etc/nginx/conf.d/*.conf;
	include /etc/nginx/sites-enabled/*;
}
`;

const DEFAULT_SITE = `server {
	listen 80 default_server;
	root /var/www/html;
	server_name _;
}
`;

export interface Tried {
  /** Of the whole block, which ends with the restart of nginx. */
  readonly status: number | null;
  /** What nginx said of the files. */
  readonly said: string;
  /** Calls of systemctl. */
  readonly calls: readonly string[];
  readonly conf: string;
  readonly dropIn: string;
}

export interface Debian {
  readonly site: Site;
  /** As nginx.conf of the distribution says it at the level of http. */
  readonly tokens: string;
  /** A line of the document that is left out. */
  readonly without?: RegExp;
}

/** @param nginx path of the program */
export async function followGuide(nginx: string, { site, tokens, without }: Debian): Promise<Tried> {
  const folder = await mkdtemp(join(tmpdir(), 'xuesai-debian-'));
  try {
    await chmod(folder, 0o755);
    const etc = join(folder, 'etc/nginx');
    for (const name of ['conf.d', 'modules-enabled', 'sites-available', 'sites-enabled', 'xuesai-tls']) {
      await mkdir(join(etc, name), { recursive: true });
    }
    for (const name of ['bin', 'run', 'var/log/nginx', 'etc/systemd/system']) {
      await mkdir(join(folder, name), { recursive: true });
    }
    const here = (text: string): string => text.replaceAll(/(?<![\w.-])\/(etc|run|var)\//g, `${folder}/$1/`);
    await writeFile(join(etc, 'nginx.conf'), here(debianConf(tokens)));
    await writeFile(join(etc, 'mime.types'), 'types { text/html html; }\n');
    await writeFile(join(etc, 'sites-available/default'), DEFAULT_SITE.replace('80', `127.0.0.1:${PORT}`));
    await symlink(join(etc, 'sites-available/default'), join(etc, 'sites-enabled/default'));
    selfSigned(join(etc, 'xuesai-tls'));
    const deploy = join(folder, 'deploy/nginx');
    await cp(join(ROOT, 'deploy/nginx'), deploy, { recursive: true });
    for (const name of ['lan.conf', 'tls.conf']) {
      const path = join(deploy, name);
      await changeFile(path, path, [
        [/\/etc\/nginx/g, etc],
        [/\/var\/log\/nginx/g, join(folder, 'var/log/nginx')],
        ...listening({ port: PORT }),
      ]);
    }
    await program(folder, 'systemctl', `echo "$*" >> ${folder}/calls`);
    await program(folder, 'nginx', `exec ${nginx} -q -p ${etc} -c ${etc}/nginx.conf "$@"`);
    const steps = here(await guide(site, without));
    const { status, stderr } = spawnSync('sh', ['-eu', '-c', steps], {
      cwd: folder,
      encoding: 'utf8',
      env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` },
    });
    const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8').catch(() => '');
    return {
      status,
      said: stderr,
      calls: (await read('calls')).trim().split('\n'),
      conf: await read('etc/nginx/nginx.conf'),
      dropIn: await read('etc/systemd/system/nginx.service.d/xuesai.conf'),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const program = (folder: string, name: string, script: string): Promise<void> =>
  writeFile(join(folder, 'bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });

/** The block of the document, for the site that is asked for. */
async function guide(site: Site, without: RegExp | undefined): Promise<string> {
  const document = await readFile(join(ROOT, 'docs/operations.md'), 'utf8');
  const [, block = ''] = /```sh\n(cp -r deploy\/nginx [^]*?)```/.exec(document) ?? [];
  if (block === '') throw new Error('docs/operations.md says nothing of nginx');
  const lines = block.replace('/xuesai/lan.conf', `/xuesai/${site}.conf`).split('\n');
  return lines.filter((line) => !without?.test(line)).join('\n');
}
