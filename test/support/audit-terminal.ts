/** `npm run audit` on a data folder, in this process. */
import type { AuditReport } from '../../src/audit/verify-audit.js';
import { runAuditCommand } from '../../src/cli/audit-command.js';
import { databaseEnv } from './ring-database.js';

export async function auditOf(
  dataDir: string,
  ...args: readonly string[]
): Promise<{ readonly code: number; readonly lines: readonly string[] }> {
  const lines: string[] = [];
  const say = (line: string): void => void lines.push(line);
  const env = { DATA_DIR: dataDir, ...(await databaseEnv(dataDir)) };
  const code = await runAuditCommand(args, { env, now: Date.now(), out: say, fault: say });
  return { code, lines };
}

export async function verifyLog(dataDir: string): Promise<AuditReport> {
  const { lines } = await auditOf(dataDir, 'verify', '--json');
  return JSON.parse(lines.join('\n')) as AuditReport;
}
