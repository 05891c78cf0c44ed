import type { AppConfig } from '../platform/config/app-config.js';
import type { InCommon } from '../platform/database/presence-lock.js';
import { AuditKeys } from './audit-keys.js';

/** Each node checks what the others wrote into the log, and prunes it: all that run at once need the same keys. */
export async function keysInCommon({ audit }: AppConfig): Promise<InCommon> {
  const { keyId, publicKey } = await AuditKeys.open(audit);
  return {
    words: `${keyId} ${publicKey}`,
    refusal:
      `另一个正在运行的节点使用别的审计密钥，请让所有节点使用 ${audit.keysDir} 里同样的 audit.key 和 signing.key：` +
      '共用 KEYS_DIR 文件夹，或把两个文件复制过来；要更换密钥，请先停止所有节点。' +
      ` (Another node runs under other keys of the audit log: share ${audit.keysDir}, or copy audit.key and signing.key` +
      ' from that node; to exchange the keys stop all nodes first.)',
  };
}
