import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { COVERED_NAMES, EARLIER, kindOf, type CoveredName } from '../../src/audit/covered-kinds.js';
import { coversAtFinal, coversAtLobby } from '../../src/audit/covered.js';
import { nextNumber, sealStanding } from '../../src/audit/sealed-texts.js';
import { ERASED_TEXT } from '../../src/core/audit/seal.js';
import { ContestEventEntity } from '../../src/contest/persistence/contest-event.entity.js';
import { AuditLog } from '../support/audit-log.js';
import { DATABASES } from '../support/databases.js';
import { eventRow, insertContest, responseRow, type SampleContest } from '../support/rows.js';

/** How somebody with the database changes one row of each kind. */
const CHANGES: Readonly<Record<CoveredName, string | null>> = {
  'contest-event': `UPDATE contest_event SET payload = '{"type":"contest-ended"}'`,
  response: `UPDATE response SET response = '{"value":false}'`,
  'points-adjustment': 'UPDATE points_adjustment SET points = 500',
  'adjustment-decision': 'UPDATE points_adjustment SET decided_at = decided_at + 1',
  'appeal-ruling': `UPDATE appeal SET state = 'upheld'`,
  'appeal-filed': 'UPDATE appeal SET filed_at = 2',
  'appeal-remedy': 'UPDATE appeal SET correction = 9',
  'text-seal': `UPDATE text_seal SET subject_id = 'other' WHERE salt IS NULL`,
  // All of it is its key: another row, or none.
  'text-erased': null,
  'contest-roster': 'UPDATE contest_roster SET exempt = NOT exempt',
  'contest-unit': `UPDATE contest_unit SET name = '示例第二支部'`,
  'final-contest': `UPDATE contest SET seed = 'other'`,
  'final-item': 'UPDATE contest_item SET points = points + 1',
  'final-branch': 'UPDATE contest_branch SET expected = 1',
  'final-participant': `UPDATE participant SET removed_at = 1 WHERE name_ordinal = 3`,
  'final-round': 'UPDATE contest_round SET warm_up = NOT warm_up',
  'final-seat': 'UPDATE participant SET joined_at = joined_at - 1 WHERE name_ordinal = 3',
  'final-entry': `UPDATE participant SET entered_by = 'assistant' WHERE name_ordinal = 3`,
  policy: `UPDATE setting SET value = 'other' WHERE name = 'policy.separation'`,
  'operator-role': `UPDATE operator_role SET role = 'administrator'`,
  'bank-item-revision': `UPDATE bank_item_revision SET content = '{"correct":false}'`,
  'locked-entry': 'UPDATE study_entry SET present = present + 1',
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
  'appeal-remedy': 'UPDATE appeal SET correction = NULL',
  'text-seal': 'DELETE FROM text_seal',
  'text-erased': `UPDATE text_seal SET salt = 'other'`,
  'contest-roster': 'DELETE FROM contest_roster',
  'contest-unit': 'DELETE FROM contest_unit',
  'final-contest': 'DELETE FROM contest',
  'final-item': ['DELETE FROM response', 'DELETE FROM contest_item'],
  'final-branch': [...WITHOUT_PARTICIPANTS, 'DELETE FROM contest_branch'],
  'final-participant': WITHOUT_PARTICIPANTS,
  'final-round': ['DELETE FROM response', 'DELETE FROM contest_item', 'DELETE FROM contest_round'],
  'final-seat': WITHOUT_PARTICIPANTS,
  'final-entry': WITHOUT_PARTICIPANTS,
  policy: `UPDATE setting SET value = 'simple' WHERE name = 'policy.separation'`,
  'operator-role': 'DELETE FROM operator_role',
  'bank-item-revision': 'DELETE FROM bank_item_revision',
  'locked-entry': 'DELETE FROM study_entry',
  'earlier-entry': `DELETE FROM audit_entry WHERE chain = '${EARLIER}'`,
};

