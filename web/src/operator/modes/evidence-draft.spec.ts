import { describe, expect, it } from '@jest/globals';
import type { EvidenceField, RecordField } from '@protocol/study-setup.js';

import { evidenceDraft, evidenceOf, newEvidence } from './evidence-draft.js';

const KNOWN: ReadonlyMap<string, RecordField> = new Map([
  ['host', { key: 'host', label: '主持人', input: 'line' }],
  ['service-hours', { key: 'service-hours', label: '服务时长', input: 'amount', unit: '小时' }],
]);
const FIELDS: readonly EvidenceField[] = [
  { key: 'host', label: '主持人', input: 'line', source: 'record', required: true },
  { key: 'service-hours', label: '服务时长', input: 'amount', unit: '小时', source: 'record', required: false },
  { key: 'place-kind', label: '场所', input: 'choice', choices: ['室内', '室外'], source: 'record', required: true },
  { key: 'contest', label: '竞赛', input: 'line', source: 'contest', required: true, oneOf: 'substance' },
  { key: 'attendance', label: '名单', input: 'text', source: 'attendance', required: true },
  { key: 'insight', label: '体会', input: 'text', source: 'expression', required: true },
];
const drafts = () => FIELDS.map((field, at) => evidenceDraft(field, KNOWN, String(at)));

describe('evidence in a form', () => {
  it('comes back as it was', () => {
    expect(evidenceOf(drafts(), KNOWN)).toEqual(FIELDS);
  });

  it('says where it is taken from', () => {
    expect(drafts().map(({ origin }) => origin)).toEqual(['known:host', 'known:service-hours', 'own', 'contest', 'attendance', 'expression']); // prettier-ignore
  });

  it('keeps its key when a piece of its own is renamed, and takes the shape of a known one', () => {
    const [host, , kind] = drafts();
    if (!host || !kind) throw new Error('two rows');
    const changed = evidenceOf(
      [
        { ...kind, label: ' 场地 ' },
        { ...host, origin: 'known:service-hours' },
      ],
      KNOWN,
    );
    expect(changed).toEqual([
      { ...FIELDS[2], label: '场地' },
      { key: 'service-hours', label: '主持人', input: 'amount', unit: '小时', source: 'record', required: true },
    ]);
  });

  it('lets a new piece join the others of which one is enough', () => {
    const added = { ...newEvidence('n', 'own-1'), label: '发言', anyOf: true };
    expect(evidenceOf([...drafts(), added], KNOWN)[FIELDS.length]).toMatchObject({ key: 'own-1', oneOf: 'substance' });
    expect(evidenceOf([added], KNOWN)[0]).toMatchObject({ oneOf: 'any' });
  });
});
