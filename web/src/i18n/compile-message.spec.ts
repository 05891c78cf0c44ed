import { describe, expect, it } from '@jest/globals';
import { compileMessage } from './compile-message.js';

const say = (message: string, values: Record<string, unknown> = {}): unknown =>
  compileMessage(message)({ named: (key) => values[key], normalize: (parts) => parts.join('') });

describe('messages', () => {
  it('fill in named places', () => {
    expect(say('第{number}题，共{of}题', { number: 3, of: 20 })).toBe('第3题，共20题');
    expect(say('{a}{a}', { a: '甲' })).toBe('甲甲');
  });

  it('leave everything else as it is written', () => {
    expect(say('《示例》 50% | 甲 @ 乙 {{}}')).toBe('《示例》 50% | 甲 @ 乙 {{}}');
  });

  it('show a missing value as nothing', () => {
    expect(say('[{x}]')).toBe('[]');
  });
});