/** The first vouched for what was there, the second for an erasure, the third for what the final result rests on. */
const entryOf = (name: CoveredName): number => (kindOf(name).atFinal ? 3 : name === 'text-erased' ? 2 : 1);

describe.each(DATABASES)('rows that the audit log vouches for on $name', (kind) => {
  let log: AuditLog;
  let contest: SampleContest;

  beforeEach(async () => {
    log = await AuditLog.open(kind);
    contest = await log.database.writes.run((manager) => insertContest(manager));
    await insertOneOfEach();
    await log.begin();
    await erase('points_adjustment', 'reason', 'adjustment');
    const covers = await coversAtFinal(log.database.reader.source.manager, contest.contestId);
    await log.record({ action: 'contest.finalized', contestId: contest.contestId, covers });
  });
  afterEach(() => log.close());

  const erase = (table: string, column: string, id: string) =>
    log.database.writes.run(async (manager) => {
      await manager.query(`UPDATE ${table} SET ${column} = $1 WHERE id = $2`, [ERASED_TEXT, id]);
      const covers = await log.audit.unsealed(manager, [id]);
      await log.audit.record(manager, { action: 'participant.erased', contestId: contest.contestId, covers });
    });

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
    const ruling = { state: 'dismissed', ruling: '示例', ruled_by: 'o', ruled_at: 2, correction: 3 };
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
    const said = { kind: 'theme-day', channel: 'offline', title: '示例', on_date: '2026-01-05', record: '{}' };
    const counted = { version: 1, expected: 2, present: 1, corrections: 0, late: false, created_at: 1 };
    const of = { unit_id: 'unit', source: 'manual', created_by_kind: 'server', status: 'locked', locked_at: 1 };
    await insert('study_entry', { id: 'entry', ...said, ...counted, ...of });
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
    expect(await log.verify()).toMatchObject({
      ok: true,
      // Two more participants in each of theirs, and five more texts.
      rows: COVERED_NAMES.length + 3 * 2 + 5,
      erased: 1,
    });
  });

  it.each(COVERED_NAMES.filter((name) => CHANGES[name] !== null))(
    'of the kind %s: names the entry when one is changed',
    async (name) => {
      await log.tamper(CHANGES[name] ?? '');
      expect((await log.verify()).findings).toEqual([
        expect.objectContaining({ what: 'rows-changed', chain: log.chain.name, sequence: entryOf(name), kind: name }),
      ]);
    },
  );

  it.each(COVERED_NAMES)('of the kind %s: names the entry when one is gone', async (name) => {
    for (const sql of [DELETIONS[name]].flat()) await log.tamper(sql);
    expect((await log.verify()).findings).toContainEqual(
      expect.objectContaining({ what: 'rows-missing', chain: log.chain.name, sequence: entryOf(name), kind: name }),
    );
  });

  describe('and texts that may be erased', () => {
    const findings = async () =>
      (await log.verify()).findings.map(({ what, sequence, kind: about }) => [what, sequence, about]);

    it.each([
      ['a name', 'participant-name', `UPDATE participant SET name = '示例改' WHERE name_ordinal = 2`],
      ['the number of a name', 'participant-name', 'UPDATE participant SET name_ordinal = 9 WHERE name_ordinal = 2'],
      ['an appeal', 'appeal-text', `UPDATE appeal SET text = '示例改'`],
      ['a ruling', 'appeal-ruling', `UPDATE appeal SET ruling = '示例改'`],
      ['a salt', 'appeal-text', `UPDATE text_seal SET salt = 'other' WHERE kind = 'appeal-text'`],
      ['an erased reason, written anew,', 'adjustment-reason', `UPDATE points_adjustment SET reason = '示例改'`],
    ])('%s that was changed is found with its entry', async (_what, about, sql) => {
      await log.tamper(sql);
      expect(await findings()).toEqual([['text-changed', 1, about]]);
    });

    it('erased by right break nothing, one after the other', async () => {
      await erase('appeal', 'text', 'appeal');
      await log.tamper('UPDATE appeal SET ruling = $1', [ERASED_TEXT]);
      expect(await log.verify()).toMatchObject({ ok: true, erased: 3, findings: [] });
    });

    it('erased past the server are found, also where the mark of the erased stands there', async () => {
      await log.tamper(`UPDATE text_seal SET salt = NULL WHERE kind = 'appeal-text'`);
      await log.tamper('UPDATE appeal SET text = $1', [ERASED_TEXT]);
      expect(await findings()).toEqual([['rows-uncovered', null, 'text-erased']]);
    });

    it('given back their salt are found', async () => {
      await log.tamper(`UPDATE text_seal SET salt = 'guessed' WHERE salt IS NULL`);
      expect(await findings()).toContainEqual(['rows-missing', 2, 'text-erased']);
    });

    it('with a seal that was put in are found, whether it fits or not', async () => {
      await log.tamper(
        `INSERT INTO text_seal (id, contest_id, kind, subject_id, number, salt, seal, batch)
          SELECT 'forged', contest_id, kind, subject_id, 2, salt, seal, 'forged' FROM text_seal WHERE kind = 'appeal-text'`,
      );
      expect(await findings()).toEqual([['rows-uncovered', null, 'text-seal']]);
    });

    it('of somebody who was put in past the server are found', async () => {
      await log.tamper(
        `INSERT INTO participant (id, contest_id, branch_id, name, name_ordinal, token_hash, rejoin_digest, rejoin_number, entered_by,
            locale, simulated, joined_at, notice_consent_at)
          SELECT 'forged', contest_id, branch_id, '示例新', 1, 'forged', 'forged', 1, entered_by, locale, simulated,
            joined_at, notice_consent_at FROM participant WHERE name_ordinal = 2`,
      );
      expect(await findings()).toContainEqual(['rows-uncovered', null, 'participant-name']);
    });

    it('are sealed anew when they are written anew, and only the last text counts', async () => {
      const subjectId = contest.participantIds[0] ?? '';
      const { contestId } = contest;
      await log.database.writes.run(async (manager) => {
        await manager.query(`UPDATE participant SET name = '示例改' WHERE id = $1`, [subjectId]);
        const number = await nextNumber(manager, 'participant-name', subjectId);
        const text = { contestId, subjectId, values: ['示例改', 1], number };
        const covers = await log.audit.sealed(manager, 'participant-name', [text]);
        await log.audit.record(manager, { action: 'participant.renamed', contestId, covers });
      });
      expect(await log.verify()).toMatchObject({ ok: true });
      await log.tamper(`UPDATE participant SET name = '示例' WHERE id = $1`, [subjectId]);
      expect(await findings()).toEqual([['text-changed', 4, 'participant-name']]);
    });
  });

  describe('from the lobby on', () => {
    const LOBBY = COVERED_NAMES.filter((name) => kindOf(name).atLobby);

    beforeEach(async () => {
      const { contestId } = (contest = await log.database.writes.run((manager) => insertContest(manager)));
      const covers = await coversAtLobby(log.database.reader.source.manager, contestId);
      await log.record({ action: 'contest.lobby-opened', contestId, covers });
      await log.database.writes.run((manager) => sealStanding(manager, log.keys));
    });

    it('there are settings, rounds and items', () => {
      expect(LOBBY).toEqual(['final-contest', 'final-item', 'final-round']);
    });

    it.each([
      ['final-contest', `UPDATE contest SET seed = 'other' WHERE id = $1`],
      ['final-item', 'UPDATE contest_item SET time_limit_ms = 1 WHERE contest_id = $1'],
      ['final-round', `UPDATE contest_round SET title = '示例改' WHERE contest_id = $1`],
    ])('a changed row of the kind %s is found with the entry of the lobby', async (about, sql) => {
      await log.tamper(sql, [contest.contestId]);
      expect(await findings()).toContainEqual(['rows-changed', 4, about]);
    });

    const findings = async () =>
      (await log.verify()).findings.map(({ what, sequence, kind: about }) => [what, sequence, about]);
  });
});
