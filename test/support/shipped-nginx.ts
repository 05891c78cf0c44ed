/** The files of deploy/nginx on free ports of this machine, before whatever listens at the addresses given. */
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const DEPLOY = fileURLToPath(new URL('../../deploy', import.meta.url));
const ETC = '/etc/nginx/xuesai';
/** Of nodes.conf as it is shipped. */
const SHIPPED = 3;

export type Site = 'lan' | 'tls';
export type Changes = readonly (readonly [RegExp, string])[];

export interface Front {
  /** HTTPS at the next one. */
  readonly port: number;
  /** More than one where a single process may not open files enough. */
  readonly workers?: number;
}

export async function changeFile(from: string, to: string, changes: Changes): Promise<void> {
  const text = await readFile(from, 'utf8');
  await writeFile(
    to,
    changes.reduce((rest, [what, by]) => rest.replaceAll(what, by), text),
  );
}

export const listening = ({ port, workers = 1 }: Front): Changes => [
  [/listen 80 default_server/g, `listen 127.0.0.1:${port} default_server${workers > 1 ? ' reuseport' : ''}`],
  [/listen 443 /g, `listen 127.0.0.1:${port + 1} `],
];

/** Where a site listens, and where it finds what belongs to it. */
const placed = (folder: string, front: Front): Changes => [
  [/\/etc\/nginx\/xuesai-tls/g, folder],
  [new RegExp(ETC, 'g'), join(folder, 'xuesai')],
  [/\/var\/log\/nginx/g, folder],
  ...listening(front),
];

/** A folder with all of it, these addresses in place of node1 and so on; nginx.conf of the containers lies on top. */
export async function settleNginx(site: Site, addresses: readonly string[], front: Front): Promise<string> {
  if (addresses.length > SHIPPED) throw new Error(`nodes.conf is shipped for ${SHIPPED} nodes`);
  const folder = await mkdtemp(join(tmpdir(), 'xuesai-nginx-'));
  // The workers of nginx run as somebody else where it is started by root.
  await chmod(folder, 0o755);
  const own = join(folder, 'xuesai');
  await cp(join(DEPLOY, 'nginx'), own, { recursive: true });
  await mkdir(join(folder, 'conf.d'));
  const left = Array.from({ length: SHIPPED - addresses.length }, (_, at) => `node${SHIPPED - at}`);
  await changeFile(join(own, 'nodes.conf'), join(own, 'nodes.conf'), [
    ...left.flatMap((name): Changes => [
      [new RegExp(`^upstream xuesai_${name} [^}]*}\n`, 'gm'), ''],
      [new RegExp(`^.*${name}.*\n`, 'gm'), ''],
    ]),
    ...addresses.map((address, at) => [new RegExp(`server node${at + 1}:8080`, 'g'), `server ${address}`] as const),
  ]);
  await changeFile(join(own, `${site}.conf`), join(folder, 'conf.d/xuesai.conf'), placed(folder, front));
  await changeFile(join(own, 'nginx.conf'), join(folder, 'nginx.conf'), [
    [/worker_processes auto/g, `worker_processes ${front.workers ?? 1}`],
    [/\/tmp\//g, `${folder}/`],
    [/\/etc\/nginx\/conf\.d/g, join(folder, 'conf.d')],
  ]);
  return folder;
}

export function selfSigned(folder: string): void {
  const options = '-x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=sample -keyout key.pem -out cert.pem';
  execFileSync('openssl', ['req', ...options.split(' ')], { cwd: folder, stdio: 'ignore' });
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
