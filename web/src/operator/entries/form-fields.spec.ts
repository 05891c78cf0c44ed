import { describe, expect, it } from '@jest/globals';
import type { EvidenceField, StudyMode, StudySetup } from '@protocol/study-setup.js';

import { formFields, usualModes } from './form-fields.js';

const record = (key: string, required = true, more: Partial<EvidenceField> = {}): EvidenceField => ({
  key,
  label: `示例${key}`,
  input: 'line',
  source: 'record',
  required,
  ...more,
});
const mode = (id: string, evidence: readonly EvidenceField[]): StudyMode => ({ id, name: id, meaning: '', evidence });
const setup: Pick<StudySetup, 'modes' | 'kinds'> = {
  modes: [
    mode('branch', [
      record('attendance', true, { source: 'attendance' }),
      record('host'),
      record('resolution', false),
      record('files', false, { source: 'attachment' }),
    ]),
    mode('apply', [
      record('match-day', true, { source: 'contest', oneOf: 'substance' }),
      record('speeches', true, { oneOf: 'substance' }),
      record('host', false),
      record('minutes', true, { source: 'minutes' }),
      record('words', true, { source: 'expression' }),
    ]),
  ],
  kinds: [
    { kind: 'theme-day', ofBranch: true, fields: [{ key: 'host', label: '主持人', input: 'line' }, { key: 'speeches', label: '发言', input: 'text' }] }, // prettier-ignore
    { kind: 'contest', ofBranch: true, fields: [{ key: 'own-role', label: '角色', input: 'line' }] },
  ],
};
const shown = (kind: 'theme-day' | 'contest', modes: readonly string[], filled = {}) => {
  const { wanted, more, ...rest } = formFields(setup, { kind, modes, record: filled });
  const of = (list: typeof wanted): string[] => list.map(({ key, need }) => `${key} ${need}`);
  return { wanted: of(wanted), more: of(more), ...rest };
};

describe('fields of a form', () => {
  it('are those of the kind where no mode is chosen', () => {
    expect(shown('theme-day', [])).toEqual({
      wanted: [],
      more: ['host optional', 'speeches optional'],
      minutesWanted: false,
      attachments: [],
    });
  });

  it('begin with what the mode asks for; what is not written is no field', () => {
    expect(shown('theme-day', ['branch'])).toEqual({
      wanted: ['host required'],
      more: ['resolution optional', 'speeches optional'],
      minutesWanted: false,
      attachments: ['示例files'],
    });
  });

  it('ask for one of several, and for the most that any mode asks', () => {
    expect(shown('theme-day', ['branch', 'apply'])).toMatchObject({
      wanted: ['host required', 'contest one-of', 'speeches one-of', 'insight required'],
      minutesWanted: true,
    });
  });

  it('show what was written once, of whatever kind', () => {
    expect(shown('theme-day', [], { 'own-role': '示例', 'long-gone': '示例' }).more).toEqual([
      'host optional',
      'speeches optional',
      'own-role optional',
      'long-gone optional',
    ]);
  });
});

it('a kind proposes its usual mode, where there is one', () => {
  expect(usualModes(setup, 'theme-day')).toEqual(['branch']);
  expect(usualModes(setup, 'lecture')).toEqual([]);
  expect(usualModes(setup, 'other')).toEqual([]);
});
