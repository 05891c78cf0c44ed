import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { COVERED_NAMES, EARLIER, kindOf, type CoveredName } from '../../src/audit/covered-kinds.js';
import { coversAtFinal } from '../../src/audit/covered.js';
import { ContestEventEntity } from '../../src/contest/persistence/contest-event.entity.js';
import { AuditLog } from '../support/audit-log.js';
import { DATABASES } from '../support/databases.js';
import { eventRow, insertContest, responseRow, type SampleContest } from '../support/rows.js';

/** How somebody with the database changes one row of each kind. */
const CHANGES: Readonly<Record<CoveredName, string>> = {
  'contest-event': `UPDATE contest_event SET payload = '{"type":"contest-ended"}'`,
  response: `UPDATE response SET response = '{"value":false}'`,
  'points-adjustment': 'UPDATE points_adjustment SET points = 500',
  'adjustment-decision': 'UPDATE points_adjustment SET decided_at = decided_at + 1',
  'appeal-ruling': `UPDATE appeal SET state = 'upheld'`,
  'appeal-filed': 'UPDATE appeal SET filed_at = 2',
  'contest-roster': 'UPDATE contest_roster SET exempt = NOT exempt',
  'contest-unit': `UPDATE contest_unit SET name = '示例第二支部'`,
  'final-contest': `UPDATE contest SET seed = 'other'`,
  'final-item': 'UPDATE contest_item SET points = points + 1',
  'final-branch': 'UPDATE contest_branch SET expected = 1',
  'final-participant': `UPDATE participant SET removed_at = 1 WHERE name_ordinal = 3`,
  'final-round': 'UPDATE contest_round SET warm_up = NOT warm_up',
  'final-seat': 'UPDATE participant SET joined_at = joined_at - 1 WHERE name_ordinal = 3',
  policy: `UPDATE setting SET value = 'other' WHERE name = 'policy.separation'`,
  'operator-role': `UPDATE operator_role SET role = 'administrator'`,
  'bank-item-revision': `UPDATE bank_item_revision SET content = '{"correct":false}'`,
  'earlier-entry': `UPDATE audit_entry SET action = 'operator.signed-out' WHERE chain = '${EARLIER}'`,
};

const WITHOUT_PARTICIPANTS = [
  'DELETE FROM response',
  'DELETE FROM points_adjustment',
  'DELETE FROM appeal',
  'DELETE FROM participant',
];
/** And how a row of each kind goes. */
const DELETIONS: Readonly<Record<CoveredName, string | readonly string[]>> = {
  'contest-event': 'DELETE FROM contest_event',
  response: 'DELETE FROM response',
  'points-adjustment': 'DELETE FROM points_adjustment',
  'adjustment-decision': `UPDATE points_adjustment SET state = 'proposed'`,
  'appeal-ruling': 'DELETE FROM appeal',
  'appeal-filed': 'DELETE FROM appeal',
  'contest-roster': 'DELETE FROM contest_roster',
  'contest-unit': 'DELETE FROM contest_unit',
  'final-contest': 'DELETE FROM contest',
  'final-item': ['DELETE FROM response', 'DELETE FROM contest_item'],
  'final-branch': [...WITHOUT_PARTICIPANTS, 'DELETE FROM contest_branch'],
  'final-participant': WITHOUT_PARTICIPANTS,
  'final-round': ['DELETE FROM response', 'DELETE FROM contest_item', 'DELETE FROM contest_round'],
  'final-seat': WITHOUT_PARTICIPANTS,
  policy: `UPDATE setting SET value = 'simple' WHERE name = 'policy.separation'`,
  'operator-role': 'DELETE FROM operator_role',
  'bank-item-revision': 'DELETE FROM bank_item_revision',
  'earlier-entry': `DELETE FROM audit_entry WHERE chain = '${EARLIER}'`,
};

/** The first vouched for what was there, the second for what the final result rests on. */
const entryOf = (name: CoveredName): number => (kindOf(name).atFinal ? 2 : 1);

