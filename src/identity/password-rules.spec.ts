import { describe, expect, it } from '@jest/globals';
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

  it('measures full-width and half-width input alike', () => {
    expect(normalisePassword('ｋ７＃Ｖ')).toBe('k7#V');
    expect(isWeakPassword('ｐａｓｓｗｏｒｄ１２３４', own)).toBe(true);
  });
});
