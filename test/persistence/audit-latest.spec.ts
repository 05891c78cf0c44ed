/** Rows that are written anew as a whole: which entry speaks for them, whatever clocks and pruning do. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { AuditChain } from '../../src/audit/audit-chain.js';
import { AuditService, coverOf } from '../../src/audit/audit.service.js';
import { coversAtLobby, releasesOfLobby } from '../../src/audit/covered.js';
import { AuditRetention } from '../../src/audit/retention.js';
import type { AppConfig } from '../../src/platform/config/app-config.js';
import { AuditLog } from '../support/audit-log.js';
import { DATABASES } from '../support/databases.js';
import { insertContest } from '../support/rows.js';

const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;
const KEEP_DAYS = 180;

describe.each(DATABASES)('what the log says last on $name', (kind) => {
  let log: AuditLog;
  let contestId: string;

  beforeEach(async () => {
    log = await AuditLog.open(kind);
    await log.tamper(
      `INSERT INTO operator (id, login, display_name, password_hash, created_at) VALUES ('o', 'o', '示例', 'x', 1)`,
    );
    ({ contestId } = await log.database.writes.run((manager) => insertContest(manager)));
    await log.begin();
  });
  afterEach(() => log.close());

  const prune = (): Promise<number> => {
    const config = { audit: { ...log.keys.places, keepDays: KEEP_DAYS } } as AppConfig;
    return new AuditRetention(log.database.writes, log.audit, log.keys, config, log.clock).prune();
  };
  const findings = async () =>
    (await log.verify()).findings.map(({ what, chain, sequence, kind: about }) => [what, about, chain, sequence]);
  /** The roles of somebody, written anew, with the entry that says so. */
  const hold = (role: string, audit = log.audit) =>
    log.database.writes.run(async (manager) => {
      await manager.query(`DELETE FROM operator_role WHERE operator_id = 'o'`);
      await manager.query(`INSERT INTO operator_role (operator_id, role, granted_at) VALUES ('o', $1, 1)`, [role]);
      const row = { operatorId: 'o', role, unitId: null, grantedAt: 1 };
      await audit.record(manager, { action: 'operator.roles-held', covers: [coverOf('operator-role', [row])] });
    });

  describe('of a contest that becomes a draft again', () => {
    const lobby = async () => {
      const covers = await coversAtLobby(log.database.reader.source.manager, contestId);
      await log.record({ action: 'contest.lobby-opened', contestId, covers });
    };
    const draft = async () => {
      const covers = await releasesOfLobby(log.database.reader.source.manager, contestId);
      await log.record({ action: 'contest.returned-to-draft', contestId, covers });
    };
    const edit = () => log.tamper('UPDATE contest_item SET points = points + 1 WHERE contest_id = $1', [contestId]);

    it('is nothing, so that it may be edited, until the lobby opens anew', async () => {
      await lobby();
      await draft();
      await edit();
      expect(await findings()).toEqual([]);
      await lobby();
      expect(await findings()).toEqual([]);
      await edit();
      expect(await findings()).toEqual([['rows-changed', 'final-item', log.chain.name, 4]]);
    });

    it('stays nothing when these entries were pruned', async () => {
      await lobby();
      await draft();
      await edit();
      log.clock.skip(200 * DAY_MS);
      await log.record({ action: 'operator.signed-in' });
      expect(await prune()).toBe(3);
      expect(await findings()).toEqual([]);
    });
  });

  it('is what was written last, though the clock was set back in between', async () => {
    await hold('host');
    log.clock.skip(-HOUR_MS);
    await hold('arbiter');
    expect(await findings()).toEqual([]);
    await log.tamper(`UPDATE operator_role SET role = 'host'`);
    expect(await findings()).toEqual([['rows-changed', 'operator-role', log.chain.name, 3]]);
  });

  describe('beside the command line', () => {
    const commandLine = (): AuditService => new AuditService(new AuditChain(log.keys, 'command-line'), log.clock);

    it('is what came later by the clock', async () => {
      await hold('host');
      log.clock.skip(HOUR_MS);
      await hold('administrator', commandLine());
      expect(await findings()).toEqual([]);
      log.clock.skip(HOUR_MS);
      await hold('arbiter');
      expect(await findings()).toEqual([]);
    });

    it('is so too where the later entry was pruned and the earlier one stays', async () => {
      await hold('administrator', commandLine());
      log.clock.skip(HOUR_MS);
      await hold('arbiter');
      log.clock.skip(200 * DAY_MS);
      // The last entry of a chain is never pruned: that of the command line stays, that of the server goes.
      await log.record({ action: 'operator.signed-in' });
      expect(await prune()).toBe(2);
      expect(await findings()).toEqual([]);
      await log.tamper(`UPDATE operator_role SET role = 'administrator'`);
      expect(await findings()).toEqual([['rows-changed', 'operator-role', log.chain.name, 2]]);
    });
  });
});
