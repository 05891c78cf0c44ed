import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';

import { attendanceFaults, headcountOf, isOfBranchAlone, warningsOf } from './attendance.js';
import { addDays, dayOf, daysBetween, endOf, isDay, startOf } from './day.js';
import { actionsNow, afterAction, isRecognised, type Action } from './entry.js';
import { readFields } from './entry-input.js';
import { emptyEntry, entryFaults } from './entry-rules.js';
import { missingOf } from './evidence.js';
import { inForce, modeFaults, modesOn, type ModeHistory } from './mode.js';
import { DEFAULTS, ruleOf, SETTING_NAMES, valueFault } from './settings.js';
import type { Attendance, Entry, EvidenceField, Status } from './types.js';

const STATUSES: readonly Status[] = ['draft', 'submitted', 'returned', 'approved', 'locked'];
const present: Attendance = {
  state: 'present',
  reason: null,
  minutes: null,
  madeUpOn: null,
  madeUpChannel: null,
  madeUpForm: null,
};
const absent: Attendance = { ...present, state: 'absent' };
const meeting = (over: Partial<Entry> = {}): Entry => ({
  ...emptyEntry({ kind: 'committee-meeting', onDate: '2026-01-05' }),
  title: '示例支委会',
  ...over,
});
const people = (here: number, away: number) =>
  new Map([...Array(here + away).keys()].map((at) => [`p${at}`, at < here ? present : absent]));

describe('days', () => {
  it('change at midnight in China', () => {
    expect(dayOf(1_767_542_340_000)).toBe('2026-01-04');
    expect(dayOf(1_767_542_400_000)).toBe('2026-01-05');
    expect([isDay('2026-02-28'), isDay('2026-02-30'), isDay('2026-2-1'), isDay(20260201)]).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });

  it('begin and end where the next begins, and count both ways', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 80_000 }), fc.integer({ min: -400, max: 400 }), (at, days) => {
        const day = dayOf(at * 86_400_000);
        expect([dayOf(startOf(day)), dayOf(endOf(day) - 1), dayOf(endOf(day))]).toEqual([day, day, addDays(day, 1)]);
        const other = addDays(day, Math.max(days, 0 - at));
        expect(daysBetween(day, other)).toBe(Math.max(days, 0 - at));
      }),
    );
  });
});

describe('the life of an entry', () => {
  it('goes from draft to locked, and back only before it is locked', () => {
    const path: readonly Action[] = ['submit', 'return', 'submit', 'withdraw', 'submit', 'approve', 'lock', 'correct'];
    const statuses = path.reduce<(Status | null)[]>(
      (found, action) => [...found, afterAction(found.at(-1) ?? 'draft', action)?.status ?? null],
      ['draft'],
    );
    expect(statuses.slice(1)).toEqual([
      'submitted',
      'returned',
      'submitted',
      'draft',
      'submitted',
      'approved',
      'locked',
      'locked',
    ]);
    expect(actionsNow('locked', { writes: true, approves: true, withdraws: true })).toEqual(['correct']);
  });

  it('lets writers write and approvers decide, neither both', () => {
    for (const status of STATUSES) {
      const writer = actionsNow(status, { writes: true, approves: false, withdraws: true });
      const approver = actionsNow(status, { writes: false, approves: true, withdraws: false });
      expect(writer.filter((action) => approver.includes(action))).toEqual([]);
      expect(actionsNow(status, { writes: false, approves: false, withdraws: false })).toEqual([]);
    }
    expect(STATUSES.filter(isRecognised)).toEqual(['approved', 'locked']);
  });
});

