import { describe, expect, it } from '@jest/globals';
import { originAllowed } from './origin.js';

const lan = { mode: 'LAN', publicUrl: null } as const;
const tls = { mode: 'TLS', publicUrl: 'https://xuesai.example' } as const;

describe('originAllowed', () => {
  it.each([
    ['the same host and port', { origin: 'http://192.0.2.7:3000', host: '192.0.2.7:3000' }, lan],
    ['the default port left out', { origin: 'http://server.lan', host: 'server.lan:80' }, lan],
    ['no origin at all', { host: '192.0.2.7:3000' }, lan],
    ['no origin and the browser says same-origin', { host: '192.0.2.7:3000', 'sec-fetch-site': 'same-origin' }, lan],
    [
      'the public address behind a proxy that renames the host',
      { origin: 'https://xuesai.example', host: '10.0.0.1:3000' },
      tls,
    ],
    ['the same host over https', { origin: 'https://other.example', host: 'other.example' }, tls],
  ])('allows %s', (_what, headers, config) => {
    expect(originAllowed(headers, config)).toBe(true);
  });

  it.each([
    ['another host', { origin: 'http://evil.example', host: '192.0.2.7:3000' }, lan],
    ['another port', { origin: 'http://192.0.2.7:8080', host: '192.0.2.7:3000' }, lan],
    ['a host that only starts alike', { origin: 'http://192.0.2.7:3000.evil.example', host: '192.0.2.7:3000' }, lan],
    ['an opaque origin', { origin: 'null', host: '192.0.2.7:3000' }, lan],
    ['something that is no address', { origin: '%%%', host: '192.0.2.7:3000' }, lan],
    ['no host to compare with', { origin: 'http://192.0.2.7:3000' }, lan],
    ['no origin where the browser says cross-site', { host: '192.0.2.7:3000', 'sec-fetch-site': 'cross-site' }, lan],
    ['plain http towards a TLS server', { origin: 'http://other.example', host: 'other.example' }, tls],
  ])('refuses %s', (_what, headers, config) => {
    expect(originAllowed(headers, config)).toBe(false);
  });
});