describe.each(DATABASES)('rows that the audit log vouches for on $name', (kind) => {
  let log: AuditLog;
  let contest: SampleContest;

  beforeEach(async () => {
    log = await AuditLog.open(kind);
    contest = await log.database.writes.run((manager) => insertContest(manager));
    await insertOneOfEach();
    await log.begin();
    const covers = await coversAtFinal(log.database.reader.source.manager, contest.contestId);
    await log.record({ action: 'contest.finalized', contestId: contest.contestId, covers });
  });
  afterEach(() => log.close());

  async function insert(table: string, row: Readonly<Record<string, unknown>>): Promise<void> {
    const columns = Object.keys(row);
    const places = columns.map((_, index) => `$${index + 1}`);
    await log.tamper(
      `INSERT INTO "${table}" (${columns.join(', ')}) VALUES (${places.join(', ')})`,
      Object.values(row),
    );
  }

  async function insertOneOfEach(): Promise<void> {
    const { contestId, contestItemId, branchId, participantIds } = contest;
    const participantId = participantIds[0] ?? '';
    for (const id of ['o', 'p']) {
      await insert('operator', { id, login: id, display_name: '示例', password_hash: 'x', created_at: 1 });
    }
    await log.database.writes.run((manager) => manager.insert(ContestEventEntity, eventRow(contestId, 1)));
    const { id, submissionId, response, receivedAt } = responseRow(contest, participantId);
    const about = { contest_id: contestId, participant_id: participantId };
    await insert('response', {
      id,
      ...about,
      contest_item_id: contestItemId,
      opening: 1,
      submission_id: submissionId,
      response,
      received_at: receivedAt,
      batch: 'b',
    });
    const decided = { state: 'confirmed', decided_by: 'p', decided_at: 2, version: 1 };
    const proposed = { points: 100, reason: '示例', proposed_by: 'o', proposed_at: 1 };
    await insert('points_adjustment', { id: 'adjustment', ...about, ...proposed, ...decided });
    const ruling = { state: 'dismissed', ruling: '示例', ruled_by: 'o', ruled_at: 2 };
    await insert('appeal', { id: 'appeal', ...about, subject: 'result', text: '示例', filed_at: 1, ...ruling });
    await insertRoster(contestId, branchId);
    const bank = {
      id: 'bank',
      slug: 'bank',
      title: '示例',
      description: '',
      shipped: false,
      created_at: 1,
      changed_at: 1,
    };
    await insert('question_bank', bank);
    const item = {
      id: 'item',
      bank_id: 'bank',
      item_key: 'k',
      status: 'draft',
      revision: 1,
      words_hash: 'w',
      changed_at: 1,
    };
    await insert('bank_item', item);
    await insert('bank_item_revision', {
      id: 'revision',
      item_id: 'item',
      number: 1,
      kind: 'true-false',
      tags: '[]',
      sourceless: false,
      media_incomplete: false,
      search_text: '',
      content: '{"correct":true}',
      content_hash: 'h',
      at: 1,
    });
    await insert('setting', { name: 'policy.separation', value: 'separated' });
    await insert('operator_role', { operator_id: 'o', role: 'host', granted_at: 1 });
    const earlier = { chain: EARLIER, sequence: 1, at: 1, actor_kind: 'server', action: 'bank.created' };
    await insert('audit_entry', { ...earlier, outcome: 'ok', detail: '{}', previous_mac: '', mac: '' });
  }

  async function insertRoster(contestId: string, branchId: string): Promise<void> {
    const unit = { code: 'c', name: '示例支部', level: 5, ordinal: 1 };
    await insert('unit', { id: 'unit', ...unit, opened_at: 1 });
    await insert('person', { id: 'person', name: '示例', created_at: 1 });
    await insert('contest_unit', { id: 'snapshot', contest_id: contestId, unit_id: 'unit', ...unit });
    const expected = { person_id: 'person', branch_id: branchId, exempt: false, code_number: 1, code_digest: 'd' };
    await insert('contest_roster', { id: 'expected', contest_id: contestId, ...expected });
  }

  it('are sound, one of each kind, and two more participants in both of theirs', async () => {
    expect(await log.verify()).toMatchObject({ ok: true, rows: COVERED_NAMES.length + 4 });
  });

  it.each(COVERED_NAMES)('of the kind %s: names the entry when one is changed', async (name) => {
    await log.tamper(CHANGES[name]);
    expect((await log.verify()).findings).toEqual([
      expect.objectContaining({ what: 'rows-changed', chain: log.chain.name, sequence: entryOf(name), kind: name }),
    ]);
  });

  it.each(COVERED_NAMES)('of the kind %s: names the entry when one is gone', async (name) => {
    for (const sql of [DELETIONS[name]].flat()) await log.tamper(sql);
    expect((await log.verify()).findings).toContainEqual(
      expect.objectContaining({ what: 'rows-missing', chain: log.chain.name, sequence: entryOf(name), kind: name }),
    );
  });
});