describe('modes', () => {
  const revision = (name: string, effectiveFrom: string) => ({ name, meaning: '', evidence: [], effectiveFrom });
  const mode = (over: Partial<ModeHistory> = {}): ModeHistory => ({
    id: 'guide',
    ordinal: 0,
    archivedOn: null,
    revisions: [revision('专家导学', '1970-01-01'), revision('送学', '2026-02-01')],
    ...over,
  });

  it('are called what they were called on the day', () => {
    const nameOn = (day: string) => modesOn([mode()], day)[0]?.name;
    expect([nameOn('2026-01-31'), nameOn('2026-02-01')]).toEqual(['专家导学', '送学']);
    expect(modesOn([mode({ archivedOn: '2026-03-01' })], '2026-03-01')).toEqual([]);
    expect(modesOn([mode({ archivedOn: '2026-03-01' })], '2026-02-28')).toHaveLength(1);
  });

  it('follow the latest that has begun, of one day the one that was made later', () => {
    const revisions = [revision('一', '2026-01-02'), revision('二', '2026-01-01'), revision('三', '2026-01-02')];
    expect(inForce(revisions, '2026-01-02')?.name).toBe('三');
    expect(inForce(revisions, '2026-01-01')?.name).toBe('二');
    expect(inForce(revisions, '2025-12-31')).toBeNull();
  });

  it('name the field at fault', () => {
    const field: EvidenceField = { key: 'host', label: '主持人', input: 'line', source: 'record', required: true };
    const faults = (evidence: readonly EvidenceField[]) =>
      modeFaults({ ...revision('示例', '2026-01-01'), evidence }).map(({ path }) => path);
    expect(faults([field])).toEqual([]);
    expect(faults([field, field])).toEqual(['evidence.1.key']);
    expect(faults([{ ...field, input: 'amount' }])).toEqual(['evidence.0.input']);
    expect(faults([{ ...field, key: 'Own Key', label: ' ' }])).toEqual(['evidence.0.key', 'evidence.0.label']);
    expect(faults([{ ...field, key: 'own', input: 'choice', choices: ['甲'] }])).toEqual(['evidence.0.choices']);
  });
});

describe('evidence', () => {
  const apply: readonly EvidenceField[] = [
    { key: 'contest', label: '竞赛', input: 'line', source: 'contest', required: true, oneOf: 'a' },
    { key: 'speeches', label: '发言要点', input: 'text', source: 'record', required: true, oneOf: 'a' },
  ];
  const given = { attachments: [], today: '2026-01-05' };

  it('asks for one of a group, once', () => {
    const modes = [{ name: '研讨践学', evidence: apply }];
    const entry = meeting({ modes: ['apply'] });
    expect(missingOf(entry, modes, given).map(({ message }) => message)).toEqual([
      '“研讨践学”需要填写竞赛或发言要点。',
    ]);
    expect(missingOf({ ...entry, record: { speeches: '示例' } }, modes, given)).toEqual([]);
  });

  it('takes a voice for words, and asks for its transcript', () => {
    const insight: EvidenceField = {
      key: 'insight',
      label: '体会',
      input: 'text',
      source: 'expression',
      required: true,
    };
    const modes = [{ name: '个人自学', evidence: [insight] }];
    const entry = meeting({ kind: 'self-study', modes: ['self'] });
    const voice = { id: 'v', kind: 'voice', alt: '', transcript: null } as const;
    const paths = (
      attachments: readonly (typeof voice | { id: string; kind: 'sign-video'; alt: string; transcript: string })[],
    ) => missingOf(entry, modes, { ...given, attachments }).map(({ path }) => path);
    expect(paths([])).toEqual(['record.insight']);
    expect(paths([voice])).toEqual(['attachments.v.transcript']);
    expect(paths([{ ...voice, kind: 'sign-video', transcript: '示例文字稿' }])).toEqual([]);
  });

  it('waits for the day', () => {
    expect(missingOf(meeting({ onDate: '2026-01-06', modes: ['x'] }), [{ name: '', evidence: [] }], given)).toEqual([
      expect.objectContaining({ path: 'onDate' }),
    ]);
  });
});

