import { describe, expect, it } from '@jest/globals';
import { chooseVoice } from './speech.js';

const voice = (lang: string, localService: boolean) => ({ lang, localService });

describe('choice of a voice', () => {
  it('prefers Mandarin on the device to Mandarin over the network', () => {
    const local = voice('zh-CN', true);
    expect(chooseVoice([voice('en-US', true), voice('zh-CN', false), local])).toBe(local);
  });

  it('takes Mandarin over the network before Cantonese on the device', () => {
    const remote = voice('zh_CN', false);
    expect(chooseVoice([voice('zh-HK', true), remote])).toBe(remote);
  });

  it('takes any Chinese voice before none', () => {
    const cantonese = voice('zh-HK', false);
    expect(chooseVoice([voice('en-US', true), cantonese])).toBe(cantonese);
    expect(chooseVoice([voice('en-US', true)])).toBeNull();
    expect(chooseVoice([])).toBeNull();
  });
});
