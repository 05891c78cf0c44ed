import { describe, expect, it } from '@jest/globals';
import { browserVersion } from './browser-version.js';

describe('browser floor', () => {
  it.each([
    [
      'Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/91.0.4472.120 Mobile Safari/537.36',
      'Chrome',
      false,
    ],
    [
      'Mozilla/5.0 (Linux; Android 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/92.0.4515.105 Mobile Safari/537.36',
      'Chrome',
      true,
    ],
    [
      'Mozilla/5.0 (iPhone; CPU iPhone OS 14_4 like Mac OS X) AppleWebKit/605.1.15 Version/14.0 Mobile/15E148 Safari/604.1',
      'iOS',
      false,
    ],
    ['Mozilla/5.0 (iPhone; CPU iPhone OS 14_5 like Mac OS X) AppleWebKit/605.1.15 MicroMessenger/8.0.5', 'iOS', true],
    [
      'Mozilla/5.0 (iPad; CPU OS 16_1 like Mac OS X) AppleWebKit/605.1.15 CriOS/91.0 Mobile/15E148 Safari/604.1',
      'iOS',
      true,
    ],
    ['Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36 Edg/120.0.0.0', 'Edge', true],
  ])('%s', (agent, name, supported) => {
    expect(browserVersion(agent)).toMatchObject({ name, supported });
  });

  it('says nothing of what it does not know', () => {
    expect(browserVersion('curl/8.0')).toBeNull();
  });
});