describe('attendance', () => {
  it('counts who was expected and who came; observers are neither', () => {
    const rows = [present, present, absent, { ...present, state: 'observer' as const }];
    expect(headcountOf(rows)).toEqual({ expected: 3, present: 2 });
  });

  it('warns of a committee of which less than half came, and of a vote of members alone', () => {
    const codes = (entry: Entry) => warningsOf(entry, { late: false, personal: false }).map(({ code }) => code);
    expect(codes(meeting({ attendance: people(3, 2) }))).toEqual([]);
    expect(codes(meeting({ attendance: people(2, 2) }))).toEqual([]);
    expect(codes(meeting({ attendance: people(2, 3) }))).toEqual(['quorum']);
    const members = meeting({ kind: 'member-meeting', attendance: people(2, 2) });
    expect(codes(members)).toEqual([]);
    expect(codes({ ...members, record: { 'votes-for': 2 } })).toEqual(['quorum']);
    expect(codes({ ...members, record: { 'votes-for': 3, 'votes-entitled': 2 } })).toEqual(['quorum', 'votes']);
    expect(codes(meeting())).toEqual(['nobody']);
  });

  it('keeps for the branch why somebody was absent and how they caught up, and nothing else', () => {
    const alone = ['reason', 'madeUpChannel', 'madeUpForm'].map((name) => `attendance.p.${name}`);
    expect(alone.filter(isOfBranchAlone)).toEqual(alone);
    const open = ['attendance.p.state', 'attendance.p.madeUpOn', 'record.reason', 'channel', 'title'];
    expect(open.filter(isOfBranchAlone)).toEqual([]);
  });

  it('wants the day of a make-up, its form whole or not at all, and reasons of the absent alone', () => {
    const days = { onDate: '2026-01-05', today: '2026-01-09' };
    const paths = (row: Attendance) => attendanceFaults(row, days).map(({ path }) => path);
    expect(paths({ ...absent, reason: 'sick', madeUpOn: '2026-01-09', madeUpChannel: 'home', madeUpForm: 'braille' })).toEqual([]); // prettier-ignore
    expect(paths({ ...absent, madeUpOn: '2026-01-09' })).toEqual([]);
    expect(paths({ ...absent, madeUpOn: '2026-01-09', madeUpChannel: 'home' })).toEqual(['madeUpOn']);
    expect(paths({ ...absent, madeUpChannel: 'home', madeUpForm: 'braille' })).toEqual(['madeUpOn']);
    expect(paths({ ...present, reason: 'sick' })).toEqual(['reason']);
    expect(paths({ ...present, madeUpOn: '2026-01-09', madeUpChannel: 'home', madeUpForm: 'visit' })).toEqual(['madeUpOn']); // prettier-ignore
  });

  it('takes a make-up from the day of the meeting until today', () => {
    const made = (madeUpOn: string) => ({ ...absent, madeUpOn, madeUpChannel: 'home' as const, madeUpForm: 'visit' as const }); // prettier-ignore
    const messages = (day: string) =>
      attendanceFaults(made(day), { onDate: '2026-01-05', today: '2026-01-09' }).map(({ message }) => message);
    expect(['2026-01-05', '2026-01-09'].flatMap(messages)).toEqual([]);
    expect(messages('2026-01-04')).toEqual([expect.stringContaining('不能早于活动当天')]);
    expect(messages('2026-01-10')).toEqual([expect.stringContaining('还没有到')]);
  });
});

describe('what is written into an entry', () => {
  it('is read or refused at its place', () => {
    const { fields, faults } = readFields({
      title: ' 示例 ',
      minutes: -1,
      onDate: '2026-13-01',
      record: { host: '示例甲', Bad: 'x', agenda: '' },
      attendance: [{ personId: 'p', state: 'present', mood: 1 }, { state: 'present' }],
      other: 1,
    });
    expect(Object.fromEntries(fields)).toEqual({
      title: '示例',
      'record.host': '示例甲',
      'record.agenda': null,
      'attendance.p.state': 'present',
    });
    expect(faults.map(({ path }) => path)).toEqual([
      'minutes',
      'onDate',
      'record.Bad',
      'attendance.p.mood',
      'attendance.1.personId',
      'other',
    ]);
  });

  it('never breaks, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('kind', 'record', 'attendance', 'modes', 'title', '__proto__'), fc.anything()),
        (body) => {
          const { fields } = readFields(body);
          for (const value of fields.values()) expect(['string', 'number', 'object']).toContain(typeof value);
        },
      ),
    );
  });

  it('fits the kind of entry and its fields', () => {
    const paths = (entry: Entry, personal = false) =>
      entryFaults(entry, { personal, own: new Map(), today: '2026-01-06' }).map(({ path }) => path);
    expect(paths(meeting({ startsAt: 2, endsAt: 1 }))).toEqual(['endsAt']);
    expect(paths(meeting({ record: { host: 3, 'votes-for': 'x', nobody: 'y' } }))).toEqual([
      'record.host',
      'record.votes-for',
      'record.nobody',
    ]);
    expect(paths(meeting({ kind: 'self-study' }))).toEqual(['kind']);
    expect(paths(meeting({ kind: 'self-study', attendance: people(1, 0) }), true)).toEqual(['attendance']);
  });
});

describe('settings', () => {
  it('come with values that may stand, and guard-rails come off and with a rule', () => {
    for (const name of SETTING_NAMES) expect(valueFault(name, DEFAULTS[name])).toBeNull();
    const rails = SETTING_NAMES.filter((name) => ruleOf(name) !== null);
    expect(rails).toEqual(['public-person-ranking']);
    expect(rails.map((name) => DEFAULTS[name])).toEqual([false]);
    expect(valueFault('late-days', 0)).not.toBeNull();
    expect(valueFault('reading-name', ' ')).not.toBeNull();
  });
});
