import { describe, expect, it } from '@jest/globals';

import { nextStatus, REFLECTION_STATUSES, type ReflectionContent, type ReflectionStep } from './reflection.js';

const TEXT: ReflectionContent = { form: 'text', text: '示例心得', transcript: '', recordings: 0 };
const SIGNED: ReflectionContent = { form: 'sign-video', text: '', transcript: '示例文字稿', recordings: 1 };
const STEPS: readonly ReflectionStep[] = ['save', 'remove', 'submit', 'withdraw', 'return', 'approve', 'adopt'];
const to = (...parts: Parameters<typeof nextStatus>) => {
  const result = nextStatus(...parts);
  return result.ok ? result.value : result.error;
};

describe('a reflection', () => {
  it('goes the ways of the table and no other', () => {
    const ways = REFLECTION_STATUSES.flatMap((status) =>
      STEPS.map((step) => `${status} ${step} ${to(status, step, TEXT, '请补充')}`).filter(
        (way) => !way.endsWith('wrong-status'),
      ),
    );
    expect(ways).toEqual([
      'draft save draft',
      'draft remove draft',
      'draft submit submitted',
      'submitted withdraw draft',
      'submitted return returned',
      'submitted approve approved',
      'submitted adopt adopted',
      'returned save returned',
      'returned remove returned',
      'returned submit submitted',
      'approved adopt adopted',
    ]);
  });

  it('says something when it is submitted: words, or a recording', () => {
    expect(to('draft', 'submit', { ...TEXT, text: ' \n' })).toBe('nothing-said');
    expect(to('draft', 'submit', { ...SIGNED, recordings: 0 })).toBe('nothing-said');
    expect(to('draft', 'submit', { ...SIGNED, transcript: '' })).toBe('submitted');
  });

  it('is returned with a reason', () => expect(to('submitted', 'return', TEXT, ' ')).toBe('reason-missing'));

  it('is shown to others only with a transcript of what was said or signed', () => {
    expect(to('submitted', 'adopt', { ...SIGNED, transcript: ' ' })).toBe('transcript-missing');
    expect(to('approved', 'adopt', { ...SIGNED, transcript: '' })).toBe('transcript-missing');
    expect(to('submitted', 'approve', { ...SIGNED, transcript: '' })).toBe('approved');
    expect(to('submitted', 'adopt', SIGNED)).toBe('adopted');
  });
});
