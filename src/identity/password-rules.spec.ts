import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { COMMON_WORDS } from './common-passwords.js';
import { isWeakPassword, normalisePassword, PASSWORD_MAX_LENGTH } from './password-rules.js';

const own = ['shili.host', '示例主持人'];

describe('isWeakPassword', () => {
  it.each([
    ['short', 'k7#Vq2!xLm9'],
    ['a common word with digits', 'password1234'],
    ['lookalike letters', 'P@55w0rd2024'],
    ['a keyboard row', 'qwertyuiop12'],
    ['keyboard columns', '1qaz2wsx3edc'],
    ['a row backwards', '0987654321poiu'],
    ['one character repeated', 'aaaaaaaaaaaa'],
    ['a unit repeated', 'Xk7#Xk7#Xk7#'],
    ['an alphabet run', 'abcdefghijklmnop'],
    ['words and a year', 'xuesai-admin-2026'],
    ['dates', '19490701-20260701'],
    ['the login', 'shili.host.shili.host'],
    ['the login with a tail', 'shili.host#2026!'],
    ['the display name', '示例主持人示例主持人密码'],
    ['pinyin phrases', 'woaizhongguo520'],
    ['few different characters', 'abacabadabac'],
    ['too long', 'k7#V'.repeat(PASSWORD_MAX_LENGTH / 4) + 'x'],
  ])('refuses %s', (_why, password) => {
    expect(isWeakPassword(password, own)).toBe(true);
  });

  it.each([
    ['a random string', 'k7#Vq2!xLm9z'],
    ['a phrase of words', 'orbit lantern gravel mint'],
    ['a Chinese phrase', '春眠不觉晓处处闻啼鸟夜来'],
    ['lower-case letters only', 'mgrtwvcabpokhz'],
    ['a word inside something long', 'the admin waters nine ferns'],
  ])('takes %s', (_why, password) => {
    expect(isWeakPassword(password, own)).toBe(false);
  });

  it.each([
    'woaini5201314',
    '5201314woaini',
    'Woaini@5201314',
    'qwer1234asdf',
    'Qwer1234!@#$',
    'a123456a123456',
    'a123456b123456',
    'wang123456789',
    'Zhangwei19850612',
    'lanzhou@2026!!',
    'Gansu-Canlian-2026',
    'gscanlian2026!',
    'canlian123456!',
    'Dangwei@20260701',
    'xuexiqiangguo2026',
    'uohznal@2026!!',
    'Admin@123456789',
    'P@ssw0rd!P@ssw0rd!',
    '7758521woaini',
    '147258369woaini',
    '1q2w3e4r5t6y',
    'iloveyou1314520',
    '学习强国20260701',
    '我爱你中国1314520',
    '好好学习天天向上2026!',
    '密码密码密码123456',
  ])('refuses %s, as many have it', (password) => {
    expect(isWeakPassword(password, own)).toBe(true);
  });

  it('refuses whatever is put together of six common pieces, however they are turned', () => {
    const turn = fc.constantFrom<(word: string) => string>(
      (word) => word,
      (word) => word.toUpperCase(),
      (word) => [...word].reverse().join(''),
      (word) => word.slice(0, 1).toUpperCase() + word.slice(1),
      (word) => word.replaceAll('a', '@').replaceAll('o', '0').replaceAll('e', '3').replaceAll('s', '$'),
      (word) =>
        [...word]
          .map((letter) => (/[!-~]/.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 0xfee0) : letter))
          .join(''),
    );
    const year = fc.integer({ min: 1950, max: 2039 }).map(String);
    const piece = fc.oneof(
      fc.tuple(fc.constantFrom(...COMMON_WORDS), turn).map(([word, turned]) => turned(word)),
      year,
      fc.constantFrom('!', '@', '#', '1', '123', '12345', 'qwerty', '.'),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 6 }), (pieces) => {
        expect(isWeakPassword(pieces.join(''), own)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('measures full-width and half-width input alike', () => {
    expect(normalisePassword('ｋ７＃Ｖ')).toBe('k7#V');
    expect(isWeakPassword('ｐａｓｓｗｏｒｄ１２３４', own)).toBe(true);
  });
});
